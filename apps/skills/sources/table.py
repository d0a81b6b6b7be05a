"""A text file as rows by column, one at a time, however long it is. Pure."""

import csv
from collections.abc import Collection, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

FIELD = 1024 * 1024  # characters of one cell: a quotation mark that never closes is noticed there


class TableError(ValueError):
    """One sentence that says what is wrong with a file and what to do."""


@dataclass(frozen=True)
class Table:
    """A file that is open: the names of its columns, and its rows as (number, cells by column).

    The header is row 1, as a spreadsheet shows it; a quoted cell may hold line breaks.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[int, dict[str, str]]]

    def demand(self, columns: Collection[str], what: str) -> None:
        """Raise TableError where one of the columns is missing."""
        missing = [column for column in columns if column not in self.columns]
        if missing:
            raise TableError(
                f"{self.name} is not {what}: it has no column {_listed(missing)}. "
                f"Its first line says {_listed(self.columns) or 'nothing'}."
            )


@contextmanager
def opened(path: Path, *, tabs: bool = False) -> Iterator[Table]:
    """The table in a file in UTF-8, with or without a byte order mark; cells are parted by commas, or by tabs.

    Raises TableError where the file cannot be opened or read, also later, while its rows are read.
    """
    with ExitStack() as stack:
        with _readable(path):
            stack.callback(csv.field_size_limit, csv.field_size_limit(FIELD))
            file = stack.enter_context(path.open(encoding="utf-8-sig", newline=""))
            reader = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE) if tabs else csv.reader(file)
            columns = tuple(cell.strip() for cell in next(reader, []))
        yield Table(path.name, columns, _rows(path, columns, reader))


def _rows(path: Path, columns: tuple[str, ...], reader: Iterator[list[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    number = 1
    while True:
        with _readable(path):
            cells = next(reader, None)
        if cells is None:
            return
        number += 1
        if any(cells):
            yield number, dict(zip(columns, (cell.replace("\0", "") for cell in cells), strict=False))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TableError(f"{path} cannot be opened: {error.strerror or error}.") from error
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name} is not in UTF-8. Take the file as it was downloaded, unchanged.") from error
    except csv.Error as error:
        raise TableError(
            f"{path.name} cannot be read to its end: a quotation mark does not close, or it is no table."
        ) from error


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"“{name[:40]}”" for name in list(names)[:20])
