"""The answers so far, as their page shows them: under month and week, and what a search found in them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Window
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.achievements import searching
from apps.achievements.highlights import Stems, around, spans
from apps.achievements.wanted import Wanted
from apps.reflections.models import Reflection
from apps.skills.practice import monday_of
from apps.users import dates, formats
from apps.users.models import User

FIRST, PER_PAGE = 20, 80  # answers of the first page and of the others
LONGEST = 600  # characters of an answer in the list; all of it is a step away
ROOM = 200  # characters to each side of what was found in a longer one
NOTHING = Wanted(())  # to look for
SHOWN = ("question", "answer", "is_skipped", "answered_on", "about_id", "nudge_id", "entry_id")


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


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the list; `count` is how often a search found something, None where no word was asked for."""

    rows: list[Reflection]
    stretches: list[Stretch]
    count: int | None
    newer: int  # numbers of pages; 0 where there is none
    older: int


def answers_of(user: User, *, number: int, wanted: Wanted, today: date) -> Page:
    """The answers that the search meets, all where nothing is asked for; newest first, in one to three queries."""
    query, answers = searching.query(wanted), Reflection.objects.owned_by(user)
    found = answers if query is None else answers.filter(words=query)
    first, last = _from_to(number, is_search=query is not None)
    shown_of = found.only(*SHOWN).annotate(line=F("about__line"))
    if query is not None:
        shown_of = shown_of.annotate(
            found=Window(Count("pk"))
        )  # counted on the way: the search goes through all anyway
    rows = list(shown_of[first : last + 1])
    return Page(
        rows=rows[: last - first],
        stretches=stretches(shown(rows[: last - first], wanted), today),
        count=None if query is None else vars(rows[0])["found"] if rows else 0,
        newer=number - 1,
        older=number + 1 if len(rows) > last - first else 0,
    )


def _from_to(number: int, *, is_search: bool) -> tuple[int, int]:
    """From which answer to before which other a page goes; the first is short, for the plan stands beside it."""
    if is_search:
        return (number - 1) * PER_PAGE, number * PER_PAGE
    return max(FIRST + (number - 2) * PER_PAGE, 0), FIRST + (number - 1) * PER_PAGE


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
