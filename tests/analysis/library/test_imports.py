"""Another reader's articles come in with their state, once, and the user's own state here stays."""

import mailbox
from email.message import EmailMessage
from pathlib import Path

import pytest

from analysis.library.imports import import_from
from analysis.library.records import ListFilter
from analysis.library.store import Store


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    path = tmp_path / "letters.mbox"
    box = mailbox.mbox(path)
    for number, flags in enumerate(("RO", "ROF", "")):
        letter = EmailMessage()
        letter["From"] = "Harbour Times <news@harbourtimes.example>"
        letter["Subject"] = f"Port letter {number}"
        letter["Message-ID"] = f"<{number}@harbourtimes.example>"
        letter["Date"] = f"Thu, 1{number} Mar 2026 08:00:00 +0000"
        letter.set_content(f"The ferry was late for the {number}th time.\n\n“We are sorry,” said Mara Lund.\n")
        message = mailbox.mboxMessage(letter)
        message.set_flags(flags)
        box.add(message)
    box.close()
    return path


def test_articles_come_with_their_state(letters: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        assert import_from(store, "mbox", letters, dry_run=True) == (3, [])
        assert store.count() == 0
        assert import_from(store, "mbox", letters) == (3, [])
        assert store.count() == 3
        assert store.count(ListFilter(state="unread")) == 1
        assert store.count(ListFilter(state="starred")) == 1


def test_again_nothing_comes_and_nothing_changes(letters: Path, tmp_path: Path) -> None:
    with Store.open(tmp_path / "library") as store:
        import_from(store, "mbox", letters)
        first = store.rows().row(0).id
        store.set_read(first, not store.row(first).read)
        before = [store.rows().row(at) for at in range(3)]
        assert import_from(store, "mbox", letters)[0] == 0
        assert [store.rows().row(at) for at in range(3)] == before
