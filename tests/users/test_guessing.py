"""What is refused as a password and why; what must never be refused."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apps.users.guessing import LEAST, MOST, Why, normal_form, pieces, why_guessable

OWN = pieces("nadia.benali@shopfloor.example", "Nadia Benali")
SITE = pieces("careerplanner", "career", "planner", "notebook.example")


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kj3 f9Qx!", Why.SHORT),
        ("x" * (MOST + 1), Why.LONG),
        ("password123456", Why.COMMON),
        ("letmeinplease", Why.COMMON),
        ("Passw0rd2024", Why.COMMON),
        ("zzzzzzzzzzzzzz", Why.REPEAT),
        ("abcdefghijklmn", Why.SEQUENCE),
        ("zxcvbnm,./zxcvbnm", Why.KEYS),
        ("rtyuiop[]", Why.SHORT),
        ("asdfghjkl;'", Why.KEYS),
        ("hoop hoop hoop hoop ", Why.REPEAT),
        ("24.12.1987", Why.DATE),
        ("nadia.benali@shopfloor.example", Why.OWN),
        ("NadiaBenali1987", Why.OWN),
        ("benali-nadia", Why.OWN),
        ("careerplanner", Why.SITE),
        ("CareerPlanner2026", Why.SITE),
        ("notebook.example1", Why.SITE),
    ],
)
def test_it_is_refused_for_this_reason(password: str, why: Why) -> None:
    assert why_guessable(password, own=OWN, site=SITE) is why


@pytest.mark.parametrize(
    "password",
    [
        "five quiet harbour cranes",
        "nadia keeps four grey herons",  # one's own name may be in it
        "my career began with a broken lift",  # and so may a word of the site
        "Kæmpe stor ørred i søen",
        "пять тихих портовых кранов",
        "五つの静かな港のクレーンと猫",
        "🦆 duck 🦆 pond 🌙 lamp",
        "correct horse battery staple" * 9,
        "3f9c1b0e-7a51-4a2e-9d0b-5f2c7e6a8d11",
        "one lower case sentence without any sign",
    ],
)
def test_no_rule_of_composition_and_long_ones_are_welcome(password: str) -> None:
    assert why_guessable(password, own=OWN, site=SITE) is None


@settings(max_examples=20)
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=64, max_size=128))
def test_64_characters_that_are_not_a_repeat_are_allowed_whatever_they_are(password: str) -> None:
    why = why_guessable(password + "qVe8 tram 7zu", own=OWN, site=SITE)
    assert why in {None, Why.LONG} or len(set(normal_form(password)[:72])) < 20


@settings(max_examples=30)
@given(st.text(max_size=400))
def test_any_text_has_an_answer(password: str) -> None:
    why = why_guessable(password)
    length = len(normal_form(password))
    assert (why is Why.SHORT) == (length < LEAST)
    assert (why is Why.LONG) == (length > MOST)


def test_a_long_one_costs_no_more_than_a_short_one() -> None:
    started = time.process_time()
    for hard in ("pass4word1" * 25, "aB3$" * 64, "a" * 256, "qwertz12345" * 23):
        why_guessable(hard)
    assert time.process_time() - started < 2  # seconds; some 20 ms each


@pytest.mark.parametrize(("one", "other"), [("é", "é"), ("ﬁnch", "finch"), ("①", "1"), ("Å", "Å")])
def test_one_sign_typed_in_two_ways_is_one(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


def test_words_of_three_letters_are_nobodys() -> None:
    assert pieces("Bo Li", "a.b@c.io") == ["a.b@c.io", "bo li"]
