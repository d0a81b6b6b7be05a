"""A filled account in which every text that a person could have written is a canary of its own."""

import re
from typing import Any

from django.apps import apps
from django.db import DataError, IntegrityError, connection, models, transaction

from apps.users.ownership import OwnedModel, acting_as
from tests.filled import Filled

OWNED = [model for model in apps.get_models() if issubclass(model, OwnedModel)]
CANARY = re.compile(r"q[a-z]{2}canary[0-9]+q", re.IGNORECASE)


def text_fields(model: type[models.Model]) -> list[models.Field[Any, Any]]:
    """The fields of a table that hold what somebody wrote: text without fixed choices, that is no secret or key."""
    return [
        field
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in MEANT
    ]


# Text that the program writes or reads as something: a canary in it would only break the page it is on.
MEANT = {
    "token", "digest", "fingerprint", "kind", "preset", "factor", "state", "currency", "into", "time_zone", "cadence",
    "reason", "place", "media_type", "period", "answer_language", "language", "locale", "level", "unit", "message_id",
    "purpose", "matter", "url", "status", "sort", "key", "source", "theme",
}  # fmt: skip


def plant(filled: Filled) -> dict[str, str]:
    """Put a canary into each text of each row; canary by “table.field”. A field that refuses one keeps what it has."""
    planted: dict[str, str] = {}
    with acting_as(filled.user):
        for model in OWNED:
            for field in text_fields(model):
                for number, pk in enumerate(model.objects.filter(owner=filled.user).values_list("pk", flat=True)):
                    word = f"qzxcanary{len(planted)}q"
                    where = f"{model._meta.db_table}.{field.name} {number}"
                    try:
                        with transaction.atomic():
                            model.objects.filter(pk=pk).exclude(**{field.name: ""}).update(**{field.name: word})
                            connection.check_constraints([model._meta.db_table])
                        planted[where] = word
                    except (IntegrityError, DataError):
                        continue
    return planted


def found_in(text: str) -> set[str]:
    """The canaries in what came back."""
    return {word.lower() for word in CANARY.findall(text)}
