"""What `pip install` puts on a machine: the wheel has the weights, the schema, the sample, and works away from the checkout."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if names.returncode:
        pytest.skip("not a git checkout")
    for name in names.stdout.splitlines():
        if (ROOT / name).is_file():
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            (source / name).write_bytes((ROOT / name).read_bytes())
    command = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(source),
    ]
    subprocess.run(command, check=True, cwd=folder)
    (wheel,) = folder.glob("pullquote-*.whl")
    target = folder / "installed"
    zipfile.ZipFile(wheel).extractall(target)
    return target


def run_there(unpacked: Path, code: str, tmp_path: Path) -> str:
    script = f"import sys; sys.path.insert(0, {str(unpacked)!r})\n{code}"
    done = subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_weights_schema_and_sample_are_in_the_wheel(unpacked: Path) -> None:
    assert (unpacked / "analysis/language/model/meta.json").is_file()
    assert (unpacked / "analysis/library/schema.sql").is_file()
    sample = [path for path in (unpacked / "seeds/articles").rglob("*") if path.is_file()]
    assert len(sample) == len([path for path in (ROOT / "seeds/articles").rglob("*") if path.is_file()]) >= 24
    assert sum(path.stat().st_size for path in (unpacked / "analysis/language/model").rglob("*") if path.is_file()) < 12 * 2**20


def test_the_installed_program_annotates(unpacked: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text("Ferry stops\n\nThe ferry to Halvard stopped on Monday.\n\n“We are sorry,” said Mara Lund of the Osterland Line.\n")
    here = f"assert analysis.__file__.startswith({str(unpacked)!r})"
    code = f"import analysis, tui.cli.group as group; {here}; group.run(['annotate', '--json', {str(article)!r}])"
    answer = json.loads(run_there(unpacked, code, tmp_path))
    assert answer["title"] == "Ferry stops"
    assert [answer["text"][quote["start"] : quote["end"]] for quote in answer["quotes"]] == ["“We are sorry,”"]
    assert "Mara Lund" in {entity["name"] for entity in answer["entities"]}


def test_a_first_start_finds_the_sample(unpacked: Path, tmp_path: Path) -> None:
    out = run_there(unpacked, "from tui.libraries import sample_articles; print(sample_articles())", tmp_path)
    assert Path(out.strip()).is_dir()
    assert str(unpacked) in out
