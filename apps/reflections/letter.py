"""The weekly e-mail as text and HTML: one question, what was kept this week, and every way to stop."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext

from apps.reflections import addressing, due, ledger, prompts, quoting, stencil
from apps.reflections.due import Due
from apps.reflections.flat import Message
from apps.reflections.material import Kept, gather_for_mail
from apps.reflections.models import Nudge, NudgeLink
from apps.reflections.prompts import Prompt
from apps.users import formats
from apps.users.addresses import with_secret
from apps.users.models import User
from apps.users.templatetags.formats import shortday
from apps.users.together import together

LINK_DAYS = 400  # somebody who finds an old e-mail can still stop new ones
ANSWER_DAYS = 60  # after two months a question is no longer about this week
SUBJECT = 150  # characters
OF_DATE, OF_LINE = 160, 120  # characters that are quoted


@dataclass(frozen=True, slots=True)
class Letter:
    """One e-mail before it has an envelope."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Content:
    """What an e-mail is about, as it was chosen."""

    prompt: Prompt
    dates: Sequence[Due]
    week: Kept | None


class Dated(NamedTuple):
    """One line of what has a date, in words."""

    when: str
    away: str
    text: str
    link: str


@dataclass(frozen=True, slots=True)
class Links:
    """What one can do from an e-mail, each a path of this site; empty where it is not offered."""

    answer: str
    stop: str
    line: str
    later: str = ""
    skip: str = ""


@contextmanager
def as_read_by(owner: User) -> Iterator[None]:
    """Their zone and their way to write dates, as a request of theirs would have."""
    with formats.override(owner.locale or formats.DEFAULT), timezone.override(ZoneInfo(owner.time_zone)):
        yield


def compose(nudge: Nudge, owner: User) -> Message:
    """The message of a ledger row; what it asks is noted in the row. Runs as the owner."""
    with as_read_by(owner):
        now = timezone.now()
        content = choose(owner, nudge)
        tokens, making = NudgeLink.making(nudge=nudge, until=_purposes(now))
        if not nudge.again_of_id:  # else the question is kept together with the line of the journal that led to it
            prompt = content.prompt
            nudge.prompt, nudge.question, nudge.about = prompt.kind, prompt.full, prompt.about
            nudge.matter = prompt.matter
        nudge.message_id = f"<nudge-{nudge.pk}@{settings.SITE_HOST}>"
        together(making, ledger.written(nudge, now))
        return rendered(nudge, owner, content, tokens)


def rendered(nudge: Nudge, owner: User, content: Content, tokens: Mapping[str, str]) -> Message:
    """The message of what was chosen; it reads nothing more. `tokens` are the secrets of its links, by purpose."""
    letter = write(content, links=_links(nudge, tokens))
    if nudge.again_of_id and nudge.prompt != prompts.QUESTION:  # what leads to the others may name somebody
        letter = replace(letter, subject=gettext("The question you wanted to be asked again"))
    return Message(
        subject=letter.subject,
        text=letter.text,
        html=letter.html,
        sender=settings.DEFAULT_FROM_EMAIL,
        recipient=owner.email,
        reply_to=_reply_to(tokens),
        headers=headers(nudge, tokens[NudgeLink.Purpose.UNSUBSCRIBE]),
    )


def _purposes(now: datetime) -> dict[str, datetime]:
    """What the secrets of an e-mail are for, and until when."""
    answering = now + timedelta(days=ANSWER_DAYS)
    purposes: dict[str, datetime] = {
        NudgeLink.Purpose.UNSUBSCRIBE: now + timedelta(days=LINK_DAYS),
        NudgeLink.Purpose.ANSWER: answering,
    }
    return purposes | ({NudgeLink.Purpose.REPLY: answering} if settings.REPLY_ADDRESS else {})


def _links(nudge: Nudge, tokens: Mapping[str, str]) -> Links:
    """The addresses of an e-mail that act without login; only a planned question comes again."""
    secret = tokens[NudgeLink.Purpose.ANSWER]
    return Links(
        answer=with_secret("reflections:link_answer", secret),
        stop=with_secret("reflections:stop", tokens[NudgeLink.Purpose.UNSUBSCRIBE]),
        line=with_secret("reflections:link_line", secret),
        later=with_secret("reflections:link_later", secret) if nudge.kind == Nudge.Kind.PLANNED else "",
        skip=with_secret("reflections:link_skip", secret),
    )


