"""Files on their way in: kept until the person says yes, then emptied; the report of what came in stays."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from apps.achievements.exchange import planning, reading, sentences
from apps.achievements.exchange.bringing_in import bring_in
from apps.achievements.exchange.planning import Row, State
from apps.achievements.exchange.resume import Read
from apps.achievements.models import Upload
from apps.users.forms import one_at_a_time
from apps.users.models import User

KEPT_FOR = timedelta(days=1)  # without a yes
KEPT_WAITING = 5  # files without a yes, so that nobody fills the disk
KEPT_REPORTS = 10


@transaction.atomic
def keep_upload(*, owner: User, kind: str, name: str, contents: bytes) -> Upload:
    """Keep a file for its preview; what was never confirmed goes after a day."""
    upload = Upload.objects.create(owner=owner, kind=kind, name=name[-160:], contents=contents)
    forget_old(owner=owner)
    return upload


def forget_old(*, owner: User) -> None:
    """Let go of files that were not confirmed for a day, and of all but the last few files and reports."""
    mine = Upload.objects.owned_by(owner)
    waiting, done = mine.filter(imported_at=None), mine.exclude(imported_at=None).order_by("-imported_at")
    waiting.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()
    for uploads, most in ((waiting, KEPT_WAITING), (done, KEPT_REPORTS)):
        mine.filter(pk__in=list(uploads.values_list("pk", flat=True)[most:])).delete()


def planned(upload: Upload, owner: User) -> tuple[list[Row], Read]:
    """What the rows of a kept file would do now, and what of the file has no place here."""
    found = reading.read(upload.kind, bytes(upload.contents))
    return planning.plan(owner=owner, records=found.records, today=timezone.localdate()), found


@transaction.atomic
def import_upload(*, upload: Upload, owner: User, updating: bool) -> Upload:
    """Bring in what is good, once: a second press finds it done. The bytes go, and the report is kept."""
    one_at_a_time(owner)
    locked = Upload.objects.owned_by(owner).select_for_update().get(pk=upload.pk)
    if locked.imported_at is None:
        plan, found = planned(locked, owner)
        bring_in(owner=owner, plan=plan, updating=updating)
        locked.report = storable(report(plan, found, upload_kind=locked.kind, updating=updating))
        locked.contents, locked.imported_at = b"", timezone.now()
        locked.save()
        forget_old(owner=owner)
    return locked


def storable(value: Any) -> Any:
    """The same without the one character that PostgreSQL cannot hold: a file may bring it, and be told of it."""
    if isinstance(value, str):
        return value.replace("\0", "�")
    if isinstance(value, list | tuple):
        return [storable(each) for each in value]
    return {key: storable(each) for key, each in value.items()} if isinstance(value, dict) else value


def report(plan: Sequence[Row], found: Read, *, upload_kind: str, updating: bool) -> dict[str, object]:
    """Row by row what became of it: [what, kind, title, place, reasons]; and what has no place here."""
    return {
        "rows": [
            [
                _became(row, updating),
                row.record.kind,
                row.record.title,
                sentences.place(row.record.where, upload_kind),
                [*map(sentences.reason, row.reasons), *_differences(row)],
            ]
            for row in plan
        ],
        "left_out": found.left_out,
    }


def _differences(row: Row) -> list[str]:
    if row.state is not State.CHANGED:
        return []
    return [sentences.difference(name, row.before.get(name), row.values[name]) for name in row.changes]


def _became(row: Row, updating: bool) -> str:
    return "kept" if row.state is State.CHANGED and not updating else row.state.value
