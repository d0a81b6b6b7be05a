"""What was read of all offers of a person, kept in this process until one of the rows behind it changes.

A page in which hundreds of offers take part shows some twenty of them, but has to know the order of all. Reading and
scoring them takes longer than all the rest of it, and between two visits hardly anything changes.
"""

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Sequence
from threading import Lock
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.utils import timezone
from django.utils.translation import get_language

from apps.users import formats
from apps.users.models import User

T = TypeVar("T")

MOST = 20_000  # rows kept in one process, of all people together
LONGEST = 15 * 60  # seconds: who has gone leaves nothing behind for long

# PostgreSQL marks each version of a row with the transaction that wrote it. How many rows there are, and a hash over
# their marks, change with any of them, whoever wrote it and how. Within a transaction that has itself written nothing
# is kept: it may still be undone.
STAMP = """
    SELECT pg_current_xact_id_if_assigned() IS NULL,
           (SELECT (count(*), sum(hashint8extended(xmin::text::bigint, 1))) FROM opportunities_opportunity
             WHERE owner_id = %(owner)s)::text,
           (SELECT (count(*), sum(hashint8extended(xmin::text::bigint, 1))) FROM opportunities_rating
             WHERE owner_id = %(owner)s)::text
"""


class _Entry(NamedTuple):
    stamp: tuple[str, ...]
    rows: Sequence[Any]
    counts: int
    until: float


class Shelf:
    """What is kept, the least recently wanted first; safe for the threads of a server."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._entries: OrderedDict[Hashable, _Entry] = OrderedDict()
        self._lock = Lock()
        self._size = 0

    def find(self, key: Hashable, stamp: tuple[str, ...]) -> Sequence[Any] | None:
        """What was put there under this stamp, while it may be kept."""
        with self._lock:
            entry = self._entries.get(key)
            if entry is None:
                return None
            if entry.stamp != stamp or entry.until < monotonic():
                self._drop(key)
                return None
            self._entries.move_to_end(key)
            return entry.rows

    def put(self, key: Hashable, stamp: tuple[str, ...], rows: Sequence[Any], each: int = 1) -> None:
        """Keep these rows in place of any before, `each` for as many as it is; what was not wanted for longest goes."""
        with self._lock:
            now = monotonic()
            self._drop(key)
            self._entries[key] = _Entry(stamp, rows, each * len(rows), now + LONGEST)
            self._size += each * len(rows)
            for old in [old for old, entry in self._entries.items() if entry.until < now]:
                self._drop(old)
            while self._size > self.most:
                self._drop(next(iter(self._entries)))

    def forget(self, owner_id: int) -> None:
        """Let go of what is kept for this person."""
        with self._lock:
            for key in [key for key in self._entries if isinstance(key, tuple) and key[0] == owner_id]:
                self._drop(key)

    def _drop(self, key: Hashable) -> None:
        entry = self._entries.pop(key, None)
        self._size -= entry.counts if entry else 0


SHELF = Shelf()


class Kept:
    """What is kept for one person as things stand: one query to find out whether it still holds.

    The items remember their words once they are asked for them, so another language, way of writing numbers or day has
    items of its own. They are shared between requests, and therefore not to be written to.
    """

    def __init__(self, owner: User, shelf: Shelf = SHELF) -> None:
        self._shelf = shelf
        self._words = (get_language(), str(formats.current()), timezone.localdate())
        self._owner = owner.pk
        with connection.cursor() as cursor:
            cursor.execute(STAMP, {"owner": owner.pk})
            self._undisturbed, *stamp = cursor.fetchone()
        self._stamp = tuple(stamp)

    def at_hand(self, what: Hashable) -> list[Any] | None:
        """What was read as `what` since the offers and ratings last changed; None where nothing was."""
        found = self._shelf.find(self._key(what), self._stamp) if self._undisturbed else None
        return None if found is None else list(found)

    def read(self, what: Hashable, read: Callable[[], Collection[T]], each: int = 1) -> list[T]:
        """What is at hand as `what`, else what `read` gives, at hand from then on; each takes the room of `each`."""
        found = self.at_hand(what)
        if found is not None:
            return found
        found = list(read())
        if self._undisturbed:
            self._shelf.put(self._key(what), self._stamp, found, each)
        return list(found)

    def _key(self, what: Hashable) -> Hashable:
        return self._owner, what, self._words
