from __future__ import annotations

import os
from pathlib import Path

from analysis.sources.problem import Problem
from analysis.sources.watching import Watch


def test_a_file_comes_when_two_looks_find_it_the_same(tmp_path: Path) -> None:
    watch = Watch([tmp_path])
    assert watch.look() == []
    file = tmp_path / "ferry.txt"
    file.write_text("Half of a sto")
    assert watch.look() == []
    file.write_text("Half of a story, and the rest.")
    assert watch.look() == [], "it was still being written"
    assert watch.look() == [file]
    assert watch.look() == [file], "nobody has taken it yet"
    watch.take([file])
    assert watch.look() == []


def test_what_changes_after_it_was_taken_comes_again(tmp_path: Path) -> None:
    watch = Watch([tmp_path])
    (tmp_path / "deeper").mkdir()
    file = tmp_path / "deeper" / "ferry.html"
    file.write_text("<p>Four crowns.</p>")
    watch.look()
    assert watch.look() == [file]
    file.write_text("<p>Five crowns.</p>")
    os.utime(file, ns=(1, 1))
    watch.take([file])
    watch.look()
    assert watch.look() == [file], "it changed between the look and the taking"


def test_what_is_no_article_is_left_alone(tmp_path: Path) -> None:
    for name in ("page.html.part", ".hidden.txt", "picture.jpg"):
        (tmp_path / name).write_text("words")
    (tmp_path / "empty.txt").touch()
    watch = Watch([tmp_path])
    watch.look()
    assert watch.look() == []
    (tmp_path / "page.html.part").rename(tmp_path / "page.html")
    watch.look()
    assert [path.name for path in watch.look()] == ["page.html"]


def test_a_folder_that_goes_is_told_once_and_comes_back(tmp_path: Path) -> None:
    folder, told = tmp_path / "mount", list[Problem]()
    folder.mkdir()
    file = folder / "ferry.txt"
    file.write_text("Four crowns.")
    watch = Watch([folder], told.append)
    watch.look()
    watch.take(watch.look())
    folder.rename(tmp_path / "away")
    assert watch.look() == watch.look() == []
    assert [problem.where for problem in told] == [str(folder)]
    (tmp_path / "away").rename(folder)
    watch.look()
    assert watch.look() == [], "what was taken came again"
