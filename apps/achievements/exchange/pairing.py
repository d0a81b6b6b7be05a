"""Which row of a file is which of those that are here, when several say the same: what is joined to them tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass

Key = tuple[str, str]  # kind and id
_FAR = 6  # steps of telling apart: from a proof by its entry and role to a proof of another entry, and on
_MOST_STEPS = 500_000  # what is alike after so many is paired in order
_MOST_COMPARED = 40  # of those here that a row may be, where none is the same in everything


@dataclass(frozen=True, slots=True)
class Node:
    """A row: what it says by itself, and the rows it rests on, each with the field that says so."""

    says: Hashable
    rests_on: tuple[tuple[str, Key], ...] = ()


def pairs(file: Mapping[Key, Node], here: Mapping[Key, Node]) -> dict[Key, Key]:
    """For rows of the file those here that say the same; of several that do, those that are joined to the same.

    No row here is given twice. Rows that nothing tells apart are paired in their order. A row that is rested on and
    not given is known by its id.
    """
    if not file or not here:
        return {}
    telling = _Telling(file, here)
    by_itself = dict(telling.colour)
    telling.tell_apart()
    found = telling.paired()
    return found | _most_alike(telling, by_itself, found)


Place = tuple[bool, Key]  # whether it is here, and which


class _Telling:
    """Every row with a colour: two have the same as long as nothing tells them apart."""

    def __init__(self, file: Mapping[Key, Node], here: Mapping[Key, Node]) -> None:
        self.shapes: dict[Hashable, int] = {}
        self.colour: dict[Place, int] = {}
        self.joined: dict[Place, list[tuple[int, Place]]] = defaultdict(list)
        self.classes: dict[int, tuple[dict[Key, None], dict[Key, None]]] = {}
        self.fixed: set[Place] = set()
        self.steps = 0
        for is_here, nodes in ((False, file), (True, here)):
            for key, node in nodes.items():
                self._join(is_here, key, node, nodes)
        # Those with the most joined to them first: once they are told apart, so is the most of the others.
        self.order = sorted(file, key=lambda key: -len(self.joined.get((False, key), ())))

    def _join(self, is_here: bool, key: Key, node: Node, nodes: Mapping[Key, Node]) -> None:
        known = tuple((name, to) for name, to in node.rests_on if to not in nodes)
        self._paint((is_here, key), self._number((key[0], node.says, known)))
        for name, to in node.rests_on:
            if to in nodes:
                self.joined[is_here, key].append((self._number(("on", name)), (is_here, to)))
                self.joined[is_here, to].append((self._number(("under", name, key[0])), (is_here, key)))

    def _number(self, shape: Hashable) -> int:
        return self.shapes.setdefault(shape, len(self.shapes))

    def _paint(self, place: Place, colour: int) -> None:
        is_here, key = place
        if place in self.colour:
            del self.classes[self.colour[place]][is_here][key]
        self.colour[place] = colour
        self.classes.setdefault(colour, ({}, {}))[is_here][key] = None

    def _is_tied(self, place: Place) -> bool:
        file, here = self.classes[self.colour[place]]
        return place not in self.fixed and len(file) + len(here) > 2

    def tell_apart(self) -> None:
        """Give those that are alike other colours where what is joined to them differs, near or far."""
        self._spread([place for place in self.colour if self._is_tied(place)], follow=False)

    def _spread(self, places: Iterable[Place], *, follow: bool) -> None:
        for _step in range(_FAR):
            tied = [place for place in places if self._is_tied(place)]
            self.steps += len(tied)
            if not tied or self.steps > _MOST_STEPS:
                return
            told = [(place, self._number(self._shape(place))) for place in tied]
            for place, colour in told:
                self._paint(place, colour)
            if follow:
                places = dict.fromkeys(to for place in tied for _name, to in self.joined.get(place, ()))

    def _shape(self, place: Place) -> Hashable:
        joined = sorted((name, self.colour[to]) for name, to in self.joined.get(place, ()))
        return self.colour[place], tuple(joined)

    def paired(self) -> dict[Key, Key]:
        """The rows of the file with those here; where any would do, the first is taken and all that is joined told."""
        found = {}
        for key in self.order:
            _file, here = self.classes[self.colour[False, key]]
            other = next((each for each in here if (True, each) not in self.fixed), None)
            if other is not None:
                found[key] = other
                self._fix((False, key), (True, other))
        return found

    def _fix(self, *pair: Place) -> None:
        was_tied = self._is_tied(pair[0])
        colour = self._number(("pair", pair))
        for place in pair:
            self._paint(place, colour)
        self.fixed.update(pair)
        if was_tied:
            self._spread([to for place in pair for _name, to in self.joined.get(place, ())], follow=True)


def _most_alike(telling: _Telling, by_itself: Mapping[Place, int], found: Mapping[Key, Key]) -> dict[Key, Key]:
    """For the rows that are left the one here that says the same by itself, and has the most joined to it in common."""
    taken = set(found.values())
    left: dict[int, dict[Key, None]] = defaultdict(dict)
    for (is_here, key), colour in by_itself.items():
        if is_here and key not in taken:
            left[colour][key] = None

    def joined(place: Place) -> Counter[tuple[int, int]]:
        return Counter((name, by_itself[to]) for name, to in telling.joined.get(place, ()))

    more = {}
    for key in (key for key in telling.order if key not in found):
        alike = left[by_itself[False, key]]
        if alike:
            mine = joined((False, key))
            compared = list(alike)[:_MOST_COMPARED]
            more[key] = max(compared, key=lambda each: (mine & joined((True, each))).total())
            del alike[more[key]]
    return more
