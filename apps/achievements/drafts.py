"""What stands in a form of the journal and is not saved yet, kept for its writer alone."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core import signing
from django.db.models import Count, QuerySet, TextField, Value, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Coalesce, NullIf, Trim, TruncDate
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.achievements.models import Achievement, Draft
from apps.users import formats
from apps.users.models import User

PLACE = re.compile(r"(quick|new|entry) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
TEXTS = ("line", "outcome", "duty", "private_note", "beneficiary", "skills")  # the first of them names the draft
NEVER = {"csrfmiddlewaretoken", "writer", "place"}  # of a form, not of what somebody wrote
MOST_FIELDS, LONGEST, OFFERED = 120, 20_000, 5
_signer = signing.Signer(salt="careerplanner.draft")


def signature(owner: User) -> str:
    """Says in a form whose it is, so that what comes after the session has ended is kept for that person only."""
    return _signer.sign(str(owner.pk))


def writer(text: str) -> User | None:
    """The person a form was given to; None where the signature is not ours."""
    try:
        pk = int(_signer.unsign(text))
    except (signing.BadSignature, ValueError):
        return None
    return User.objects.filter(pk=pk, is_active=True).first()


def place_of(kind: str, row: Any) -> str:
    """Where a draft belongs: `quick` and `new` with the id that the entry will have, or `entry` with the one it has."""
    return f"{kind} {row}"


def keep(*, owner: User, sent: QueryDict) -> Draft | None:
    """Keep what was typed into the form that calls itself `place`; None where nothing was, or it is saved already.

    A form that is empty again has no draft.
    """
    named = PLACE.fullmatch(sent.get("place", ""))
    if named is None:
        return None
    contents = {_kept(name)[:200]: _kept(str(sent[name])) for name in [*sent][:MOST_FIELDS] if name not in NEVER}
    kind, row = named.groups()
    if not _is_written(contents) or _is_saved(owner, kind, UUID(row), contents):
        drop(owner=owner, row=row)
        return None
    draft, _made = Draft.objects.update_or_create(owner=owner, place=named[0], defaults={"contents": contents})
    return draft


def drop(*, owner: User, row: Any) -> None:
    """Forget what was typed for this entry, new or known: it is saved, or thrown away."""
    places = [place for kind in ("quick", "new", "entry") if PLACE.fullmatch(place := place_of(kind, row))]
    Draft.objects.owned_by(owner).filter(place__in=places).delete()


def _kept(value: str) -> str:
    return value.replace("\0", "")[:LONGEST]


def _is_written(contents: Mapping[str, str]) -> bool:
    links = (name for name in contents if name.startswith("proof-") and name.endswith(("url", "label")))
    return any(contents.get(name, "").strip() for name in (*TEXTS, *links))


def _is_saved(owner: User, kind: str, row: UUID, contents: Mapping[str, str]) -> bool:
    """Whether it arrives after the form that it belongs to was saved, as the last word of a page that is left may."""
    entry = Achievement.objects.owned_by(owner).filter(pk=row).first()
    if entry is None:
        return kind == "entry"  # deleted meanwhile: there is nothing to go on with
    if kind == "entry" and contents.get("seen") == str(entry.revision):
        return False
    return all(_squeezed(contents[name]) == _squeezed(getattr(entry, name)) for name in TEXTS[:5] if name in contents)


def _squeezed(text: str) -> str:
    return " ".join(text.split())


@dataclass(frozen=True)
class Offer:
    """A draft that somebody may go on with."""

    pk: UUID
    said: str
    sentence: str
    href: str


def offered(owner: User) -> list[Offer]:
    """The latest drafts, newest first."""
    found = _newest_first(owner)[:OFFERED]
    return [offer(draft.pk, _said(draft), timezone.localdate(draft.updated_at), draft.place) for draft in found]


def offer(pk: UUID, said: str, day: date, place: str) -> Offer:
    """The draft of this id and place in words, last written on this day."""
    return Offer(pk, said, ago(day), address(Draft(pk=pk, place=place)))


def latest(owner: User) -> QuerySet[Draft]:
    """The latest draft: the `day` it was written, what was `said` in it, and how many `others` there are."""
    texts = (NullIf(Trim(KeyTextTransform(name, "contents")), Value("")) for name in TEXTS)
    return _newest_first(owner).annotate(
        day=TruncDate("updated_at"),
        said=Coalesce(*texts, Value(""), output_field=TextField()),
        others=Window(Count("pk")) - 1,
    )[:1]


def _newest_first(owner: User) -> QuerySet[Draft]:
    return Draft.objects.owned_by(owner).order_by("-updated_at", "-id")


def address(draft: Draft) -> str:
    """Where one goes on with it."""
    kind, row = draft.place.split()
    if kind == "entry":
        return reverse("achievements:edit", args=[row])
    return f"{reverse('achievements:log' if kind == 'quick' else 'achievements:new')}?draft={draft.pk}"


def _said(draft: Draft) -> str:
    return next((draft.contents[name] for name in TEXTS if draft.contents.get(name, "").strip()), "")


def ago(day: date) -> str:
    """When it was written, as one says it: “on Tuesday”."""
    match (timezone.localdate() - day).days:
        case 0:
            return _("You were writing this today:")
        case 1:
            return _("You were writing this yesterday:")
        case days if days < 7:
            return _("You were writing this on %(day)s:") % {"day": formats.weekday(day)}
    return _("You were writing this on %(day)s:") % {"day": formats.day(day)}


def of(owner: User, key: str) -> Draft | None:
    """The draft with this id, where it is the person's own."""
    if not key:
        return None
    try:
        return Draft.objects.owned_by(owner).filter(pk=UUID(key)).first()
    except ValueError:
        return None


def at(owner: User, place: str) -> Draft | None:
    """The draft of this place."""
    return Draft.objects.owned_by(owner).filter(place=place).first()


def fill(form: forms.ModelForm[Any], draft: Draft) -> None:
    """Let a form that is shown afresh say what the draft says, right or wrong, without judging it."""
    for name, field in form.fields.items():
        if not field.widget.value_omitted_from_data(draft.contents, {}, name):
            form.initial[name] = field.widget.value_from_datadict(draft.contents, {}, name)


def links(draft: Draft) -> list[dict[str, str]]:
    """The links of the draft, as the form of proof takes them."""
    rows = (
        {part: draft.contents.get(f"proof-{number}-{part}", "") for part in ("url", "label")} for number in range(20)
    )
    return [row for row in rows if any(row.values())]
