"""Which names probably mean the same skill. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from functools import lru_cache
from itertools import combinations

from apps.skills.naming import words_in

ALIKE = 0.62  # share of trigrams in common from which two names are offered as the same; found by trying
SMALL = {"a", "an", "and", "at", "for", "in", "of", "on", "the", "to", "with", "und", "et", "de", "y"}
KEPT = 256  # people whose names are compared once as long as they stay the same


def plain(name: str) -> tuple[str, ...]:
    """The words of a name without order, small words and plural: “Trainings of staff” and “staff training” are one."""
    return tuple(sorted(_singular(word) for word in words_in(name) if word not in SMALL))


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def trigrams(name: str) -> frozenset[str]:
    """The groups of three letters of each word, as PostgreSQL’s pg_trgm takes them."""
    padded = (f"  {word} " for word in words_in(name))
    return frozenset(word[at : at + 3] for word in padded for at in range(len(word) - 2))


def similarity(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of both is in common, from 0 (nothing) to 1 (all)."""
    return len(one & other) / len(one | other) if one and other else 0.0


@lru_cache(maxsize=KEPT)
def alike(names: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    """Pairs of places in `names` that probably mean the same, the likeliest first, the lower place first in each.

    Names that differ by a number (“first aid 1”, “first aid 2”) are not the same. Only names that share one of
    their rarest trigrams are compared: two that are alike always do, so nothing is missed.
    """
    words, grams = [plain(name) for name in names], [trigrams(name) for name in names]
    numbers = [tuple(word for word in of if any(letter.isdigit() for letter in word)) for of in words]
    found = {}
    for one, other in _candidates(words, grams):
        if numbers[one] == numbers[other]:
            same = bool(words[one]) and words[one] == words[other]
            close = 1.0 if same else similarity(grams[one], grams[other])
            if close >= ALIKE:
                found[one, other] = close
    return tuple(sorted(found, key=lambda pair: (-found[pair], pair)))


def _candidates(words: Sequence[tuple[str, ...]], grams: Sequence[frozenset[str]]) -> set[tuple[int, int]]:
    often: dict[str, int] = defaultdict(int)
    for of in grams:
        for gram in of:
            often[gram] += 1
    together: dict[Hashable, list[int]] = defaultdict(list)
    for place, of in enumerate(grams):
        together[words[place]].append(place)
        rarest = sorted(of, key=lambda gram: (often[gram], gram))
        for gram in rarest[: len(of) - int(ALIKE * len(of)) + 1]:  # prefix filtering: the rest cannot decide alone
            together[gram].append(place)
    return {pair for places in together.values() for pair in combinations(places, 2)}
