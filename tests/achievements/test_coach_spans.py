"""What the coach found is quoted from the line, slot by slot, and shown without anything said twice."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.answers import answer
from apps.achievements.coach import MEASURES, judge
from bench.coach import labelled

from .test_coach import ANY_TEXT, DATA, LABELLED, SLOTS

KNOWN = [row for name in LABELLED if "held-out" not in name for row in labelled(DATA / name)]
LANGUAGES = st.sampled_from(["en", "de", "fr", "es"])


def _check(text: str, language: str) -> None:
    spans = judge(text, language=language, locale=language).spans
    for span in spans:
        assert span.slot in SLOTS
        assert 0 <= span.start < span.end <= len(text)
        assert text[span.start : span.end] == span.text
    measures = sorted((span.start, span.end) for span in spans if span.slot in MEASURES)
    assert all(before[1] <= after[0] for before, after in pairwise(measures))
    for slot in SLOTS:
        own = sorted((span.start, span.end) for span in spans if span.slot == slot)
        assert all(before[1] <= after[0] for before, after in pairwise(own))


@given(ANY_TEXT, LANGUAGES)
def test_spans_lie_in_the_text_and_no_two_measures_overlap(text: str, language: str) -> None:
    _check(text, language)


@given(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=4), st.sampled_from([" ", "\n", ", and ", "; ", " – "]))
def test_so_do_the_spans_of_lines_put_together(rows: list[tuple[str, str, str]], joint: str) -> None:
    _check(joint.join(line for *_, line in rows), rows[0][1])


@given(st.sampled_from(KNOWN), st.sampled_from(["", "  ", "\u00a0", "İİ "]))
def test_the_page_shows_every_letter_once(row: tuple[str, str, str], before: str) -> None:
    line = (before + row[2]).strip()
    told = answer(line, "")
    assert told is not None
    assert "".join(part.text for part in told.parts) == line


@pytest.mark.parametrize(
    ("line", "language", "slots"),
    [
        (
            "Cut falls for residents from nine to two by moving the beds, using Excel",
            "en",
            {"result": "Cut falls", "delta": "from nine to two", "baseline": "nine", "beneficiary": "residents"},
        ),
        ("Managed a team of 12 across three sites", "en", {"scope": "team of 12", "action": "Managed"}),
        ("No falls on my corridor all winter", "en", {"zero": "No", "result": "No falls on my corridor all winter"}),
        ("Raised £4,300 for the food bank", "en", {"money": "£4,300", "action": "Raised"}),
        ("Passed the inspection first time", "en", {"first": "first time"}),
        ("27 of 31 pupils passed", "en", {"rate": "27 of 31", "beneficiary": "pupils"}),
        (
            "Wartezeit von 20 auf 12 Minuten gesenkt, dank neuem Plan",
            "de",
            {"delta": "von 20 auf 12 Minuten", "baseline": "20", "result": "gesenkt", "how": "dank neuem Plan"},
        ),
        ("Team von acht Personen geleitet", "de", {"volume": "acht", "scope": "Team von acht Personen"}),
        (
            "Réduit l'attente de 20 à 12 minutes grâce aux rappels",
            "fr",
            {"delta": "de 20 à 12 minutes", "baseline": "20", "result": "Réduit", "how": "grâce aux rappels"},
        ),
        (
            "Reduje la espera de 20 a 12 minutos gracias a los recordatorios",
            "es",
            {"delta": "de 20 a 12 minutos", "baseline": "20", "how": "gracias a los recordatorios"},
        ),
    ],
)
def test_the_slots_are_filled_with_the_words_of_the_line(line: str, language: str, slots: dict[str, str]) -> None:
    found: dict[str, str] = {}
    for span in judge(line, language=language, locale=language).spans:
        found.setdefault(span.slot, span.text)
    assert {slot: found.get(slot) for slot in slots} == slots


def test_before_and_after_stand_side_by_side() -> None:
    told = answer("Cut falls from nine to two", "")
    assert told is not None
    assert [(part.text, str(part.slot)) for part in told.parts if part.slot] == [
        ("Cut falls", "what changed"),
        ("nine", "before"),
        ("to two", "by how much"),
    ]
