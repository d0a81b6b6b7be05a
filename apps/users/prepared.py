"""Queries that are put together once: Django takes a millisecond to make the SQL of a query that PostgreSQL answers
in a tenth of it, and the next visit needs the same SQL with other values.

The query is written in Django's words as ever, and asked with values by name. The first time it is put together with
stand-ins, which are then found among its parameters; one that cannot be found, because Django made something else of
it, is an error at once. Nothing that the database answers is kept.

Planning a union of ten takes PostgreSQL five times as long as running it: work that asks the same of many people one
after the other has it keep its plans, too (`kept_plans`).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import lru_cache, partial
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.db.models.query import ValuesListIterable, get_related_populators
from django.http import Http404
from django.utils import timezone

from apps.users.models import User
from apps.users.stand_ins import ADDRESS, SOMEBODY, SOMEWHERE, Day, zone_in_sql
from apps.users.together import Statement, together

Value = UUID | int | str | date | User | Sequence[UUID] | Sequence[int] | None
Values = Mapping[str, Any]
STAND_INS: dict[type, Callable[[str, int], Any]] = {
    UUID: lambda name, place: UUID(int=0x5EED << 96 | place),
    int: lambda name, place: 5_061_616_000_000 + place,
    str: lambda name, place: f"the stand-in of value {place}",
    date: lambda name, place: Day.called(name),
    User: lambda name, place: User(pk=SOMEBODY, email=ADDRESS),
}

MOST = 256  # structures of one query; where there are more, it is put together anew
_planned: ContextVar[set[str] | None] = ContextVar("planned", default=None)  # names of plans that the server has


def asking_for_plans(**settings: str) -> Statement:
    """Asks which plans the server has, and sets what it needs to keep them, and these `settings`, for a transaction."""
    changed = {"plan_cache_mode": "force_generic_plan"} | settings
    return Statement(
        f"SELECT {'set_config(%s, %s, true), ' * len(changed)}ARRAY (SELECT name FROM pg_prepared_statements)",  # noqa: S608
        [word for setting in changed.items() for word in setting],
    )


@contextmanager
def kept_plans(answer: Sequence[Any]) -> Iterator[None]:
    """Inside a transaction: what is prepared here is planned once in a connection of the server, for any values.

    A transaction stays on one connection of the server, behind pgbouncer too; which plans that one has, it was asked
    (`asking_for_plans`). For a page that asks once this costs more than it spares.
    """
    ((*_, names),) = answer
    before = _planned.set(set(names))
    try:
        yield
    finally:
        _planned.reset(before)


class _Plan(NamedTuple):
    name: str  # says what the text and the columns are
    making: str
    constants: tuple[Any, ...]
    asking: str
    values: tuple[Callable[[Values], Any], ...]


class _Ready(NamedTuple):
    sql: str
    parameters: tuple[Any, ...]
    places: list[tuple[int, Callable[[Values], Any]]]  # of the parameters, and what of the values belongs there
    convert: dict[int, tuple[list[Callable[..., Any]], Any]]
    make: Callable[[Any], Any]
    plan: _Plan


class Asked(NamedTuple):
    """A prepared query with its values."""

    ready: _Ready
    values: Values


def answers(*asked: Asked) -> list[list[Any]]:
    """What the database answers to each, asked all at once."""
    planned = _planned.get()
    new: dict[str, _Plan] = {}
    if planned is not None:
        new = {one.ready.plan.name: one.ready.plan for one in asked if one.ready.plan.name not in planned}
        planned.update(new)
    found = together(
        *(Statement(plan.making, plan.constants) for plan in new.values()),
        *(_statement(one, is_planned=planned is not None) for one in asked),
    )[-len(asked) :]
    return [
        [ready.make(row) for row in (_converted(rows, ready.convert) if ready.convert else rows)]
        for (ready, _), rows in zip(asked, found, strict=True)
    ]


def _statement(asked: Asked, *, is_planned: bool) -> Statement:
    ready, values = asked
    if is_planned:
        return Statement(ready.plan.asking, [of(values) for of in ready.plan.values])
    return Statement(ready.sql, _filled(ready, values))


class Prepared:
    """A query whose SQL is made once for each structure: rows as tuples where it says `values_list`, else models.

    `build` gets what makes its structure by position, and its values by name: each a UUID, a whole number, a text, a
    day, a person, a list of UUIDs or of whole numbers (for `__in`), or None, which makes another structure. What it
    reckons from a day is reckoned anew each time; a day that it takes from the clock is refused.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]]) -> None:
        self.build = build
        self.ready: dict[Hashable, _Ready] = {}

    def __call__(self, *structure: Hashable, **values: Value) -> list[Any]:
        """What the database answers now."""
        return answers(self.asked(*structure, **values))[0]

    def asked(self, *structure: Hashable, **values: Value) -> Asked:
        """The question alone, to be asked together with others."""
        return Asked(self._ready(structure, values), values)

    def one(self, *structure: Hashable, **values: Value) -> Any:
        """The only row of the answer; where there is none, the page does not exist."""
        for row in self(*structure, **values):
            return row
        raise Http404

    def written(self, *structure: Hashable, **values: Value) -> tuple[str, tuple[Any, ...]]:
        """The text and its values; a test holds them to what Django writes."""
        ready = self._ready(structure, values)
        return ready.sql, tuple(_filled(ready, values))

    def _ready(self, structure: tuple[Hashable, ...], values: Values) -> _Ready:
        key = (structure, *((name, _kind(value)) for name, value in values.items()))
        ready = self.ready.get(key)
        if ready is None:
            if len(self.ready) >= MOST:
                self.ready.clear()
            ready = self.ready[key] = self._put_together(structure, values)
        return ready

    def _put_together(self, structure: tuple[Hashable, ...], values: Values) -> _Ready:
        stand_ins = {name: _stand_in(name, value, place) for place, (name, value) in enumerate(values.items())}
        with timezone.override(SOMEWHERE):
            queryset = self.build(*structure, **stand_ins)
            compiler: Any = queryset.query.get_compiler("default")
            sql, found = compiler.as_sql()
        zone: Callable[[Values], Any] = _current_zone
        places = [(at, zone) for at, value in enumerate(found) if value == SOMEWHERE.tzname(None)]
        for name, stand_in in stand_ins.items():
            here = [] if stand_in is None else list(_found(name, stand_in, found))
            if stand_in is not None and not here:
                raise ValueError(f"The value “{name}” does not come through as it is.")
            places += here
            for at, _ in here if isinstance(stand_in, list) else []:
                sql = _any_of(sql, at)
        _refuse_other_days(found)
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return _Ready(sql, tuple(found), places, converters, _maker(queryset, compiler), _plan(sql, found, places))


