"""No regular expression runs away, and no text that somebody sends keeps a processor busy: CPU time, not the clock."""

import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
from django.core.exceptions import ValidationError

from apps.achievements import coach
from apps.achievements.exchange import reading as of_a_career
from apps.achievements.portfolio import giveaways
from apps.opportunities import adverts
from apps.people import reading as of_people
from apps.reflections import plain_text, quoting
from apps.users import spreadsheet, tables
from tests.trust.patterns import Expression, expressions, hostile

LONG = 8_000  # characters; no text of a form is longer
GRAIN = 4.0  # milliseconds in which some kernels count
QUICK = 24.0  # milliseconds of CPU for the long one that nobody needs to look at
SLOW = 100.0  # and for the longest text that one of the bounded gets
GROWTH = 3.0  # twice the text takes twice the time; the square would take four times
# Asked about fields of an entry alone, and of those none is longer than these characters.
BOUNDED = {
    "apps/achievements/portfolio/giveaways.py _MONEY": 2_000,
    "apps/achievements/portfolio/giveaways.py _FORMAL_NAMES": 2_000,
    "apps/achievements/portfolio/giveaways.py _BEGINS": 2_000,
    "apps/achievements/portfolio/pdf.py _MISSING": 2_000,  # the message quotes one of them
}
MOST = 0.4  # seconds of CPU after which it has run away


class RunsAway(Exception):
    """It takes longer than anything that grows with the text could."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what goes on for longer, in seconds of CPU."""

    def stop(*_: object) -> None:
        raise RunsAway

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def runs_away(asked: Expression) -> str:
    """The text at which it takes more than twice as long for twice as much; empty where there is none."""
    for start, again in hostile(asked.pattern):
        for end in ("", "\x01"):
            most = BOUNDED.get(asked.where, LONG)
            short, long = (start + again * (size // len(again)) + end for size in (most // 2, most))
            try:
                with at_most(MOST):
                    if asked.milliseconds(long) <= (SLOW if most < LONG else QUICK):
                        continue
                    took = [min(asked.milliseconds(text) for _ in range(5)) for text in (short, long)]
            except RunsAway:
                return f"{start!r} and {again!r} again and again, then {end!r}"
            if took[1] > QUICK and took[1] > GROWTH * max(took[0], GRAIN):
                return f"{start!r} and {again!r} again and again, then {end!r}: {took}"
    return ""


def test_no_pattern_takes_the_square_of_a_text() -> None:
    every = expressions()
    assert len(every) > 120
    found = {f"{each.where}: {each.pattern.pattern!r}"[:200]: told for each in every if (told := runs_away(each))}
    assert not found, "\n".join(f"{where}: {told}" for where, told in found.items())


@pytest.mark.parametrize(
    "careless", [r"(a+)+$", r"\s*x", r"[\w.]+@[\w.]+", r"(?:[a-z]+\s?)+:", r"(\d+,?)+;", r"^(\s*)[-+]", r"a.*b.*c"]
)
def test_the_search_for_runaway_patterns_finds_careless_ones(careless: str) -> None:
    assert runs_away(Expression(re.compile(careless, re.MULTILINE), "here", anchored=False))


# --- What reads the texts and files that people send ----------------------------------------------------------

READERS: dict[str, tuple[Callable[[str], object], int]] = {  # and how much of it reaches them, in characters
    "a reply to an e-mail": (quoting.own_words, 1_000_000),
    "the lines of a reply": (quoting.unwrapped, 1_000_000),
    "the text of an e-mail": (plain_text.wrapped, 20_000),
    "the coach": (lambda text: coach.judge(text, language="en"), 1_000_000),
    "the coach in German": (lambda text: coach.judge(text, language="de"), 1_000_000),
    "an advert that was pasted": (adverts.read, 50_000),
    "a table": (lambda text: tables.table(text, {"name": "name"}.get), 200_000),
    "people": (of_people.read, 1_000_000),
    "entries": (lambda text: of_a_career.read("entries", text.encode()), 100_000),
    "a résumé": (lambda text: of_a_career.read("json_resume", text.encode()), 1_000_000),
    "what may give away": (giveaways.spans, 2_000),
    "a file's encoding": (lambda text: spreadsheet.decoded(text.encode()), 1_000_000),
}
SAID_AGAIN = [
    "\n", "\r", " ", "a", '"', '",', ';', "a,", "name\n", '"a\n', '"""\n', "a,b\nc\n", "> a\n", "From: a@b\n", "--- \n",
    "On 1 May she wrote:\n", "BEGIN:VCARD\n", "BEGIN:VCARD\nFN:a\n a\n", "BEGIN:VCARD\nN;a=\"b\":x\n", "a@", "1 111 ",
    "[", '{"a":', "£1 per hour ", "Title: \n", "we are hiring a ", "from 1 to 2 ", "date,what happened\n",
]  # fmt: skip


IN_SECONDS = {"a table", "the coach", "a reply to an e-mail"}


@pytest.mark.parametrize(
    "name", [name if name in IN_SECONDS else pytest.param(name, marks=pytest.mark.long) for name in READERS]
)
def test_no_reader_is_kept_busy(name: str) -> None:
    """A second of CPU, or at least no more than in proportion: twice the text never takes four times as long.

    Entries are read row by row, up to 20 000 of them.
    """
    read, most = READERS[name]

    def seconds(size: int, again: str) -> float:
        began = time.process_time()
        with suppress(ValidationError, RecursionError), at_most(5):
            read((again * (size // len(again) + 1))[:size])
        return time.process_time() - began

    for again in SAID_AGAIN:
        took = min(seconds(most, again) for _ in "12")
        assert took < 1 or took <= GROWTH * min(seconds(most // 2, again) for _ in range(3)), (again, took)
