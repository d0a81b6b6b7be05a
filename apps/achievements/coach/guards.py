"""What of a line's findings stands, once what it only plans, denies or intends is taken away."""

from .phrases import covered

Found = tuple[str, int, int]
Pairs = list[tuple[int, int]]
_PLAIN = frozenset({"volume", "small", "one", "money", "time"})  # counts that hold whatever they are for


def standing(length: int, results: Pairs, figures: list[Found], bases: Pairs, dead: Pairs, soft: Pairs) -> list[Found]:
    """(slot, start, end) of results, measures and baselines that start outside the guarded stretches.

    In `dead` ones nothing counts; in `soft` ones (purposes, assignments) plain counts still do.
    """
    denied = covered(length, dead)
    guarded = covered(length, [*dead, *soft])
    found = [("result", a, b) for a, b in results if not guarded[a]]
    found += [(kind, a, b) for kind, a, b in figures if not (denied if kind in _PLAIN else guarded)[a]]
    return found + [("baseline", a, b) for a, b in bases if not guarded[a]]
