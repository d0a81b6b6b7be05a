"""Keeping a credential together with the skills it vouches for."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from uuid_utils.compat import uuid7

from apps.skills.models import Credential, CredentialSkill, Skill
from apps.users.dates import Precision
from apps.users.models import User
from apps.users.ownership import insert


@transaction.atomic
def record_credential(
    *,
    owner: User,
    name: str,
    row: UUID | None = None,
    issuer: str = "",
    issued_on: date | None = None,
    issued_precision: str = Precision.MONTH,
    expires_on: date | None = None,
    expires_precision: str = Precision.DAY,
    identifier: str = "",
    url: str = "",
    note: str = "",
    skills: Iterable[str] = (),
) -> Credential:
    """Write a credential as a whole: `row` is its id, new or known. Skills are made where they are missing.

    What it no longer vouches for loses the link, not the skill.
    """
    mine = Credential.objects.owned_by(owner)
    known = mine.select_for_update().filter(pk=row).first() if row else None
    credential = known or Credential(pk=row or uuid7(), owner=owner)
    credential.name, credential.issuer, credential.identifier = name, issuer, identifier
    credential.issued_on, credential.issued_precision = issued_on, issued_precision
    credential.expires_on, credential.expires_precision = expires_on, expires_precision
    credential.url, credential.note = url, note
    credential.revision += 1 if known else 0
    credential.save() if known else insert(credential)
    vouched = Skill.objects.called(owner, skills)
    credential.vouches.exclude(skill__in=vouched).delete()
    CredentialSkill.objects.bulk_create(
        [CredentialSkill(owner=owner, credential=credential, skill=skill) for skill in vouched], ignore_conflicts=True
    )
    return credential
