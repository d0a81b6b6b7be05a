"""Tables as spreadsheet programs write and read them: CSV in any usual encoding, and cells that run nothing."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from itertools import chain
from typing import Any

# Full-width signs count for East Asian Excel. Where “;” parts cells, as in half of Europe, “x;=1” is two cells.
_RUNS = "'=+\\-@＝＋－＠"
_BEFORE_FORMULA = rf'(?:\A(?=[{_RUNS}\t\r\n])|(?<=[;|\t\r\n])(?="*[{_RUNS}]))'
_AFTER_GUARD = rf'(?:\A\'(?=[{_RUNS}\t\r\n])|(?<=[;|\t\r\n])\'(?="*[{_RUNS}]))'
_GUARD, _GUARDED = re.compile(_BEFORE_FORMULA), re.compile(_AFTER_GUARD)
_LONGEST_HEADER = 65_536  # characters: a first row that is longer names no columns
_DELIMITERS = (",", ";", "\t", "|")
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


class Trouble(StrEnum):
    """Why one row of a table cannot be read at all."""

    QUOTES = "quotes"
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Line:
    """One row: the line of the file it begins on, counted from 1, and its cells or what is wrong with it."""

    number: int
    cells: tuple[str, ...] = ()
    trouble: Trouble | None = None


def guarded(cell: str) -> str:
    """The cell such that no spreadsheet takes it, or a part of it, for a formula: an apostrophe stands before = + - @.

    A part begins after “;”, “|”, a tab or a new line, by which a spreadsheet may part cells though they are quoted.
    Apostrophes there get another, so that `unguarded` gives back exactly what it was.
    """
    return _GUARD.sub("'", cell)


def unguarded(cell: str) -> str:
    """The cell without the apostrophes that `guarded` put there; any other cell as it is."""
    return _GUARDED.sub("", cell)


def written(rows: Iterator[list[str]]) -> Iterator[str]:
    """Lines of CSV (RFC 4180), after a byte order mark, by which spreadsheets know UTF-8; every cell guarded."""
    lines: list[str] = ["\ufeff"]

    class _Lines:
        def write(self, line: str) -> None:
            lines.append(line)

    writer = csv.writer(_Lines())
    for row in rows:
        writer.writerow([guarded(cell) for cell in row])
        yield "".join(lines)
        lines.clear()


def decoded(data: bytes) -> str:
    """The text of a file: UTF-8 or UTF-16 by its mark, else UTF-8 if it is that, else Windows-1252."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    half = len(data) // 2
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):  # every second byte of plain Latin text is 0
        if half and data[start::2].count(0) > half * 0.6:
            return data.decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def rows(text: str, *, knows: Callable[[str], bool]) -> list[Line]:
    """The rows of a CSV text, its header first; the delimiter is the one that gives the most names `knows` knows.

    A row whose quotation marks do not match is reported and costs no other row. Empty rows are left out.
    """
    lines = list(StringIO(text.removeprefix("\ufeff"), newline=""))
    first = 0
    if lines and lines[0].strip().lower().startswith("sep="):  # what Excel writes to name the delimiter
        first = 1
    if first >= len(lines) or len(lines[first]) > _LONGEST_HEADER:
        return []
    delimiter = max(_DELIMITERS, key=lambda mark: sum(map(knows, _names(lines[first], mark))))
    return [line for line in _read(lines, first, delimiter) if line.trouble or any(map(str.strip, line.cells))]


def _read(lines: list[str], first: int, delimiter: str) -> Iterator[Line]:
    """One reader goes on as long as it can: a new one for each row would make long files take the square of time."""
    width, at = 0, first
    while at < len(lines):
        begun, reader = at, _reader(lines, at, delimiter)
        try:
            for cells in reader:
                number, at = at + 1, begun + reader.line_num
                width = width or len(cells)
                too_many = any(map(str.strip, cells[width:]))
                if cells:
                    yield Line(number, tuple(cells[:width]), Trouble.TOO_MANY if too_many else None)
        except csv.Error as error:  # this line alone is to blame: the next one is read afresh
            yield Line(at + 1, trouble=Trouble.TOO_LONG if "limit" in str(error) else Trouble.QUOTES)
            at += 1


def _reader(lines: list[str], at: int, delimiter: str) -> Any:
    return csv.reader(map(lines.__getitem__, range(at, len(lines))), delimiter=delimiter, strict=True)


def _names(line: str, delimiter: str) -> list[str]:
    """The cells of a first line, as well as they can be told from it alone."""
    try:
        return list(chain.from_iterable(csv.reader([line.rstrip("\r\n")], delimiter=delimiter)))
    except csv.Error:  # a cell of more than 128 kB
        return []
