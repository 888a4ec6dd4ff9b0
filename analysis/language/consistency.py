"""`pullquote_consistency`: one name, one label, within an article.

Names that were cut are made whole first (`analysis.language.whole_names`). Mentions of one form vote on its label, each with its
confidence; a full name of a person vouches for the surname alone; and a name that was found somewhere, or a person's surname, is filled in
where it stands unmarked elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Span

from analysis.language.entities.gender import is_family_first
from analysis.language.names import register_extensions
from analysis.language.whole_names import Name, make_whole

Form = tuple[str, ...]
SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))


@dataclass(frozen=True, slots=True)
class Settings:
    """How far the rules go."""

    lead: float = 2.0
    """A mention takes the label with most votes for its form where these are so many times the votes for its own."""
    surname: float = 0.5
    """A surname alone becomes a person where the votes for persons of that surname exceed this multiple of those for its other label."""
    repeats: float = 0.9
    """Mean confidence from which the unmarked repeats of a name are filled in."""
    surname_repeats: float = 0.6
    """The same for the surname of a person's full name, where the article writes that word with a capital letter only."""


def unify(words: Sequence[str], names: Sequence[Name], settings: Settings = Settings()) -> list[Name]:
    """Return the names with one label a form and their repeats filled in, sorted, none overlapping."""
    if not names:
        return []
    votes: dict[Form, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    seen: dict[Form, list[float]] = defaultdict(list)
    for name in names:
        form = form_of(words, name)
        votes[form][name.label] += name.confidence
        seen[form].append(name.confidence)
    labels = {form: max(sorted(found), key=lambda label: found[label]) for form, found in votes.items()}
    vouched = _vouch_for_surnames(labels, votes, settings)
    unified: list[Name] = []
    for name in names:
        form = form_of(words, name)
        label = labels[form]
        if label != name.label and (form in vouched or votes[form][label] >= settings.lead * votes[form][name.label]):
            name = Name(name.start, name.end, label, name.confidence, "consistency")
        unified.append(name)
    means = {form: sum(found) / len(found) for form, found in seen.items()}
    sure = {form: mean for form, mean in means.items() if mean >= settings.repeats}
    small = {word for word in words if word.islower()}
    for form, mean in means.items():
        surname = surname_of(form) if labels[form] == "PERSON" and mean >= settings.surname_repeats else None
        if surname and (surname,) not in labels and surname[:1].isupper() and surname.casefold() not in small:
            sure[surname,], labels[surname,] = mean, "PERSON"
    return _fill_in(words, unified, labels, sure)


def form_of(words: Sequence[str], name: Name) -> Form:
    """Return the words of a name, those in capitals throughout (as in headlines) written with one."""
    return tuple(word.title() if len(word) > 3 and word.isupper() and word.isalpha() else word for word in words[name.start : name.end])


def surname_of(form: Form) -> str | None:
    """Return the family name in the full name of a person, None where there is one word only."""
    parts = [part for part in form if part.lower() not in SUFFIXES]
    if len(parts) < 2:
        return None
    return parts[0] if is_family_first(" ".join(parts).replace(" - ", "-")) else parts[-1]


def _vouch_for_surnames(labels: dict[Form, str], votes: dict[Form, dict[str, float]], settings: Settings) -> set[Form]:
    """Make persons of the bare surnames of persons; return their forms."""
    vouched: set[Form] = set()
    persons: dict[str, float] = defaultdict(float)
    for form, label in labels.items():
        surname = surname_of(form) if label == "PERSON" else None
        if surname:
            persons[surname] += votes[form]["PERSON"]
    for form, label in labels.items():
        if len(form) == 1 and label != "PERSON" and form[0] in persons:
            other = votes[form][label]
            if other * settings.surname < persons[form[0]] + votes[form]["PERSON"]:
                labels[form] = "PERSON"
                vouched.add(form)
    return vouched


def _fill_in(words: Sequence[str], names: list[Name], labels: dict[Form, str], sure: dict[Form, float]) -> list[Name]:
    by_first: dict[str, list[Form]] = defaultdict(list)
    for form in sure:
        if any(word[:1].isupper() for word in form):
            by_first[form[0]].append(form)
    for forms in by_first.values():
        forms.sort(key=lambda form: (-len(form), form))
    taken = bytearray(len(words))
    for name in names:
        taken[name.start : name.end] = b"\1" * (name.end - name.start)
    filled = list(names)
    for at, word in enumerate(words):
        if taken[at] or word not in by_first:
            continue
        for form in by_first[word]:
            end = at + len(form)
            if any(taken[at:end]) or tuple(words[at:end]) != form or _is_part(words, at, end):
                continue
            filled.append(Name(at, end, labels[form], sure[form], "repeat"))
            taken[at:end] = b"\1" * len(form)
            break
    filled.sort(key=lambda name: name.start)
    return filled


def _is_part(words: Sequence[str], start: int, end: int) -> bool:
    """Whether the words stand between capitalised ones, so that they may be part of a longer name."""
    after = words[end] if end < len(words) else ""
    before = words[start - 1] if start else ""
    sentence_start = start < 2 or not words[start - 2][:1].isalnum()
    return (after[:1].isupper() and after.isalpha()) or (before[:1].isupper() and before.isalpha() and not sentence_start)


class Consistency:
    """Makes the entities of a document agree with each other."""

    def __init__(self, settings: Settings) -> None:
        register_extensions()
        self.settings = settings

    def __call__(self, doc: Doc) -> Doc:
        """Unify the entities of one document."""
        ents = doc.ents
        if not ents:
            return doc
        names = [Name(ent.start, ent.end, ent.label_, ent._.confidence, ent._.rule) for ent in ents]
        words = [token.text for token in doc]
        unified = unify(words, make_whole(words, names), self.settings)
        if unified == names:
            return doc
        spans = []
        for name in unified:
            span = Span(doc, name.start, name.end, name.label)
            span._.confidence = name.confidence
            span._.rule = name.rule
            spans.append(span)
        doc.set_ents(spans)
        return doc


@Language.factory(  # type: ignore[untyped-decorator]
    "pullquote_consistency",
    requires=["doc.ents"],
    assigns=["doc.ents"],
    default_config={"lead": Settings().lead, "surname": Settings().surname, "repeats": Settings().repeats},
)
def make_consistency(nlp: Language, name: str, lead: float, surname: float, repeats: float) -> Callable[[Doc], Doc]:
    """Make the component."""
    return Consistency(Settings(lead, surname, repeats))
