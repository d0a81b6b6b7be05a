"""The answers so far, as their page shows them: under month and week, and what a search found in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.achievements import searching
from apps.achievements.highlights import Stems, around, spans
from apps.achievements.wanted import Wanted
from apps.reflections.models import Reflection, ReflectionQuerySet
from apps.skills.practice import monday_of
from apps.users import dates, formats

LONGEST = 600  # characters of an answer in the list; all of it is a step away
ROOM = 200  # characters to each side of what was found in a longer one
NOTHING = Wanted(())  # to look for
SHOWN = ("question", "answer", "is_skipped", "answered_on", "about_id", "nudge_id")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as the list shows it, its finds marked; `about` is the line of the journal that it is about."""

    url: str
    question: str
    text: str
    is_cut: bool
    is_skipped: bool
    day: date
    about: str
    about_url: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A card of the list: this week, last week or a month; a month is divided into its weeks."""

    heading: str
    weeks: list[tuple[str, list[Answer]]]


def narrowed(answers: ReflectionQuerySet, wanted: Wanted) -> ReflectionQuerySet:
    """Those that the search meets, newest first; all of them where nothing is asked for."""
    query = searching.query(wanted)
    return answers if query is None else answers.filter(words=query)


def rows(page: ReflectionQuerySet) -> list[Reflection]:
    """The answers of one page, with what the list shows; `page` is cut to it."""
    return list(page.only(*SHOWN).annotate(line=F("about__line")))


def shown(answers: Sequence[Reflection], wanted: Wanted) -> list[Answer]:
    """The same as the page shows them; one query where words are asked for, else none."""
    terms = wanted.shown
    texts = (text for answer in answers for text in (answer.question, answer.answer))
    stems = searching.stems(texts, terms) if answers and terms else {}
    room, journal = reverse("reflections:list"), reverse("achievements:list")  # looked up once for the page
    return [
        Answer(
            url=f"{room}{answer.pk}/",
            question=_marked(answer.question, wanted, stems),
            text=_marked(_cut(answer.answer, wanted, stems), wanted, stems),
            is_cut=len(answer.answer) > LONGEST,
            is_skipped=answer.is_skipped,
            day=answer.answered_on,
            about=vars(answer)["line"] or "",
            about_url=f"{journal}{answer.about_id}/" if answer.about_id else "",
        )
        for answer in answers
    ]


def _marked(text: str, wanted: Wanted, stems: Stems) -> str:
    found = spans(text, wanted.shown, stems) if wanted.shown else []
    return searching.marked(text, found) if found else text


def _cut(answer: str, wanted: Wanted, stems: Stems) -> str:
    """All of a short answer; of a long one its beginning, or the piece that the search found something in."""
    if len(answer) <= LONGEST:
        return answer
    found = spans(answer, wanted.shown, stems) if wanted.shown else []
    if found and found[0][1] > LONGEST:
        return around(answer, found, room=ROOM)[0]
    return answer[:LONGEST].rsplit(maxsplit=1)[0] + " …"


def stretches(answers: Iterable[Answer], today: date) -> list[Stretch]:
    """The answers, newest first, under month and week."""
    grouped: dict[tuple[str, date], list[Answer]] = {}
    for answer in answers:
        grouped.setdefault(dates.heading(answer.day, "day", today), []).append(answer)
    return [Stretch(_heading(*heading), _weeks(heading[0], kept)) for heading, kept in grouped.items()]


def _heading(stretch: str, first_day: date) -> str:
    named = {"this week": _("This week"), "last week": _("Last week")}
    return named.get(stretch) or formats.skeleton(first_day, "yMMMM")


def _weeks(stretch: str, kept: list[Answer]) -> list[tuple[str, list[Answer]]]:
    if stretch != "month":
        return [("", kept)]
    weeks: dict[date, list[Answer]] = {}
    for answer in kept:
        weeks.setdefault(monday_of(answer.day), []).append(answer)
    return [(_week(monday), some) for monday, some in weeks.items()]


def _week(monday: date) -> str:
    sunday = monday + timedelta(days=6)
    return f"{formats.skeleton(monday, 'MMMd')} – {formats.skeleton(sunday, 'MMMd')}"
