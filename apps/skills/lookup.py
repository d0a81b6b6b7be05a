"""What somebody who types means: names that the catalogue offers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import QuerySet, Value

from apps.skills.models import CatalogueLabel, CatalogueWord
from apps.skills.naming import PARTS, words_in

LOOKED_AT = 200  # labels that hold the words and are put in order; all of them would take too long
SHORTEST = 3  # letters of a word that can be looked for inside of names


class Row(NamedTuple):
    """A label that was found, and the name of its skill."""

    text: str
    is_preferred: bool
    name: str


@dataclass(frozen=True)
class Offer:
    """A name of the catalogue; `also` is another name of it, where that is what was typed."""

    name: str
    also: str = ""


def offers(typed: str, *, language: str, most: int, fits: int, without: Iterable[str] = ()) -> list[Offer]:
    """Up to `most` names that begin with what was typed, hold its words, or are nearly spelled like it.

    Names longer than `fits` characters are left out, and those in `without` in any case. English is always looked
    through: the shipped list is in it.
    """
    typed = " ".join(typed.lower().split())
    if not typed:
        return []
    taken = {name.casefold() for name in without}
    languages = {language, "en"}
    found = _unlike(taken, fits, _labels(typed, languages, most))
    if not found and (meant := _respelled(typed, languages)) != typed:
        found = _unlike(taken, fits, _labels(meant, languages, most))
    return found[:most]


def _labels(typed: str, languages: set[str], most: int) -> list[Row]:
    """Labels that fit, the best first: everyday ones, others that begin like this, then those that only hold it."""
    known = CatalogueLabel.objects.filter(language__in=languages)
    words = [word for word in words_in(typed) if len(word) >= SHORTEST]
    few = 3 * most  # a skill may be found by several of its names
    everyday, beginning = _found(known.everyday().beginning(typed)[:few], known.beginning(typed)[:few])
    everyday.sort(key=_plain)
    rows = everyday[: most // 2 + 1] + sorted(beginning, key=_plain) + everyday[most // 2 + 1 :]
    if words and len({row.name for row in rows}) < most:
        everyday, others = _found(known.everyday().holding(words)[:few], known.holding(words)[:LOOKED_AT])
        rows += everyday + sorted(others, key=_plain)
    return sorted(rows, key=lambda row: row.text.lower() != typed)


def _found(one: QuerySet[CatalogueLabel], other: QuerySet[CatalogueLabel]) -> list[list[Row]]:
    """What two searches find, in one query."""
    columns = ("place", "text", "is_preferred", "skill__name")
    first, second = (
        search.annotate(place=Value(place)).values_list(*columns) for place, search in enumerate((one, other))
    )
    rows: list[list[Row]] = [[], []]
    for place, *row in first.union(second, all=True):
        rows[place].append(Row(*row))
    return rows


def _plain(row: Row) -> tuple[bool, int, str]:
    """First names before others, short ones before long ones."""
    return not row.is_preferred, len(row.text), row.text


def _unlike(taken: set[str], fits: int, rows: Iterable[Row]) -> list[Offer]:
    """Each skill once, by its name; the label that was found beside it, where that is another."""
    kept: dict[str, Offer] = {}
    for row in rows:
        key = row.name.casefold()
        if key not in taken and len(row.name) <= fits and not PARTS.search(row.name):
            kept.setdefault(key, Offer(row.name, "" if row.is_preferred else row.text))
    return list(kept.values())


def _respelled(typed: str, languages: set[str]) -> str:
    """What was typed with each word as the catalogue spells the one that is nearest to it."""
    words = words_in(typed)[:6]
    known = CatalogueWord.objects.filter(language__in=languages)
    searches = [
        known.nearest(word)[:1].annotate(place=Value(place)).values_list("place", "text")
        for place, word in enumerate(words)
        if len(word) > SHORTEST
    ]
    if not searches:
        return typed
    nearest = dict(searches[0].union(*searches[1:], all=True))
    return " ".join(nearest.get(place, word) for place, word in enumerate(words))
