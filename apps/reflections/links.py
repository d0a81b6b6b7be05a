"""The secrets of an e-mail: what acts without a login, each for one purpose only."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from uuid_utils.compat import uuid7

from apps.users.ownership import OwnedModel, OwnedQuerySet
from apps.users.secret_links import digest
from apps.users.together import Statement, together

if TYPE_CHECKING:
    from apps.reflections.models import Nudge


class NudgeLinkQuerySet(OwnedQuerySet["NudgeLink"]):
    """Links of e-mails."""

    def opened_by(self, token: str, purpose: str, now: datetime) -> Self:
        """The one link that `token` opens, if it still holds and is for this purpose."""
        return self.filter(digest=digest(token), purpose=purpose, expires_at__gt=now)


class NudgeLink(OwnedModel):
    """A secret of an e-mail that acts without login, for one purpose only; only its digest is kept."""

    class Purpose(models.TextChoices):
        UNSUBSCRIBE = "unsubscribe", _("stop the e-mail")
        ANSWER = "answer", _("answer")
        REPLY = "reply", _("reply by e-mail")
        KEEP = "keep", _("keep the e-mail as it was")
        ADDRESS = "address", _("say that an address works again")

    purpose = models.CharField(max_length=12, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    nudge = models.ForeignKey(
        "reflections.Nudge", on_delete=models.CASCADE, null=True, related_name="links", db_constraint=False
    )
    expires_at = models.DateTimeField()

    objects: ClassVar[models.Manager[NudgeLink]] = NudgeLinkQuerySet.as_manager()

    def __str__(self) -> str:
        return self.purpose

    @classmethod
    def make(cls, *, nudge: Nudge, purpose: str, expires_at: datetime) -> str:
        """A new link in place of any earlier one of this e-mail; returns the token, which is not kept."""
        return cls.make_each(nudge=nudge, until={purpose: expires_at})[purpose]

    @classmethod
    def make_each(cls, *, nudge: Nudge, until: Mapping[str, datetime]) -> dict[str, str]:
        """One link for each purpose, working until then, in place of earlier ones; returns the token of each."""
        tokens, statement = cls.making(nudge=nudge, until=until)
        together(statement)
        return tokens

    @classmethod
    def making(cls, *, nudge: Nudge, until: Mapping[str, datetime]) -> tuple[dict[str, str], Statement]:
        """The tokens, and what makes their links; it takes one statement."""
        tokens = {purpose: _token(purpose) for purpose in until}
        return tokens, Statement(
            "WITH earlier AS (DELETE FROM reflections_nudgelink WHERE owner_id = %s "
            "AND nudge_id = %s AND purpose = ANY (%s)) INSERT INTO reflections_nudgelink "
            "(id, owner_id, created_at, updated_at, revision, nudge_id, purpose, digest, expires_at) "
            "SELECT id, %s, now(), now(), 1, %s, purpose, digest, expires_at "
            "FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::timestamptz[]) "
            "AS link(id, purpose, digest, expires_at)",
            [
                *(nudge.owner_id, nudge.pk, list(map(str, until)), nudge.owner_id, nudge.pk),
                *([uuid7() for _ in until], list(map(str, until))),
                *([digest(token) for token in tokens.values()], list(until.values())),
            ],
        )


def _token(purpose: str) -> str:
    """256 random bits; in an address of e-mail, where capitals get lost and room is short, 128."""
    return secrets.token_hex(16) if purpose == NudgeLink.Purpose.REPLY else secrets.token_urlsafe(32)
