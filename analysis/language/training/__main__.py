"""``python -m analysis.language.training --data DIR``: train everything that ships, from the recipe, and write the model folder."""

from __future__ import annotations

import argparse
import tempfile
import tomllib
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from analysis.language.training.names import train_names

LANGUAGE = Path(__file__).parents[1]


def main() -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(prog="python -m analysis.language.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with names/, quotes/, entities/ and raw/")
    parser.add_argument("--out", type=Path, default=LANGUAGE / "model", help="where the model goes")
    parser.add_argument("--work", type=Path, help="where the steps keep what they make, to go on from there (default: nowhere)")
    parser.add_argument("--only-names", action="store_true", help="leave the other components as they are")
    args = parser.parse_args()
    for needed in ("names/train.jsonl", "raw/news.txt.gz"):
        if not (args.data / needed).is_file():
            parser.error(f"{args.data} has no {needed}; --data wants the folder that holds names/ and raw/")
    recipe = tomllib.loads((LANGUAGE / "recipe.toml").read_text(encoding="utf8"))
    with tempfile.TemporaryDirectory() as nowhere:
        train_names(args.data, args.out, recipe, args.work or Path(nowhere))
    for part in () if args.only_names else ("entities", "quotes"):
        module = f"analysis.language.{part}.training"
        if find_spec(module) is not None:
            # Each has `train(data)`, which writes its weights beside its own module.
            import_module(module).train(args.data)


if __name__ == "__main__":
    main()
