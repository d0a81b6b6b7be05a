"""Bring skills, occupations and what they ask for into the catalogue, in batches; twice changes nothing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from django.db import transaction

from apps.skills.models import (
    CatalogueLabel,
    CatalogueSkill,
    CatalogueWord,
    Occupation,
    OccupationLabel,
    OccupationNeed,
    Source,
)
from apps.skills.naming import words_in
from apps.skills.sources.records import Named, Need, Refused, Titles

T = TypeVar("T")
BATCH = 1000  # rows in memory at a time
TOLD = 1000  # refused rows that are kept to be told; all are counted


@dataclass
class Tally:
    """What became of the rows of one file."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    vanished: list[str] = field(default_factory=list)  # here from earlier, and not in the file any more
    refused: int = 0
    reasons: list[Refused] = field(default_factory=list)

    @property
    def read(self) -> int:
        """How many there were, those left out among them."""
        return self.new + self.changed + self.unchanged + self.refused

    def refuse(self, row: int, reason: str) -> None:
        """Count a row that is left out."""
        self.refused += 1
        if len(self.reasons) < TOLD:
            self.reasons.append(Refused(row, reason))

    def count(self, *, is_new: bool, is_changed: bool) -> None:
        """Count a row that was taken."""
        self.new += is_new
        self.changed += is_changed and not is_new
        self.unchanged += not is_new and not is_changed


@dataclass(frozen=True)
class Shelf:
    """Where things of one sort stand: their table, the table of their names, and what these are called there."""

    model: type[Any]
    labels: type[Any]
    name: str  # the field that holds the name
    of: str  # the field of a label that says whose it is
    source: str
    language: str

    @property
    def told(self) -> dict[str, Any]:
        """What each label of a skill says of the skill, for the search."""
        if self.model is not CatalogueSkill:
            return {}
        return {"language": self.language, "is_everyday": self.source == Source.STARTER}

    @property
    def rows(self) -> Any:
        """All that came from this source in this language."""
        return self.model._default_manager.filter(source=self.source, language=self.language)


def skills_of(source: str, language: str = "en") -> Shelf:
    """The skills that came from a source."""
    return Shelf(CatalogueSkill, CatalogueLabel, "name", "skill", source, language)


def occupations_of(source: str, language: str = "en") -> Shelf:
    """The occupations that came from a source."""
    return Shelf(Occupation, OccupationLabel, "title", "occupation", source, language)


def bring_in(shelf: Shelf, records: Iterable[Named | Refused], **among: str) -> Tally:
    """Add what is new and change what says something else now.

    What is not in the file any more is told and kept: skills of people may point at it. `among` says which rows of
    the shelf are this file's (kind="knowledge"), where several files fill it.
    """
    tally, seen = Tally(), set[str]()
    for batch in _batches(_taken(records, tally, seen)):
        with transaction.atomic():
            _bring_in_batch(shelf, batch, tally)
    known = shelf.rows.filter(**among).order_by("pk").values_list("key", shelf.name)
    tally.vanished = [name for key, name in known.iterator() if key not in seen]
    return tally


