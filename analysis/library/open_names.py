"""Names that leave open whom they mean: bare surnames, institutions without a country. Each goes where its article's company says.

What a word may stand for is kept as a digest. Where it has changed, all articles that leave the word open are decided again; of a
word that very many leave open, some at once and the others with the articles that come next, or at `drain`. In the end each has been
decided by what the library has, so that no order of arrival matters, and no single article pays for a famous surname.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from analysis.article import Label
from analysis.library.companies import Companies
from analysis.library.names_table import NamesTable
from analysis.linking.company import MANY, Candidate, Evidence, choose, parties, stands_out
from analysis.linking.likeness import FIRST, Likeness, Name
from analysis.linking.offices_held import office_weight

MOST_COMPARED = 40
"""Of more articles that leave one word open, the company of each is not compared with that of each other."""
AT_ONCE = 40
"""How many articles that leave words open are decided again with one that comes; what follows counts against it, too."""
_COST_OF_WORD = 12
"""What it costs to read the company of those whom a word may stand for, in articles."""
_MOST_CANDIDATES = 5
_MOST_WITH_GIVEN_NAME = 50
"""A given name that more names have says nothing of whom it means."""
_WAITING = "undecided"
"""Where `meta` has the words of which some articles wait for their decision."""


class Decision(NamedTuple):
    """Where a name goes, and why."""

    name: Name
    entity_id: int
    why: Likeness


class _State(NamedTuple):
    """How far the articles that leave a word open are decided."""

    digest: str = ""
    last: int = 0
    """The name that was decided last; they are taken in a circle, by their ids."""
    left: int = 0
    """How many are still to be decided."""


class OpenNames:
    """Decides names that are open within one transaction, which adds so many `articles`.

    `apart` are those, by key and label, that the user has given a place.
    """

    def __init__(
        self, connection: sqlite3.Connection, table: NamesTable, companies: Companies, apart: Collection[tuple[str, str]], articles: int = 1
    ) -> None:
        self._connection = connection
        self._table = table
        self._companies = companies
        self._apart = apart
        self._budget = AT_ONCE * max(1, articles)

    def decide(self, words: Collection[str], new: Collection[int], lost: Collection[str], anew: Collection[str]) -> Iterator[Decision]:
        """Decide the names that came `new`, and all that a change of those whom `words` may stand for makes doubtful; and some that wait.

        `lost` are words that an article no longer leaves open; `anew` those that are doubtful though all whom they may stand for are
        the same.
        """
        before = self._waiting()
        after: list[str] = []
        ours: dict[str | None, list[int]] = defaultdict(list)
        for name in self._table.living(new):
            ours[self._table.is_open(name.id)].append(name.id)
        for word in sorted(words):
            yield from self._decide(word, ours[word], word in lost, word in anew)
            if self._state(word).left:
                after.append(word)
        for word in before:
            if word not in words:
                waits = self._budget <= 0
                if not waits:
                    yield from self._decide(word, [], lost=False, anew=False)
                if waits or self._state(word).left:
                    after.append(word)
        if after != before:
            self._connection.execute("DELETE FROM meta WHERE name = ?", (_WAITING,))
            if after:
                self._connection.execute("INSERT INTO meta VALUES (?, ?)", (_WAITING, json.dumps(after, ensure_ascii=False)))

    def _waiting(self) -> list[str]:
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (_WAITING,)).fetchone()
        return [] if row is None else list(json.loads(row[0]))

    def _decide(self, word: str, ours: Sequence[int], lost: bool, anew: bool) -> Iterator[Decision]:
        """Decide names that leave a word open: `ours`, which came now, and those that are doubtful."""
        before = self._state(word)
        few = self._table.open_ids(word, MOST_COMPARED + 1)
        if not few:
            self._keep(word, before, None)
            return
        candidates, common = self._candidates(word)
        crowd = len(few) > MOST_COMPARED
        together = self._table.oldest_home(word) if crowd and not candidates and not common else None
        digest = self._digest(candidates, crowd, together)
        now = before
        names = few
        if crowd and (anew or digest != before.digest or before.left):
            names = self._table.open_ids(word)
        if anew or digest != before.digest:
            now = _State(digest, before.last, len(names))
        elif not ours and not before.left and (crowd or not lost):
            return
        elif before.left:
            now = before._replace(left=before.left + len(ours))
        if crowd:
            at_once, now = self._next(names, ours, now)
            if at_once:
                yield from self._one_by_one(at_once, self._in_full(candidates), together)
        elif not now.left or self._budget >= min(len(names) + _COST_OF_WORD, AT_ONCE):
            doubtful = names if now.left else ours
            self._budget -= len(doubtful) + _COST_OF_WORD
            yield from self._all(names, doubtful, self._in_full(candidates))
            now = now._replace(left=0)
        self._keep(word, before, now)

    def _next(self, names: Sequence[int], ours: Sequence[int], state: _State) -> tuple[list[int], _State]:
        """Return the names of a crowd whose turn it is, those that came now always, and what is left then."""
        many = min(state.left, max(self._budget - _COST_OF_WORD, 1)) if self._budget > 0 else 0
        after = next((i for i, number in enumerate(names) if number > state.last), 0)
        turn = [*names[after:], *names[:after]][:many]
        if many or ours:
            self._budget -= many + _COST_OF_WORD
        return [*ours, *(number for number in turn if number not in ours)], state._replace(
            last=turn[-1] if turn else state.last, left=state.left - len(turn)
        )

    def _one_by_one(self, numbers: Sequence[int], candidates: Sequence[Candidate], together: int | None) -> Iterator[Decision]:
        evidence = self._companies.evidence(numbers)
        for name in self._named(numbers):
            yield _chosen(name, evidence[name.id], candidates) or Decision(
                name, self._table.home(name.id) if together is None else together, FIRST
            )

    def _all(self, numbers: Sequence[int], doubtful: Collection[int], candidates: Sequence[Candidate]) -> Iterator[Decision]:
        """Decide those that are `doubtful`, and put those together that stand for none of the candidates but may be one."""
        known = {candidate.entity_id for candidate in candidates}
        evidence = self._companies.evidence(doubtful)
        unknown: dict[int, Name] = {}
        for name in self._named(numbers):
            if name.id in evidence:
                found = _chosen(name, evidence[name.id], candidates)
                if found is not None:
                    yield found
                    continue
            elif name.entity_id in known:
                continue
            unknown[name.id] = name
        beside, weights = self._companies.names_beside(unknown)
        for party in parties(beside, weights):
            entity_id = min(self._table.home(number) for number in party)
            why = FIRST if len(party) == 1 else Likeness(f"“{_said(unknown[party[0]])}” in the same company", 0.75)
            for number in party:
                yield Decision(unknown[number], entity_id, why)

    def _named(self, numbers: Sequence[int]) -> list[Name]:
        return [name for name in self._table.named(numbers) if (name.key, name.label) not in self._apart]

    # Whom a word may stand for ------------------------------------------------------------------------------------------------------------

    def _candidates(self, word: str) -> tuple[list[Candidate], bool]:
        """Return the entities that a surname or an institution may stand for, those with the most articles, without their company.

        Says besides whether the word is a given name so common that those who have it were left out.
        """
        clues = [f"s {word}", f"i {word}", f"g {word}"]
        given = self._connection.execute("SELECT 1 FROM name_clues WHERE clue = ? LIMIT ?", (clues[-1], _MOST_WITH_GIVEN_NAME + 1))
        common = len(given.fetchall()) > _MOST_WITH_GIVEN_NAME
        if common:
            clues.pop()
        rows = self._connection.execute(
            "SELECT n.entity_id, sum(n.articles) AS many, min(substr(c.clue, 1, 1) = 'g') AS given, min(n.key || ' ' || n.label) AS called "
            f"FROM name_clues c JOIN names n ON n.id = c.name_id WHERE c.clue IN ({','.join('?' * len(clues))}) AND n.articles > 0 "
            "GROUP BY n.entity_id ORDER BY given, many DESC, called LIMIT ?",
            (*clues, _MOST_CANDIDATES),
        )
        found = [Candidate(entity_id, articles, frozenset(), called, bool(weak)) for entity_id, articles, weak, called in rows.fetchall()]
        return found, common

    def _in_full(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Return the candidates with their company and their offices."""
        found = []
        for candidate in candidates:
            names = [name.id for name in self._table.of_entity(candidate.entity_id)]
            company = frozenset[int]().union(*map(self._companies.of, names)).difference(names)
            found.append(candidate._replace(company=company, offices=self._companies.offices(names)))
        return found

    def _digest(self, candidates: Sequence[Candidate], crowd: bool, together: int | None) -> str:
        """Return what tells whether the word may stand for others than before: who they are, and which articles tell their company."""
        told = [
            (one.entity_id, one.weak, one.tie_break, [(name.id, self._companies.sample(name.id)) for name in names])
            for one in candidates
            for names in [self._table.of_entity(one.entity_id)]
        ]
        best = stands_out(candidates)
        state = (told, best and (best.entity_id, best.articles >= MANY), crowd, together)
        return hashlib.blake2b(repr(state).encode(), digest_size=16).hexdigest()

    def _state(self, word: str) -> _State:
        row = self._connection.execute("SELECT state FROM open_words WHERE word = ?", (word,)).fetchone()
        if row is None:
            return _State()
        digest, last, left = (*row[0].split(), "0", "0")[:3]
        return _State(digest, int(last), int(left))

    def _keep(self, word: str, before: _State, now: _State | None) -> None:
        if now is None:
            self._connection.execute("DELETE FROM open_words WHERE word = ?", (word,))
        elif now != before:
            state = " ".join(map(str, now)) if now.left else now.digest
            self._connection.execute("INSERT OR REPLACE INTO open_words VALUES (?, ?)", (word, state))


def _chosen(name: Name, evidence: Evidence, candidates: Sequence[Candidate]) -> Decision | None:
    found = choose(evidence, candidates, proper=name.label is not Label.NORP)
    if found is None:
        return None
    candidate, amount = found
    by = "office and company" if office_weight(evidence.offices, candidate.offices) else "company"
    return Decision(name, candidate.entity_id, Likeness(f"“{_said(name)}” alone, in the same {by}", min(0.95, 0.7 + amount / 20)))


def _said(name: Name) -> str:
    return name.key.partition(" | ")[0].removeprefix("~")


def waiting(connection: sqlite3.Connection) -> bool:
    """Say whether some names that are open wait for their decision."""
    return connection.execute("SELECT 1 FROM meta WHERE name = ?", (_WAITING,)).fetchone() is not None
