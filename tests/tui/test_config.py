"""The config file: defaults, values, and errors that say where and what."""

from pathlib import Path

import pytest

from tui.config import Config, ConfigError, load_config


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path / "none.toml") == Config()


def test_every_setting_is_read(tmp_path: Path) -> None:
    config = load_config(
        written(
            tmp_path,
            'library = "~/pile"\n[reader]\nmeasure = 72\n[analysis]\npipeline = "xx"\n[keys]\n"jump.next-name" = "]n,ctrl+n"\n',
        )
    )
    assert config.library == Path("~/pile").expanduser()
    assert (config.measure, config.pipeline, config.keys) == (72, "xx", {"jump.next-name": "]n,ctrl+n"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[reader]\nmeasure = 7\n", "from 40 to 160"),
        ("[reader]\nmeasur = 72\n", "no setting reader.measur"),
        ("colour = 1\n", "no setting colour"),
        ("reader = 3\n", "must be a table"),
        ('[keys]\n"jump.next-nam" = "x"\n', "did you mean jump.next-name"),
        ("[keys\n", "line 1"),
        ("library = 4\n", "must be a text"),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, words: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ConfigError) as raised:
        load_config(path)
    assert words in str(raised.value)
    assert str(path) in str(raised.value)