def _batches(records: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(records)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _taken(records: Iterable[Named | Refused], tally: Tally, seen: set[str]) -> Iterator[Named]:
    for record in records:
        if isinstance(record, Refused):
            tally.refuse(record.row, record.reason)
        elif record.key in seen:
            tally.refuse(record.row, "a row before it has the same id")
        else:
            seen.add(record.key)
            yield record


def _bring_in_batch(shelf: Shelf, batch: list[Named], tally: Tally) -> None:
    known = {row.key: row for row in shelf.rows.select_for_update().filter(key__in=[record.key for record in batch])}
    new, changed = [], {}
    for record in batch:
        says = _fields(shelf, record)
        row = known.get(record.key)
        if row is None:
            row = known[record.key] = shelf.model(source=shelf.source, language=shelf.language, key=record.key, **says)
            new.append(row)
        elif any(getattr(row, name) != value for name, value in says.items()):
            for name, value in says.items():
                setattr(row, name, value)
            changed[record.key] = row
    shelf.model._default_manager.bulk_create(new)
    if changed:
        shelf.model._default_manager.bulk_update(list(changed.values()), list(_fields(shelf, batch[0])))
    relabelled = _label(shelf, [_names(known[record.key], record) for record in batch])
    made = {row.pk for row in new}
    for record in batch:
        pk = known[record.key].pk
        tally.count(is_new=pk in made, is_changed=record.key in changed or pk in relabelled)


def _fields(shelf: Shelf, record: Named) -> dict[str, str]:
    says = {shelf.name: record.name, "description": record.description}
    return {**says, "kind": record.kind} if shelf.model is CatalogueSkill else says


class _As(NamedTuple):
    """What a label is: the name itself, another one, or one that is only looked for."""

    is_preferred: bool = False
    is_hidden: bool = False


NAME, OTHER, HIDDEN = _As(is_preferred=True), _As(), _As(is_hidden=True)


@dataclass(frozen=True)
class _Names:
    """What a row is to be called, and which sorts of its labels this says everything about."""

    row: Any
    texts: dict[str, _As]
    settles: frozenset[_As]


def _names(row: Any, record: Named) -> _Names:
    texts = dict.fromkeys(record.hidden, HIDDEN) | dict.fromkeys(record.labels or (), OTHER) | {record.name: NAME}
    return _Names(row, texts, frozenset({NAME} if record.labels is None else {NAME, OTHER, HIDDEN}))


def _label(shelf: Shelf, wanted: Iterable[_Names]) -> set[int]:
    """Add the labels that are missing and drop those that are said no more; the ids of the rows where any differ."""
    rows = {names.row.pk: names for names in wanted}
    add = {pk: dict(names.texts) for pk, names in rows.items()}
    drop, differs = [], set()
    for label in shelf.labels._default_manager.filter(**{f"{shelf.of}__in": list(rows)}):
        pk = getattr(label, f"{shelf.of}_id")
        stands_as, wanted_as = _As(label.is_preferred, label.is_hidden), rows[pk].texts.get(label.text)
        if wanted_as != stands_as and (stands_as in rows[pk].settles or wanted_as == NAME):
            drop.append(label.pk)
            differs.add(pk)
        else:
            add[pk].pop(label.text, None)
    shelf.labels._default_manager.filter(pk__in=drop).delete()
    shelf.labels._default_manager.bulk_create(
        shelf.labels(text=text, **stands_as._asdict(), **{shelf.of: rows[pk].row}, **shelf.told)
        for pk, texts in add.items()
        for text, stands_as in texts.items()
    )
    if shelf.model is CatalogueSkill:
        shown = (text for texts in add.values() for text, stands_as in texts.items() if stands_as != HIDDEN)
        _remember_words(shelf.language, shown)
    return differs | {pk for pk, texts in add.items() if texts}


def _remember_words(language: str, texts: Iterable[str]) -> None:
    words = {word for text in texts for word in words_in(text)}
    CatalogueWord.objects.bulk_create(
        [CatalogueWord(language=language, text=word) for word in sorted(words)], ignore_conflicts=True
    )


def bring_in_titles(shelf: Shelf, records: Iterable[Titles | Refused]) -> Tally:
    """Give occupations their other names, where these are in a file of their own."""
    tally, seen = Tally(), set[str]()
    for batch in _batches(records):
        with transaction.atomic():
            keys = [record.key for record in batch if isinstance(record, Titles)]
            known = {row.key: row for row in shelf.rows.filter(key__in=keys)}
            found = []
            for record in batch:
                if isinstance(record, Refused):
                    tally.refuse(record.row, record.reason)
                elif record.key not in known:
                    tally.refuse(record.row, f"the occupation “{record.key}” is not known")
                elif record.key in seen:
                    tally.refuse(record.row, "the titles of an occupation must stand below each other")
                else:
                    seen.add(record.key)
                    texts = dict.fromkeys(record.labels, OTHER)
                    found.append(_Names(known[record.key], texts, frozenset({OTHER})))
            relabelled = _label(shelf, found)
            for names in found:
                tally.count(is_new=False, is_changed=names.row.pk in relabelled)
    return tally


def bring_in_needs(occupations: Shelf, skills: Shelf, records: Iterable[Need | Refused | None]) -> Tally:
    """Say what occupations ask for; None among the records is nothing to speak of."""
    tally, seen = Tally(), set[int]()
    for batch in _batches(record for record in records if record is not None):
        with transaction.atomic():
            _ask(occupations, skills, batch, tally, seen)
    return tally


def _ask(occupations: Shelf, skills: Shelf, batch: list[Need | Refused], tally: Tally, seen: set[int]) -> None:
    asked = [record for record in batch if isinstance(record, Need)]
    jobs = dict(occupations.rows.filter(key__in={need.occupation for need in asked}).values_list("key", "pk"))
    known = dict(skills.rows.filter(key__in={need.skill for need in asked}).values_list("key", "pk"))
    rows = {
        (row.occupation_id, row.skill_id): row
        for row in OccupationNeed.objects.filter(occupation__in=jobs.values(), skill__in=known.values())
    }
    new, changed = {}, []
    for record in batch:
        if isinstance(record, Refused):
            tally.refuse(record.row, record.reason)
            continue
        if record.occupation not in jobs:
            tally.refuse(record.row, f"the occupation “{record.occupation}” is not known: import its file, too")
            continue
        if record.skill not in known:
            tally.refuse(record.row, f"the skill “{record.skill}” is not known: import its file, too")
            continue
        pair = (jobs[record.occupation], known[record.skill])
        if pair in new or (pair in rows and rows[pair].pk in seen):
            tally.refuse(record.row, "a row before it says the same of the same two")
        elif pair in rows:
            is_changed = _weigh(rows[pair], record)
            seen.add(rows[pair].pk)
            changed += [rows[pair]] if is_changed else []
            tally.count(is_new=False, is_changed=is_changed)
        else:
            new[pair] = OccupationNeed(occupation_id=pair[0], skill_id=pair[1])
            _weigh(new[pair], record)
            tally.count(is_new=True, is_changed=False)
    seen |= {row.pk for row in OccupationNeed.objects.bulk_create(new.values())}
    OccupationNeed.objects.bulk_update(changed, ["is_essential", "importance"])


def _weigh(row: OccupationNeed, record: Need) -> bool:
    """Let the row say what the record says; whether that changes it."""
    before = (row.is_essential, row.importance)
    row.is_essential, row.importance = record.is_essential, record.importance
    return before != (row.is_essential, row.importance)
