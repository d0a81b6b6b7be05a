"""Addresses with a secret in them, for people and programs without an account."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from apps.users.ownership import holding

# Who opens a secret link is not logged in. Row security shows them the one row with its digest, for reading, and
# with it whose it is; what follows runs as that person.
LINK_HOLDER = "digest = (SELECT nullif(current_setting('app.link', true), ''))"


def digest(token: str) -> str:
    """What a secret is looked up by: the row of a link is found, and shown by row security, by this alone."""
    return hashlib.sha256(token.encode()).hexdigest()


class SecretLink(models.Model):
    """A secret with an end: 256 random bits, kept so that its owner can copy the address again.

    Its table needs the policy `holder` (see `LINK_HOLDER`), which shows the one row of the secret presented.
    """

    token = models.CharField(max_length=64, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("ends"))
    revoked_at = models.DateTimeField(null=True, blank=True, editable=False)
    opened_at = models.DateTimeField(null=True, blank=True, editable=False)  # when it was first opened

    class Meta:
        abstract = True

    @classmethod
    def make(cls, *, expires_at: datetime, **fields: Any) -> Self:
        """A new link that works until `expires_at`."""
        link = cls(**fields)
        link.seal(expires_at=expires_at)
        link.save(force_insert=True)
        return link

    def seal(self, *, expires_at: datetime) -> None:
        """Give a link that is not saved yet its secret and its end."""
        self.token = secrets.token_urlsafe(32)
        self.digest, self.expires_at = digest(self.token), expires_at

    @classmethod
    def behind(cls, token: str) -> Self | None:
        """The link of this secret with its `owner`, whether it still works or not; what follows runs as its owner."""
        known = digest(token)
        with holding("app.link", known):
            return cls._default_manager.select_related("owner").filter(digest=known, owner__is_active=True).first()

    @property
    def works(self) -> bool:
        """Whether it opens: not revoked, and not past its end."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    def revoke(self) -> None:
        """End it now; doing so twice changes nothing."""
        if self.revoked_at is None:
            self.revoked_at = timezone.now()
            self.save(update_fields=["revoked_at"])
