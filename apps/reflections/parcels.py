"""Everything of a person on its way out or in: the file, piece by piece, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import ClassVar, Self

from django.core.cache import cache
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from redis.exceptions import RedisError

from apps.users.ownership import OwnedModel, OwnedQuerySet

NOTED = 60 * 60  # seconds that the progress of one is remembered


class ParcelQuerySet(OwnedQuerySet["Parcel"]):
    """Files on their way."""

    def under_way(self) -> Self:
        """Those that a worker has or should have."""
        return self.filter(state__in=[Parcel.State.WAITING, Parcel.State.WORKING])

    def out(self) -> Self:
        """Those that are taken away."""
        return self.filter(direction=Parcel.Direction.OUT)

    def coming(self) -> Self:
        """Those that are brought in."""
        return self.filter(direction=Parcel.Direction.IN)


class Parcel(OwnedModel):
    """One file with everything in it, made or read by a worker; this row holds nothing that anybody wrote."""

    class Direction(models.TextChoices):
        OUT = "out", _("taken away")
        IN = "in", _("brought in")

    class State(models.TextChoices):
        ASKED = "asked", _("waiting for your yes")
        WAITING = "waiting", _("about to begin")
        WORKING = "working", _("under way")
        READY = "ready", _("done")
        FAILED = "failed", _("did not work")

    direction = models.CharField(max_length=3, choices=Direction)
    state = models.CharField(max_length=7, choices=State, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    size = models.BigIntegerField(default=0)  # bytes
    total = models.PositiveIntegerField(default=0)  # rows in it
    finished_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager[Parcel]] = ParcelQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["owner", "-created_at"], name="reflections_parcels")]
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "direction"],
                condition=Q(state__in=["waiting", "working"]),
                name="reflections_one_parcel_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.state}"

    @property
    def is_under_way(self) -> bool:
        """Whether there is something to wait for."""
        return self.state in {self.State.WAITING, self.State.WORKING}

    @property
    def done(self) -> int:
        """How many rows a worker has got through, as it last said; what it writes is seen by nobody until the end."""
        try:
            return min(int(cache.get(f"parcel:{self.pk}", 0)), self.total)
        except RedisError:
            return 0

    def note(self, done: int) -> None:
        """Say how many rows are through; without a cache nobody hears it."""
        try:
            cache.set(f"parcel:{self.pk}", done, NOTED)
        except RedisError:
            return

    def has_ended(self, now: datetime) -> bool:
        """Whether its time is over."""
        return self.expires_at is not None and self.expires_at <= now

    def pieces(self) -> Iterator[bytes]:
        """Its bytes in order, one piece in memory at a time."""
        mine = ParcelPart.objects.filter(owner_id=self.owner_id, parcel=self)
        for number in mine.order_by("number").values_list("number", flat=True):
            yield bytes(mine.values_list("contents", flat=True).get(number=number))


class ParcelPartQuerySet(OwnedQuerySet["ParcelPart"]):
    """Pieces of files."""


class ParcelPart(OwnedModel):
    """A piece of the file, in its order."""

    parcel = models.ForeignKey(Parcel, on_delete=models.CASCADE, related_name="parts", db_constraint=False)
    number = models.PositiveIntegerField()
    contents = models.BinaryField()

    objects: ClassVar[models.Manager[ParcelPart]] = ParcelPartQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["parcel", "number"], name="reflections_part_once")]

    def __str__(self) -> str:
        return f"{self.parcel_id} {self.number}"


class ParcelReportQuerySet(OwnedQuerySet["ParcelReport"]):
    """What became of rows that were brought in."""


class ParcelReport(OwnedModel):
    """What a file that comes in holds, and afterwards row by row what became of it."""

    parcel = models.OneToOneField(Parcel, on_delete=models.CASCADE, related_name="report", db_constraint=False)
    contents = models.JSONField()

    objects: ClassVar[models.Manager[ParcelReport]] = ParcelReportQuerySet.as_manager()

    def __str__(self) -> str:
        return str(self.parcel_id)
