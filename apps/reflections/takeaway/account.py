"""What of an account stands outside the private tables: preferences, addresses, second steps, sessions."""

from __future__ import annotations

from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.core.exceptions import ValidationError

from apps.reflections.takeaway.values import Json, plain
from apps.users.models import User

KEPT = ("name", "time_zone", "locale", "currency", "has_shortcuts", "theme")  # what another account takes over
ROWS = {
    "addresses": (EmailAddress, ("email", "verified", "primary")),
    "second_steps": (Authenticator, ("type", "created_at", "last_used_at")),
    "sessions": (UserSession, ("ip", "user_agent", "created_at", "last_seen_at")),
}


def gathered(user: User) -> dict[str, Json]:
    """The account as values; neither password nor any other secret is among them."""
    told: dict[str, Json] = {name: plain(getattr(user, name)) for name in ("email", "date_joined", "last_login", *KEPT)}
    for key, (model, names) in ROWS.items():
        rows = model.objects.filter(user=user).order_by("pk").values(*names)
        told[key] = [{name: plain(value) for name, value in row.items()} for row in rows]
    return told


def taken_over(user: User, told: Mapping[str, Json]) -> list[str]:
    """Let the account have the preferences of the file; returns the names of those it cannot take."""
    refused = []
    fields = {field.name: field for field in User._meta.concrete_fields}
    for name in KEPT:
        if name not in told:
            continue
        try:
            setattr(user, name, fields[name].clean(told[name], user))
        except ValidationError:
            refused.append(name)
    user.save(update_fields=[name for name in KEPT if name not in refused])
    return refused
