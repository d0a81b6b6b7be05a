"""What is in the file: every private table with every column, but for what is named here with its reason.

A new table or column is in it by itself. The schema that lies beside this module then no longer fits, and a test says
so: whoever adds one decides here whether it is a secret, and writes the schema anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter

from django.apps import apps
from django.db import models

from apps.users.ownership import OwnedModel

OPENS = "a secret; whoever finds the file must not open anything with it"
MACHINERY = "says what a worker of this instance is doing at the moment"

TABLES_LEFT_OUT = {
    "reflections.NudgeLink": "digests of the secrets in e-mails; " + OPENS,
    "reflections.Parcel": "these files themselves",
    "reflections.ParcelPart": "these files themselves",
    "reflections.ParcelReport": "what became of rows that came in with such a file",
}
COLUMNS_LEFT_OUT = {
    "*.owner": "it is all yours",
    "*.token": OPENS,
    "*.digest": OPENS,
    "achievements.Achievement.words": "made of the other columns, for the search",
    "reflections.Reflection.words": "made of the other columns, for the search",
    "reflections.InboundMessage.fingerprint": "made of the bytes, to know a message that comes twice",
    "reflections.InboundMessage.tries": MACHINERY,
    "reflections.InboundMessage.try_after": MACHINERY,
    "reflections.Nudge.lease": MACHINERY,
    "reflections.Nudge.lease_until": MACHINERY,
    "reflections.Nudge.enqueued_at": MACHINERY,
}
ACCOUNT = {  # what stands around the person's own rows; account.py gathers it
    "users.User": "preferences, address and dates; not the password, nor what an operator set",
    "account.EmailAddress": "every address",
    "usersessions.UserSession": "where you are logged in: address, program and time; not the key",
    "mfa.Authenticator": "which second steps there are and since when; not the secret",
}
ACCOUNT_LEFT_OUT = {
    "admin.LogEntry": "what an operator did belongs to the instance",
}


def private() -> list[type[OwnedModel]]:
    """Every private table, each after those that its rows point to."""
    found = {model for model in apps.get_models() if issubclass(model, OwnedModel)}
    graph = {  # in the order of their names, so that the file is always made alike
        model: sorted(
            {field.related_model for field in links(model)} & (found - {model}), key=lambda other: other._meta.label
        )
        for model in sorted(found, key=lambda model: model._meta.label)
    }
    return [model for model in TopologicalSorter(graph).static_order() if model in found]


def tables() -> list[type[OwnedModel]]:
    """Those in the file, in the order in which they come in again."""
    return [model for model in private() if model._meta.label not in TABLES_LEFT_OUT]


def columns(model: type[OwnedModel]) -> list[models.Field[object, object]]:
    """The columns of a table in the file."""
    label = model._meta.label
    return [
        field
        for field in model._meta.concrete_fields
        if f"*.{field.name}" not in COLUMNS_LEFT_OUT and f"{label}.{field.name}" not in COLUMNS_LEFT_OUT
    ]


def links(model: type[OwnedModel]) -> Iterator[models.ForeignKey[models.Model, models.Model]]:
    """The columns that point to a row."""
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.name != "owner":
            yield field


def is_private(model: object) -> bool:
    """Whether a table holds rows of persons, rather than public lists."""
    return isinstance(model, type) and issubclass(model, OwnedModel)


def told(model: type[models.Model]) -> str:
    """What a row of a table is, in a sentence."""
    return " ".join((model.__doc__ or "").split("\n\n")[0].split())


def slug(model: type[models.Model]) -> str:
    """The name of a table's CSV file and folder, such as achievements-role."""
    return model._meta.label.lower().replace(".", "-")
