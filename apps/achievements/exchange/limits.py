"""What the person has room for: two focuses, one direction, so many files. Each row that comes takes its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from apps.achievements import attachments
from apps.achievements.attachments import Attachment
from apps.achievements.exchange.fields import Value
from apps.achievements.exchange.rules import covers
from apps.achievements.exchange.troubles import Trouble, Why

MOST_FOCUSES = 2
Values = Mapping[str, Value]


@dataclass
class Room:
    """What is taken already; `fold` gives names as the database compares them, `bytes_kept` are of attached files."""

    today: date
    fold: Callable[[Value], str]
    bytes_kept: int = 0
    focuses: set[str] = field(default_factory=set)  # the skills somebody works on now
    has_direction: bool = False
    files: Counter[str] = field(default_factory=Counter)  # of each entry

    def take(self, kind: str, values: Values) -> None:
        """Count a row that is here, or will be."""
        if _is_active(kind, values):
            self.focuses.add(self.fold(values["skill"]))
        self.has_direction = self.has_direction or _is_current(kind, values)
        if kind == "proof" and values.get("kind") == "file":
            self.files[str(values["entry"])] += 1
            file = values.get("file")
            self.bytes_kept += len(file.contents) if isinstance(file, Attachment) else 0

    def refusal(self, kind: str, values: Values) -> Trouble | None:
        """What stands against a new row, given what is here already."""
        if kind == "entry" and covers(values["happened"])[0] > self.today.isoformat():
            return Trouble(Why.STILL_TO_COME, "happened", str(values["happened"]))
        if kind == "proof" and values.get("kind") == "file":
            return self._file_refusal(values)
        taken = len(self.focuses) >= MOST_FOCUSES or self.fold(values.get("skill")) in self.focuses
        if _is_active(kind, values) and taken:
            return Trouble(Why.TWO_AT_MOST, said=str(values["skill"])[:60])
        if _is_current(kind, values) and self.has_direction:
            return Trouble(Why.ONE_AT_A_TIME)
        return None

    def _file_refusal(self, values: Values) -> Trouble | None:
        file = values.get("file")
        if not isinstance(file, Attachment):
            return Trouble(Why.FILE_LEFT_OUT, said=str(values.get("label") or "")[:60])
        if self.files[str(values["entry"])] >= attachments.MOST_OF_ONE_ENTRY:
            return Trouble(Why.FILES_OF_ENTRY, said=file.name[:60])
        if self.bytes_kept + len(file.contents) > attachments.MOST_OF_ONE_PERSON:
            return Trouble(Why.FILES_TOGETHER, said=file.name[:60])
        return None


def _is_active(kind: str, values: Values) -> bool:
    return kind == "focus" and values.get("state") == "active"


def _is_current(kind: str, values: Values) -> bool:
    return kind == "direction" and not values.get("ended_at")