def _plan(sql: str, parameters: Sequence[Any], places: Iterable[tuple[int, Callable[[Values], Any]]]) -> _Plan:
    """The same for a server that keeps its plan: what varies by number, all else as it is."""
    of = dict(places)
    given: dict[Hashable, Callable[[Values], Any]] = {}
    keys = {at: _key_of(of[at]) for at in sorted(of)}
    for at, key in keys.items():
        given.setdefault(key, of[at])
    numbers = {at: f"${list(given).index(key) + 1}" for at, key in keys.items()}
    first, *rest = sql.split("%s")
    text = first + "".join(f"{numbers.get(at, '%s')}{piece}" for at, piece in enumerate(rest))
    constants = tuple(value for at, value in enumerate(parameters) if at not in of)
    name = f"prepared_{sha256(repr((text, constants, _columns())).encode()).hexdigest()[:40]}"
    listed = f" ({', '.join(['%s'] * len(given))})" if given else ""
    return _Plan(name, f"PREPARE {name} AS {text}", constants, f"EXECUTE {name}{listed}", tuple(given.values()))


@lru_cache(maxsize=1)
def _columns() -> tuple[tuple[str, str | None, str | None], ...]:
    """All there are, as this code knows them: PostgreSQL refuses a plan whose columns have become others meanwhile."""
    return tuple(
        (model._meta.db_table, field.column, field.db_type(connection))
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    )


def _key_of(of: Callable[[Values], Any]) -> Hashable:
    """What is the same value wherever it stands."""
    return (of.func, of.args) if isinstance(of, partial) else of


def _filled(ready: _Ready, values: Values) -> list[Any]:
    parameters = list(ready.parameters)
    for at, of in ready.places:
        parameters[at] = of(values)
    return parameters


def _kind(value: object) -> Any:
    if isinstance(value, list):
        return "list", type(value[0]) if value else UUID
    return User if isinstance(value, User) else type(value)  # of a request it is a lazy one


def _stand_in(name: str, value: object, place: int) -> Any:
    if value is None:
        return None
    if isinstance(value, list):
        return [STAND_INS[_kind(value)[1]](name, place)]
    return STAND_INS[_kind(value)](name, place)


def _found(name: str, stand_in: Any, parameters: Iterable[Any]) -> Iterator[tuple[int, Callable[[Values], Any]]]:
    """Where it came to stand among the parameters, and what of the values belongs there."""
    for at, value in enumerate(parameters):
        if isinstance(stand_in, User):
            if value in (SOMEBODY, str(SOMEBODY)):
                yield at, partial(_key, name, type(value))
            elif value == ADDRESS:
                yield at, partial(_address, name)
        elif isinstance(stand_in, Day):
            if isinstance(value, Day) and value.name == name:
                yield at, partial(_reckoned, name, value.reckon)
        elif isinstance(stand_in, list):
            if _is_same(value, stand_in[0]):
                yield at, partial(_listed, name)
        elif _is_same(value, stand_in):
            yield at, partial(_as_given, name)


def _as_given(name: str, values: Values) -> Any:
    return values[name]


def _listed(name: str, values: Values) -> str:
    """As PostgreSQL reads an array: psycopg takes four times as long for hundreds of ids."""
    return "{" + ",".join(map(str, values[name])) + "}"


def _key(name: str, kind: type, values: Values) -> Any:
    return kind(values[name].pk)


def _address(name: str, values: Values) -> str:
    return str(values[name].email).lower()


def _reckoned(name: str, reckon: Callable[[date], date], values: Values) -> date:
    return reckon(values[name])


def _current_zone(values: Values) -> str:
    return zone_in_sql(timezone.get_current_timezone_name())


def _refuse_other_days(parameters: Iterable[Any]) -> None:
    """A day that was not given would stay that day for ever: somebody asked the clock."""
    if any(isinstance(value, date) and not isinstance(value, Day) for value in parameters):
        raise TypeError("A query that is prepared has a day of its own.")


def _is_same(parameter: object, stand_in: object) -> bool:
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
