"""The weekly e-mail as text and HTML: one question, what was kept this week, and every way to stop."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import css_inline
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apps.reflections import due, prompts
from apps.reflections.due import Due
from apps.reflections.material import gather, kept_this_week
from apps.reflections.models import Nudge, NudgeLink
from apps.reflections.plain_text import wrapped
from apps.reflections.prompts import Prompt
from apps.users import formats
from apps.users.models import User

LINK_DAYS = 400  # somebody who finds an old e-mail can still stop new ones
SUBJECT = 150  # characters


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail before it has an envelope."""

    subject: str
    text: str
    html: str


@contextmanager
def as_read_by(owner: User) -> Iterator[None]:
    """Their zone and their way to write dates, as a request of theirs would have."""
    with formats.override(owner.locale or formats.DEFAULT), timezone.override(ZoneInfo(owner.time_zone)):
        yield


def compose(nudge: Nudge, owner: User) -> EmailMultiAlternatives:
    """The message of a ledger row; what it asks is noted in the row. Runs as the owner."""
    with as_read_by(owner):
        now = timezone.now()
        prompt, dates = _asked_and_dated(owner, is_next=nudge.kind == Nudge.Kind.PLANNED)
        expires = now + timedelta(days=LINK_DAYS)
        token = NudgeLink.make(nudge=nudge, purpose=NudgeLink.Purpose.UNSUBSCRIBE, expires_at=expires)
        answer = reverse("reflections:answer", args=[nudge.pk])
        letter = write(owner, prompt, dates, answer=answer, stop=reverse("reflections:stop", args=[token]), now=now)
    nudge.prompt, nudge.question, nudge.about, nudge.matter = prompt.kind, prompt.full, prompt.about, prompt.matter
    nudge.message_id = f"<nudge-{nudge.pk}@{settings.SITE_HOST}>"
    nudge.save(update_fields=["prompt", "question", "about", "matter", "message_id", "updated_at"])
    message = EmailMultiAlternatives(
        letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [owner.email], headers=_headers(nudge, token)
    )
    message.attach_alternative(letter.html, "text/html")
    return message


def _asked_and_dated(owner: User, *, is_next: bool = False) -> tuple[Prompt, list[Due]]:
    """The question of this week, or of the next e-mail of the plan: that one asks none of the last weeks’ again."""
    today = timezone.localdate()
    material = gather(owner, today, asked_before=today + timedelta(days=1) if is_next else None)
    prompt = prompts.choose(material, owner, today)
    return prompt, due.mailed(material, prompt, today)


def preview(owner: User) -> Letter:
    """What the next e-mail would say now."""
    prompt, dates = _asked_and_dated(owner)
    return write(
        owner,
        prompt,
        dates,
        answer=reverse("reflections:answer_week"),
        stop=reverse("reflections:list"),  # the real one has a token of its own
        now=timezone.now(),
    )


def write(owner: User, prompt: Prompt, dates: Sequence[Due], *, answer: str, stop: str, now: datetime) -> Letter:
    """Fill the templates; `answer` and `stop` are paths of this site."""
    context = {
        "person": owner,
        "prompt": prompt,
        "dates": dates,
        "site": settings.SITE_URL,
        "week": kept_this_week(owner, timezone.localtime(now).date()),
        "answer_url": settings.SITE_URL + answer,
        "stop_url": settings.SITE_URL + stop,
        "more_url": settings.SITE_URL + prompt.link if prompt.link else "",
        "log_url": settings.SITE_URL + reverse("reflections:today"),
        "plan_url": settings.SITE_URL + reverse("reflections:list"),
    }
    html = render_to_string("email/nudge.html", context)
    text = render_to_string("email/nudge.txt", context)
    return Letter(subject(prompt), wrapped(text), _inliner().inline(html))


def subject(prompt: Prompt) -> str:
    """The question itself; never a name or a line of the journal, because subjects show on locked screens."""
    return prompt.question if len(prompt.question) <= SUBJECT else prompt.question[: SUBJECT - 1] + "…"


def _headers(nudge: Nudge, token: str) -> dict[str, str]:
    stop = settings.SITE_URL + reverse("reflections:stop", args=[token])
    return {
        "Message-ID": nudge.message_id,
        "List-Id": f"careerplanner weekly <weekly.{settings.SITE_HOST}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


@lru_cache(maxsize=1)
def _inliner() -> css_inline.CSSInliner:
    """Fetches nothing; the rules for dark and small screens stay in the head, where mail programs read them."""
    style = (Path(settings.BASE_DIR) / "templates" / "email" / "nudge.css").read_text()
    return css_inline.CSSInliner(extra_css=style, keep_style_tags=True, load_remote_stylesheets=False)