def _reply_to(tokens: Mapping[str, str]) -> str:
    token = tokens.get(NudgeLink.Purpose.REPLY)
    return f"careerplanner <{addressing.address(settings.REPLY_ADDRESS, token)}>" if token else ""


def choose(owner: User, nudge: Nudge | None = None) -> Content:
    """The question of this week, or of the next e-mail of the plan: that one asks none of the last weeks’ again."""
    today = timezone.localdate()
    is_next = nudge is not None and nudge.kind == Nudge.Kind.PLANNED
    material, week = gather_for_mail(owner, today, asked_before=today + timedelta(days=1) if is_next else None)
    prompt = _once_more(nudge) if nudge and nudge.again_of_id else prompts.choose(material, owner, today)
    return Content(prompt, due.mailed(material, prompt, today), week)


def _once_more(nudge: Nudge) -> Prompt:
    """The same question as the day before."""
    return Prompt(nudge.prompt, nudge.question, gettext("Once more, as you asked:"), about=nudge.about)


def preview(owner: User) -> Letter:
    """What the next e-mail would say now."""
    return write(
        choose(owner),
        links=Links(  # the real ones have a secret of their own
            answer=reverse("reflections:answer_week"),
            stop=reverse("reflections:list"),
            line=reverse("reflections:today"),
            later=reverse("reflections:list"),
            skip=reverse("reflections:list"),
        ),
    )


def write(content: Content, *, links: Links) -> Letter:
    """Fill the templates."""
    prompt, site = content.prompt, settings.SITE_URL
    values: dict[str, stencil.Value] = {
        "question": prompt.question,
        "lead": prompt.lead,
        "link_text": prompt.link_text,
        "dates": [_dated(date, site) for date in content.dates],
        "week": _week(content.week),
        "answer_url": site + links.answer,
        "later_url": site + links.later if links.later else "",
        "skip_url": site + links.skip if links.skip else "",
        "stop_url": site + links.stop,
        "more_url": site + prompt.link if prompt.link else "",
        "log_url": site + links.line,
        "plan_url": site + reverse("reflections:list"),
    }
    parts = stencil.filled("nudge", values, reply_rule=quoting.RULE if settings.REPLY_ADDRESS else "")
    return Letter(subject(prompt), parts.text, parts.html)


def _dated(date: Due, site: str) -> Dated:
    when = f"{formats.weekday(date.day)}, {shortday(date.day)}"
    return Dated(when, date.away, _cut(date.text, OF_DATE), site + date.link)


def _week(week: Kept | None) -> str:
    """What was kept in it, in words."""
    if week is None:
        return gettext("Anything from this week worth a line? One is plenty.")
    return ngettext(
        "You kept one line this week: “%(line)s”.",
        "You kept %(n)s lines this week, the latest: “%(line)s”.",
        week.count,
    ) % {"n": formats.number(week.count), "line": _cut(week.line, OF_LINE)}


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else Truncator(text).chars(most)


def subject(prompt: Prompt) -> str:
    """The question itself; never a name or a line of the journal, because subjects show on locked screens."""
    return prompt.question if len(prompt.question) <= SUBJECT else prompt.question[: SUBJECT - 1] + "…"


@lru_cache(maxsize=1)
def beginnings() -> tuple[str, ...]:
    """What inboxes show first, in each language: a reply may quote it above the line where it is cut."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            found.append(render_to_string("email/_before.txt").strip())
    return tuple(found)


def headers(nudge: Nudge, token: str) -> dict[str, str]:
    """What mail programs and providers read: how to stop it, of which list it is, and that no person wrote it."""
    stop = settings.SITE_URL + with_secret("reflections:stop", token)
    return {
        "Message-ID": nudge.message_id,
        "List-Id": f"careerplanner weekly <weekly.{settings.SITE_HOST}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
