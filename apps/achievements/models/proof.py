"""What backs an entry up: something somebody else can check."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q, Sum
from django.utils.translation import gettext_lazy as _

from apps.achievements.models.achievement import Achievement
from apps.people.models import Feedback, Person
from apps.skills.models import Credential
from apps.users.ownership import OwnedModel, OwnedQuerySet


class ProofQuerySet(OwnedQuerySet["Proof"]):
    """What backs entries up."""

    def links(self) -> Self:
        """Only addresses somebody can open."""
        return self.filter(kind=Proof.Kind.LINK)

    def told(self) -> Self:
        """With credential and file, as every list shows them; the bytes of a file stay where they are."""
        return self.select_related("credential", "file").defer("file__contents")


class Proof(OwnedModel):
    """A link (stored and never fetched), a file, quoted feedback, a credential, or the word of somebody who saw it."""

    class Kind(models.TextChoices):
        LINK = "link", _("link")
        FILE = "file", _("file")
        FEEDBACK = "feedback", _("feedback")
        CREDENTIAL = "credential", _("credential")
        WITNESS = "witness", _("somebody who saw it")

    achievement = models.ForeignKey(Achievement, on_delete=models.CASCADE, related_name="proofs", db_constraint=False)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LINK, editable=False)
    url = models.URLField(_("link"), max_length=1000, blank=True)
    label = models.CharField(_("what it shows"), max_length=160, blank=True)
    quote = models.TextField(_("what was said"), max_length=4000, blank=True)
    said_by = models.CharField(_("who said it"), max_length=120, blank=True)
    said_as = models.CharField(_("how they know your work"), max_length=160, blank=True)
    said_on = models.DateField(_("when"), null=True, blank=True)
    may_show = models.BooleanField(_("they agreed that I show it"), default=False)
    credential = models.ForeignKey(
        Credential,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="proofs",
        db_constraint=False,  # the composite same-owner constraint stands in its place
        verbose_name=_("credential"),
    )
    person = models.ForeignKey(  # who said it, where they are among the people; the words stay when they go
        Person, on_delete=models.SET_NULL, null=True, blank=True, related_name="proofs", db_constraint=False
    )
    feedback = models.ForeignKey(
        Feedback, on_delete=models.SET_NULL, null=True, editable=False, related_name="proofs", db_constraint=False
    )

    objects: ClassVar[models.Manager[Proof]] = ProofQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["owner", "achievement"], name="achievements_proof_of_one"),
            models.Index(fields=["owner", "person"], name="achievements_proof_by", condition=Q(person__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["achievement", "url"],
                condition=Q(kind="link"),
                name="achievements_proof_link_once",
                violation_error_message=_("This link is already among the proof of this entry."),
            ),
            models.UniqueConstraint(
                fields=["achievement", "credential"],
                condition=Q(kind="credential"),
                name="achievements_proof_credential_once",
                violation_error_message=_("This credential is already among the proof of this entry."),
            ),
            models.UniqueConstraint(fields=["achievement", "feedback"], name="achievements_proof_said_once"),
            models.CheckConstraint(
                condition=Q(kind="file", url="", credential=None)
                | Q(~Q(url=""), kind="link", credential=None)
                | Q(~Q(quote=""), kind="feedback", url="", credential=None)
                | Q(kind="witness", url="", credential=None)
                | Q(kind="credential", url="", credential__isnull=False),
                name="achievements_proof_of_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.url or self.quote or self.said_by

    @property
    def called(self) -> str:
        """What a sentence calls it; of one that was read with its credential and file."""
        if self.kind == Proof.Kind.FILE:
            return self.label or self.file.name
        return str(self.credential) if self.credential else str(self)


class ProofFileQuerySet(OwnedQuerySet["ProofFile"]):
    """Attached files."""

    def bytes_kept(self) -> int:
        """How many bytes they are together."""
        return int(self.aggregate(total=Sum("size"))["total"] or 0)


class ProofFile(OwnedModel):
    """The bytes of an attached file: kept in the database, behind row security and inside the same transaction."""

    proof = models.OneToOneField(Proof, on_delete=models.CASCADE, related_name="file", db_constraint=False)
    name = models.CharField(max_length=160)  # as it was called on the person's device
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()  # bytes
    contents = models.BinaryField()

    objects: ClassVar[models.Manager[ProofFile]] = ProofFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="achievements_file_not_empty"),
            models.CheckConstraint(condition=~Q(name=""), name="achievements_file_named"),
        ]

    def __str__(self) -> str:
        return self.name
