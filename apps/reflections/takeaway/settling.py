"""What a row that comes in may not bring along: secrets it has none of, and what would be mailed once more."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime

from apps.opportunities.models import CalendarFeed
from apps.reflections.models import InboundMessage, Nudge
from apps.users.ownership import OwnedModel
from apps.users.secret_links import SecretLink, digest

HOLDING_IDS = {("achievements.Draft", "place")}  # texts with ids in them; columns of ids and JSON are known by kind


def holds_id(model: type[OwnedModel], name: str) -> bool:
    """Whether a text of this column names rows by their ids."""
    return (model._meta.label, name) in HOLDING_IDS


def settle(row: OwnedModel, *, old: str, now: datetime) -> None:
    """Make a row fit to be here: a link gets a secret that nobody knows and is shut, an e-mail is not sent again."""
    match row:
        case SecretLink():
            row.seal(expires_at=row.expires_at)
            row.revoked_at = row.revoked_at or now
        case CalendarFeed():
            row.token = secrets.token_urlsafe(32)
            row.digest = digest(row.token)
        case Nudge(state=Nudge.State.WAITING):
            row.state = Nudge.State.EXPIRED
        case InboundMessage():
            row.fingerprint = hashlib.sha256(f"{row.owner_id}:{old}".encode()).hexdigest()
            row.needs_answer, row.try_after = False, now
