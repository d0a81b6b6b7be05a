"""What a search asks for, and where it is found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements.highlights import around, candidates, spans
from apps.achievements.wanted import MOST, Term, read

TEXTS = st.text(alphabet="abcAB -–“”\"'/|.,é1\n\0", max_size=60)


def told(typed: str) -> list[list[str]]:
    """Each term as one would write it: -left out, "phrase", begun…"""

    def one(term: Term) -> str:
        text = f'"{term.text}"' if " " in term.text else term.text
        return f"{'-' if term.is_excluded else ''}{text}{'…' if term.is_begun else ''}"

    return [[one(term) for term in group] for group in read(typed).groups]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("  –  % “” ", []),
        ("basket", [["basket…"]]),
        ("basket till", [["basket", "till…"]]),
        ('"new hires" till', [['"new hires"', "till…"]]),
        ("“new hires”", [['"new hires"']]),
        ("till “new hi", [["till", '"new hi"']]),
        ("basket -phone", [["basket", "-phone"]]),
        ("basket –phone", [["basket", "-phone"]]),
        ('basket -"late shift"', [["basket", '-"late shift"']]),
        ("night-shift", [["night-shift…"]]),
        ("basket OR till", [["basket"], ["till…"]]),
        ("OR basket OR", [["basket"]]),
        ("or basket", [["basket…"]]),
        ("end of the shift", [["end", "shift…"]]),
        ("the", [["the…"]]),
        ("-phone", [["-phone"]]),
        ("nurse/carer", [["nurse", "carer…"]]),
        ("12 %", [["12"]]),
    ],
)
def test_what_is_typed_is_read_as_search_engines_do(typed: str, expected: list[list[str]]) -> None:
    assert told(typed) == expected


@given(TEXTS)
def test_anything_is_read_and_asks_for_words_only(typed: str) -> None:
    wanted = read(typed)
    terms = [term for group in wanted.groups for term in group]
    assert len(terms) <= MOST
    assert all(wanted.groups)
    assert all(term.words for term in terms)
    assert sum(term.is_begun for term in terms) <= 1


STEMS = {"trained": "train", "training": "train", "hires": "hire", "hire": "hire"}


@pytest.mark.parametrize(
    ("typed", "text", "found"),
    [
        ("train", "Trained five, training more", ["Trained", "training"]),
        ("training", "Trained five", ["Trained"]),
        ("tra", "Trained on trains", ["Trained", "trains"]),
        ("tra five", "Trained five", ["five"]),
        ('"five hire"', "five new hires, five hires", ["five hires"]),
        ("-five hires", "five hires", ["hires"]),
        ("nothing", "Trained five", []),
        ("İ", "İstanbul", ["İstanbul"]),
    ],
)
def test_what_was_found_is_marked(typed: str, text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in spans(text, read(typed).shown, STEMS)] == found


@given(TEXTS, TEXTS)
def test_marks_stand_in_order_and_apart(typed: str, text: str) -> None:
    found = spans(text, read(typed).shown, {})
    ends = [end for span in found for end in span]
    assert ends == sorted(ends)
    assert all(start < end for start, end in found)
    piece, kept = around(text, found, room=10)
    assert [piece[a:b] for a, b in kept] == [text[a:b] for a, b in found][: len(kept)]
    assert not found or kept


def test_a_long_text_is_cut_at_words_about_the_find() -> None:
    text = f"{'before ' * 30}the till was short {'after ' * 30}".strip()
    at = text.index("till")
    piece, kept = around(text, [(at, at + 4)])
    assert piece.startswith("… before before")
    assert piece.endswith("after after …")
    assert len(piece) < 140
    assert [piece[a:b] for a, b in kept] == ["till"]


def test_only_words_that_could_be_meant_are_looked_up() -> None:
    assert candidates(["Trained five on the till"], read("training").shown) == {"training", "trained", "the", "till"}
