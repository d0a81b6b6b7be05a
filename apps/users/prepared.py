"""Queries that are put together once: Django takes a millisecond to make the SQL of a query that PostgreSQL answers
in a tenth of it, and the next visit needs the same SQL with other values.

The query is written in Django's words as ever, and asked with values by name. The first time it is put together with
stand-ins, which are then found among its parameters; one that cannot be found, because Django made something else of
it, is an error at once. Nothing that the database answers is kept.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators
from django.http import Http404

Value = UUID | int | str | date
STAND_INS: dict[type, Callable[[int], Value]] = {
    UUID: lambda n: UUID(int=0x5EED << 96 | n),
    int: lambda n: 5_061_616_000_000 + n,
    str: lambda n: f"the stand-in of value {n}",
    date: lambda n: date.fromordinal(3 + n),
}


MOST = 256  # structures of one query; where there are more, it is put together anew


class _Ready(NamedTuple):
    sql: str
    parameters: list[Any]
    places: list[tuple[int, str]]  # of the parameters, and the name of the value that belongs there
    convert: dict[int, tuple[list[Callable[..., Any]], Any]]
    make: Callable[[Any], Any]


class Prepared:
    """A query whose SQL is made once for each structure: rows as tuples where it says `values_list`, else models.

    `build` gets what makes its structure by position, and its values by name: each a UUID, a whole number, a text, a
    day, a list of UUIDs or of whole numbers (for `__in`), or None, which makes another structure.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.ready: dict[Hashable, _Ready] = {}

    def __call__(self, *structure: Hashable, **values: Value | Sequence[UUID] | Sequence[int] | None) -> list[Any]:
        """What the database answers now."""
        key = (structure, *((name, _kind(value)) for name, value in values.items()))
        ready = self.ready.get(key)
        if ready is None:
            if len(self.ready) >= MOST:
                self.ready.clear()
            ready = self.ready[key] = self._put_together(structure, values)
        parameters = ready.parameters.copy()
        for place, name in ready.places:
            parameters[place] = values[name]
        with connection.cursor() as cursor:
            cursor.execute(ready.sql, parameters)
            rows = cursor.fetchall()
        return [ready.make(row) for row in (_converted(rows, ready.convert) if ready.convert else rows)]

    def one(self, *structure: Hashable, **values: Value | Sequence[UUID] | Sequence[int] | None) -> Any:
        """The only row of the answer; where there is none, the page does not exist."""
        for row in self(*structure, **values):
            return row
        raise Http404

    def _put_together(self, structure: tuple[Hashable, ...], values: dict[str, Any]) -> _Ready:
        stand_ins = {name: _stand_in(value, place) for place, (name, value) in enumerate(values.items())}
        queryset = self.build(*structure, **stand_ins)
        compiler: Any = queryset.query.get_compiler("default")
        sql, found = compiler.as_sql()
        parameters, places = list(found), []
        for name, stand_in in stand_ins.items():
            several = isinstance(stand_in, list)
            wanted = stand_in[0] if isinstance(stand_in, list) else stand_in
            here = [] if wanted is None else [at for at, value in enumerate(parameters) if _is_same(value, wanted)]
            if wanted is not None and not here:
                raise ValueError(f"The value “{name}” does not come through as it is.")
            places += [(at, name) for at in here]
            for at in here if several else []:
                sql = _any_of(sql, at)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return _Ready(sql, parameters, places, converters, _maker(queryset, compiler))


def _kind(value: object) -> Any:
    if isinstance(value, list):
        return "list", type(value[0]) if value else UUID
    return type(value)


def _stand_in(value: object, place: int) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        return [STAND_INS[type(value[0]) if value else UUID](place)]
    return STAND_INS[type(value)](place)


def _is_same(parameter: object, stand_in: Value) -> bool:
    return type(parameter) is type(stand_in) and parameter == stand_in


def _any_of(sql: str, place: int) -> str:
    """The SQL with `IN (…)` at this parameter made to take a list."""
    parts = sql.split("%s")
    before, after = "%s".join(parts[: place + 1]), "%s".join(parts[place + 1 :])
    if not before.endswith(" IN (") or not after.startswith(")"):
        raise ValueError("A list can only stand after “in”.")
    return f"{before.removesuffix(' IN (')} = ANY(%s{after}"


def _converted(rows: Iterable[Any], converters: dict[int, tuple[list[Callable[..., Any]], Any]]) -> Iterator[Any]:
    for values in map(list, rows):
        for at, (steps, expression) in converters.items():
            for step in steps:
                values[at] = step(values[at], expression, connection)
        yield values


def _maker(queryset: QuerySet[Any, Any], compiler: Any) -> Callable[[Any], Any]:
    """What makes a row of the answer from its values: a tuple, or a model with what was selected beside it."""
    if issubclass(queryset._iterable_class, ValuesListIterable):  # there is no public way
        width = compiler.col_count  # past it stands what the order needs
        return lambda row: tuple(row[:width])
    model, fields = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    names = [compiler.select[at][0].target.attname for at in fields]
    populators = get_related_populators(compiler.klass_info, compiler.select, "default")  # type: ignore[call-arg]  # of a later Django

    def made(row: Any) -> Any:
        found = model.from_db("default", names, row[fields[0] : fields[-1] + 1])
        for populator in populators:
            populator.populate(row, found)
        for name, at in compiler.annotation_col_map.items():
            setattr(found, name, row[at])
        return found

    return made
