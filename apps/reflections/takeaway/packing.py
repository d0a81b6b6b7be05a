"""Files with everything in them: asked for, made and read by a worker, and let go of when their time is over.

A worker holds a lock of PostgreSQL as long as it works, and nothing of what it writes is seen before all of it is
there. One that is killed therefore leaves nothing behind but a row that says “under way” without a lock, and the next
one that is told takes it up.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import IO, cast
from uuid import UUID

from celery import current_app
from django.core.mail import send_mail
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from apps.reflections.claiming import dispatching
from apps.reflections.letter import as_read_by
from apps.reflections.parcels import Parcel, ParcelPart, ParcelReport
from apps.reflections.takeaway import writing
from apps.reflections.takeaway.bringing_in import Bringing
from apps.reflections.takeaway.reading import LARGEST, PIECE, Document, Stored, Unreadable
from apps.users.forms import one_at_a_time
from apps.users.models import User
from apps.users.ownership import acting_as

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)  # a file that was made
WITHOUT_YES = timedelta(days=1)  # one that was sent
REPORT_FOR = timedelta(days=30)
MOST_TRIES = 3
RING_AGAIN = timedelta(minutes=2)
OUT, IN, State = Parcel.Direction.OUT, Parcel.Direction.IN, Parcel.State


@transaction.atomic
def ask(*, owner: User) -> Parcel:
    """Have the file made; where one is under way, that one. Earlier ones go."""
    one_at_a_time(owner)
    mine = Parcel.objects.owned_by(owner).out()
    going = mine.under_way().first()
    if going:
        return going
    mine.delete()
    parcel = Parcel.objects.create(owner=owner, direction=OUT)
    transaction.on_commit(partial(ring, parcel.pk, owner.pk))
    return parcel


@transaction.atomic
def keep(*, owner: User, file: IO[bytes]) -> Parcel:
    """Keep a file that was sent until the person has seen what is in it; raises Unreadable. Earlier ones go."""
    one_at_a_time(owner)
    document = Document(file)
    there = {label: len(rows) for label, rows in document.rows.items() if rows}
    mine = Parcel.objects.owned_by(owner).coming()
    if mine.under_way().exists():
        raise Unreadable(_("Another file is being brought in just now. Wait until it is done."))
    mine.delete()
    expires = timezone.now() + WITHOUT_YES
    parcel = Parcel.objects.create(owner=owner, direction=IN, state=State.ASKED, expires_at=expires)
    file.seek(0)
    with _pieces(parcel) as out:
        while piece := file.read(PIECE):
            out.write(piece)
    parcel.size, parcel.total = out.length, sum(there.values())
    parcel.save()
    ParcelReport.objects.create(owner=owner, parcel=parcel, contents={"tables": there})
    return parcel


@transaction.atomic
def agree(*, owner: User, parcel: Parcel) -> None:
    """Bring it in; a second press finds it under way or done. One that did not work is tried afresh."""
    one_at_a_time(owner)
    ready = Parcel.objects.owned_by(owner).filter(pk=parcel.pk, state__in=[State.ASKED, State.FAILED])
    if ready.update(state=State.WAITING, tries=0, expires_at=None, updated_at=timezone.now()):
        transaction.on_commit(partial(ring, parcel.pk, owner.pk))


def ring(pk: UUID, owner_id: int) -> None:
    """Tell a worker; without a broker the sweep does it later."""
    try:
        current_app.send_task("apps.reflections.tasks.carry_parcel", args=[str(pk), owner_id], ignore_result=True)
    except (OperationalError, RedisError):
        log.warning("no worker could be told of a parcel")


def carry(pk: UUID, owner: User) -> None:
    """Make or read one file, if it still waits and nobody else is at it. Doing so twice does it once."""
    if not _begin(pk, owner):
        return
    try:
        with _alone(pk, owner) as is_alone:
            parcel = Parcel.objects.owned_by(owner).under_way().filter(pk=pk).first()
            if not is_alone or parcel is None:
                return
            _DEEDS[parcel.direction](parcel, owner)
    except Exception as error:
        _note_failure(pk, owner)
        log.warning("a parcel failed: %s", type(error).__name__)
        return
    if parcel.direction == OUT:
        _tell(owner)


def _begin(pk: UUID, owner: User) -> bool:
    """Count a try; False where there is nothing to do. Too many, and it has failed."""
    with _alone(pk, owner, frozen=False) as is_alone:
        parcel = Parcel.objects.owned_by(owner).under_way().filter(pk=pk).first() if is_alone else None
        if parcel is None:
            return False
        parcel.tries += 1
        parcel.state = State.FAILED if parcel.tries > MOST_TRIES else State.WORKING
        parcel.save()
        return parcel.state == State.WORKING


@contextmanager
def _alone(pk: UUID, owner: User, *, frozen: bool = True) -> Iterator[bool]:
    """A transaction as the owner, in which all is as it was at its start; says whether nobody else is at this file."""
    with transaction.atomic(), connection.cursor() as cursor:
        if frozen and len(connection.savepoint_ids) == 0:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with acting_as(owner):
            cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"parcel {pk}"])
            yield bool(cursor.fetchone()[0])


@contextmanager
def _pieces(parcel: Parcel) -> Iterator[writing.Pieces]:
    """Something to write to that becomes the pieces of the parcel."""
    numbers = iter(range(LARGEST))

    def hand_on(piece: bytes) -> None:
        ParcelPart.objects.create(owner_id=parcel.owner_id, parcel=parcel, number=next(numbers), contents=piece)

    out = writing.Pieces(hand_on, PIECE)
    yield out
    out.finish()


def _pack(parcel: Parcel, owner: User) -> None:
    parcel.parts.all().delete()
    parcel.total = writing.count(owner)
    parcel.note(0)
    now = timezone.now()
    with _pieces(parcel) as out, as_read_by(owner):
        writing.write(cast(IO[bytes], out), user=owner, made_at=now, note=parcel.note)
    parcel.size = out.length
    _finish(parcel, now + KEPT_FOR)


def _unpack(parcel: Parcel, owner: User) -> None:
    now = timezone.now()
    with as_read_by(owner):
        document = Document(io.BufferedReader(Stored(parcel), PIECE))
        told = Bringing(owner=owner, document=document, now=now, note=parcel.note).run()
    ParcelReport.objects.owned_by(owner).filter(parcel=parcel).update(contents=told)
    parcel.parts.all().delete()
    parcel.size = 0
    _finish(parcel, now + REPORT_FOR)


_DEEDS: dict[str, Callable[[Parcel, User], None]] = {OUT: _pack, IN: _unpack}


def _finish(parcel: Parcel, expires: datetime) -> None:
    parcel.state, parcel.finished_at, parcel.expires_at = State.READY, timezone.now(), expires
    parcel.save()


def _note_failure(pk: UUID, owner: User) -> None:
    """The last try has failed it; before that the sweep tells a worker again."""
    with acting_as(owner):
        mine = Parcel.objects.owned_by(owner).under_way().filter(pk=pk)
        mine.filter(tries__gte=MOST_TRIES).update(state=State.FAILED, updated_at=timezone.now())


def _tell(owner: User) -> None:
    """Say by e-mail that it is there: no secret, and nothing of what is in it."""
    with as_read_by(owner):
        text = render_to_string("email/parcel_ready.txt", {"days": KEPT_FOR.days})
        try:
            send_mail(_("Your data is ready"), text, None, [owner.email])
        except OSError:
            log.warning("a word that a parcel is ready could not be sent")


def sweep(now: datetime) -> None:
    """Tell workers of what was left lying, and let go of what is over."""
    with dispatching():
        waiting = Parcel.objects.under_way().filter(updated_at__lt=now - RING_AGAIN)
        lying = list(waiting.values_list("pk", "owner_id"))
        over = list(Parcel.objects.filter(expires_at__lte=now).values_list("pk", "owner_id"))
    for pk, owner_id in lying:
        ring(pk, owner_id)
    owners = User.objects.in_bulk({owner_id for _pk, owner_id in over})
    for pk, owner_id in over:
        if owner_id in owners:
            with acting_as(owners[owner_id]):
                Parcel.objects.owned_by(owners[owner_id]).filter(pk=pk, expires_at__lte=now).delete()
