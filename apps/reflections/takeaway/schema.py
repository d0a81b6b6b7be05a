"""The JSON Schema of data.json, made of the tables; the copy beside this module is the one that is shipped."""

from __future__ import annotations

import json
from pathlib import Path

from django.contrib.postgres.fields import ArrayField
from django.db import models

from apps.reflections.takeaway.catalogue import columns, tables, told
from apps.reflections.takeaway.values import Json

VERSION = 1
FORMAT = "careerplanner-everything"
SHIPPED = Path(__file__).parent / f"schema-{VERSION}.json"

FILE: Json = {
    "type": "object",
    "description": "Bytes that lie beside data.json in the ZIP; sha256 is of the bytes.",
    "properties": {
        "file": {"type": "string"},
        "size": {"type": "integer", "minimum": 0},
        "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    },
    "required": ["file", "size", "sha256"],
    "additionalProperties": False,
}
LISTED: Json = {
    "type": ["object", "null"],
    "description": "An item of a public list, by its source.",
    "properties": {name: {"type": "string"} for name in ("source", "key", "language", "name")},
    "required": ["source", "key", "language", "name"],
    "additionalProperties": False,
}
LISTS = ("addresses", "second_steps", "sessions")
PERSONAL = ("name", "time_zone", "locale", "currency", "theme", "email")


def made() -> dict[str, Json]:
    """The schema of the tables as they are now."""
    rows: dict[str, Json] = {model._meta.label: _table(model) for model in tables()}
    account: Json = {
        "type": "object",
        "description": "The account itself. No password, no secret of a second step.",
        "properties": {
            **{name: {"type": "string"} for name in PERSONAL},
            "has_shortcuts": {"type": "boolean"},
            "date_joined": {"type": "string", "format": "date-time"},
            "last_login": {"type": ["string", "null"], "format": "date-time"},
            **{
                name: {"type": "array", "items": {"type": "object"}}
                for name in ("addresses", "second_steps", "sessions")
            },
        },
        "required": [*PERSONAL, "has_shortcuts"],
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Everything a person has in careerplanner",
        "type": "object",
        "properties": {
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "made_at": {"type": "string", "format": "date-time"},
            "account": account,
            "tables": {"type": "object", "properties": rows, "required": list(rows), "additionalProperties": False},
        },
        "required": ["format", "version", "made_at", "account", "tables"],
        "additionalProperties": False,
    }


def text() -> str:
    """The schema as it is shipped."""
    return json.dumps(made(), indent=1, ensure_ascii=False) + "\n"


def _table(model: type[models.Model]) -> Json:
    found = {field.name: _column(field) for field in columns(model)}  # type: ignore[arg-type]  # one of tables()
    row: Json = {
        "type": "object",
        "properties": dict(found),
        "required": list(found),
        "additionalProperties": False,
    }
    return {"type": "array", "description": told(model), "items": row}


def _column(field: models.Field[object, object]) -> Json:
    if isinstance(field, models.BinaryField):
        return FILE
    if isinstance(field, models.JSONField):
        return {}
    if isinstance(field, models.ForeignKey):
        if not issubclass(field.related_model, models.Model) or field.target_field.get_internal_type() != "UUIDField":
            return LISTED
        return _perhaps(field, {"type": "string", "format": "uuid"})
    if isinstance(field, ArrayField):
        return _perhaps(field, {"type": "array", "items": {"type": "string"}})
    if field.choices and not isinstance(field, models.IntegerField):
        values: list[Json] = [str(value) for value, _ in field.flatchoices]
        return _perhaps(
            field, {"type": "string", "enum": [*values, ""] if field.blank or field.has_default() else values}
        )
    return _perhaps(field, dict(_kind(field)))


def _kind(field: models.Field[object, object]) -> dict[str, Json]:
    match field:
        case models.UUIDField():
            return {"type": "string", "format": "uuid"}
        case models.BooleanField():
            return {"type": "boolean"}
        case models.IntegerField():
            return {"type": "integer"}
        case models.DecimalField():
            return {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"}
        case models.DateTimeField():
            return {"type": "string", "format": "date-time"}
        case models.DateField():
            return {"type": "string", "format": "date"}
        case models.TimeField():
            return {"type": "string", "format": "time"}
        case _:
            return {"type": "string", "maxLength": field.max_length} if field.max_length else {"type": "string"}


def _perhaps(field: models.Field[object, object], kind: dict[str, Json]) -> Json:
    if not field.null:
        return kind
    if "enum" in kind:
        return {"anyOf": [kind, {"type": "null"}]}
    return {**kind, "type": [kind["type"], "null"]}
