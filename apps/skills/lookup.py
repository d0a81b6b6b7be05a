"""What somebody who types means: names that the catalogue offers.

A search is sent with each letter, so it is written as SQL: to put such queries together anew each time took longer than
PostgreSQL takes to answer them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from apps.skills.naming import PARTS, words_in

LOOKED_AT = 200  # labels that hold the words and are put in order; all of them would take too long
SHORTEST = 3  # letters of a word that can be looked for inside of names
WORDS = 6  # of what was typed; more say nothing new
BEGINNING = """
(SELECT true, l.text, l.is_preferred, l.is_hidden, s.name
FROM skills_cataloguelabel l JOIN skills_catalogueskill s ON s.id = l.skill_id
WHERE l.language = ANY(%(languages)s) AND l.is_everyday AND lower(l.text) COLLATE "C" LIKE %(beginning)s
ORDER BY lower(l.text) COLLATE "C" LIMIT %(few)s)
UNION ALL
(SELECT false, l.text, l.is_preferred, l.is_hidden, s.name
FROM skills_cataloguelabel l JOIN skills_catalogueskill s ON s.id = l.skill_id
WHERE l.language = ANY(%(languages)s) AND lower(l.text) COLLATE "C" LIKE %(beginning)s
ORDER BY lower(l.text) COLLATE "C" LIMIT %(few)s)
"""
HOLDING = """
(SELECT true, l.text, l.is_preferred, l.is_hidden, s.name
FROM skills_cataloguelabel l JOIN skills_catalogueskill s ON s.id = l.skill_id
WHERE l.language = ANY(%(languages)s) AND l.is_everyday
AND lower(l.text) LIKE %(word1)s AND lower(l.text) LIKE %(word2)s AND lower(l.text) LIKE %(word3)s
AND lower(l.text) LIKE ALL(%(rest)s::text[])
LIMIT %(few)s)
UNION ALL
(SELECT false, l.text, l.is_preferred, l.is_hidden, s.name
FROM skills_cataloguelabel l JOIN skills_catalogueskill s ON s.id = l.skill_id
WHERE l.language = ANY(%(languages)s)
AND lower(l.text) LIKE %(word1)s AND lower(l.text) LIKE %(word2)s AND lower(l.text) LIKE %(word3)s
AND lower(l.text) LIKE ALL(%(rest)s::text[])
LIMIT %(looked_at)s)
"""  # three words are found in the index of trigrams, which knows nothing of LIKE ALL; “%” stands for no word
NEAREST = """
SELECT typed.word, near.text
FROM unnest(%(words)s::text[]) AS typed(word) CROSS JOIN LATERAL (
    SELECT w.text FROM skills_catalogueword w
    WHERE w.language = ANY(%(languages)s) AND w.text %% typed.word
    ORDER BY similarity(w.text, typed.word) DESC, length(w.text), w.text LIMIT 1
) AS near
"""


class Row(NamedTuple):
    """A label that was found, and the name of its skill."""

    text: str
    is_preferred: bool
    is_hidden: bool
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
    languages = sorted({language, "en"})
    found = _unlike(taken, fits, _labels(typed, languages, most))
    if not found and (meant := _respelled(typed, languages)) != typed:
        found = _unlike(taken, fits, _labels(meant, languages, most))
    return found[:most]


def _labels(typed: str, languages: list[str], most: int) -> list[Row]:
    """Labels that fit, the best first: everyday ones, others that begin like this, then those that only hold it."""
    few = 3 * most  # a skill may be found by several of its names
    everyday, beginning = _found(BEGINNING, languages, few, beginning=f"{_literally(typed)}%")
    everyday.sort(key=_plain)
    rows = everyday[: most // 2 + 1] + sorted(beginning, key=_plain) + everyday[most // 2 + 1 :]
    words = sorted((word for word in words_in(typed)[:WORDS] if len(word) >= SHORTEST), key=len, reverse=True)
    if words and len({row.name for row in rows}) < most:
        everyday, others = _holding(words, languages, few)
        rows += everyday + sorted(others, key=_plain)
    return sorted(rows, key=lambda row: row.text.lower() != typed)


def _holding(words: list[str], languages: list[str], few: int) -> tuple[list[Row], list[Row]]:
    """Labels in which each of the words stands somewhere, in no order; at least one word, the longest first."""
    first, second, third, *rest = [*(f"%{word}%" for word in words), "%", "%"]
    return _found(HOLDING, languages, few, word1=first, word2=second, word3=third, rest=rest, looked_at=LOOKED_AT)


def _found(search: str, languages: list[str], few: int, **more: object) -> tuple[list[Row], list[Row]]:
    """What a search finds: of the shipped list, which comes first, and of all."""
    everyday: list[Row] = []
    others: list[Row] = []
    with connection.cursor() as cursor:
        cursor.execute(search, {"languages": languages, "few": few, **more})
        for is_everyday, *row in cursor.fetchall():
            (everyday if is_everyday else others).append(Row(*row))
    return everyday, others


def _literally(text: str) -> str:
    """For LIKE, which takes some signs for others."""
    return text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")


def _plain(row: Row) -> tuple[bool, bool, int, str]:
    """First names before others, hidden ones last, short ones before long ones."""
    return not row.is_preferred, row.is_hidden, len(row.text), row.text


def _unlike(taken: set[str], fits: int, rows: Iterable[Row]) -> list[Offer]:
    """Each skill once, by its name; the label that was found beside it, where that is another and no mere spelling."""
    kept: dict[str, Offer] = {}
    for row in rows:
        key = row.name.casefold()
        if key not in taken and len(row.name) <= fits and not PARTS.search(row.name):
            kept.setdefault(key, Offer(row.name, "" if row.is_preferred or row.is_hidden else row.text))
    return list(kept.values())


def _respelled(typed: str, languages: list[str]) -> str:
    """What was typed with each word as the catalogue spells the one that is nearest to it."""
    words = words_in(typed)[:WORDS]
    unsure = [word for word in words if len(word) > SHORTEST]
    if not unsure:
        return typed
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"languages": languages, "words": unsure})
        nearest = dict(cursor.fetchall())
    return " ".join(nearest.get(word, word) for word in words)
