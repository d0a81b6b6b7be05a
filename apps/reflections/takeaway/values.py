"""Values of columns as JSON knows them, and back. Pure.

Money and other decimals are strings, so that no program rounds them; days are 2026-11-24, moments ISO 8601 in UTC.
"""

import json
import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def plain(value: object) -> Json:
    """A column's value for JSON; raises TypeError for one that has no place there, such as bytes."""
    match value:
        case None | bool() | int() | float() | str():
            return value
        case Decimal():
            return f"{value:f}"
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date() | time():
            return value.isoformat()
        case UUID():
            return str(value)
        case list() | tuple():
            return [plain(each) for each in value]
        case dict():
            return {str(key): plain(each) for key, each in value.items()}
        case _:
            raise TypeError(f"{type(value).__name__} has no place in the file")


def renamed(value: Json, names: Mapping[str, str]) -> Json:
    """The value with every id in it that `names` knows put by its new one, however deep it stands."""
    match value:
        case str():
            return ID.sub(lambda found: names.get(found[0], found[0]), value)
        case list():
            return [renamed(each, names) for each in value]
        case dict():
            return {str(renamed(key, names)): renamed(each, names) for key, each in value.items()}
        case _:
            return value


def cell(value: Json) -> str:
    """The value as a cell of a table: nothing for what is not known, lists with semicolons between."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case list() if all(isinstance(each, str) for each in value):
            return "; ".join(map(str, value))
        case list() | dict():
            return json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)
