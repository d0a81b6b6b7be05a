"""The coach answers any text in bounded steps: counted, not timed."""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

import pytest

from apps.achievements import coach
from apps.achievements.coach import judge
from apps.achievements.coach.phrases import LONGEST

PARSER: Any = re._parser  # type: ignore[attr-defined]
REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}


def _patterns(thing: object, depth: int = 0) -> Iterator[re.Pattern[str]]:
    """Every compiled pattern in a module, a listing or a set of rules."""
    if isinstance(thing, re.Pattern):
        yield thing
    elif isinstance(thing, dict):
        yield from (found for value in thing.values() for found in _patterns(value, depth + 1))
    elif isinstance(thing, list | tuple):
        yield from (found for value in thing for found in _patterns(value, depth + 1))
    elif is_dataclass(thing) and not isinstance(thing, type) and depth < 6:
        yield from (found for field in fields(thing) for found in _patterns(getattr(thing, field.name), depth + 1))


def _every_pattern() -> dict[str, re.Pattern[str]]:
    modules = [
        importlib.import_module(f"{coach.__name__}.{found.name}") for found in pkgutil.iter_modules(coach.__path__)
    ]
    return {pattern.pattern: pattern for module in modules for pattern in _patterns(vars(module))}


def _endless(parsed: Any, within: bool = False) -> Iterator[str]:
    """Repeats without an end inside repeats without an end: what makes a pattern run away."""
    for operation, told in parsed:
        name = str(operation)
        if name in REPEATS:
            _, most, body = told
            endless = most is PARSER.MAXREPEAT
            if endless and within:
                yield str(body)
            yield from _endless(body, within or endless)
        elif isinstance(told, tuple):
            for part in told:
                if isinstance(part, PARSER.SubPattern):
                    yield from _endless(part, within)
                elif isinstance(part, list):
                    for branch in part:
                        if isinstance(branch, PARSER.SubPattern):
                            yield from _endless(branch, within)


def test_no_pattern_repeats_without_end_inside_a_repeat_without_end() -> None:
    patterns = _every_pattern()
    assert len(patterns) > 150
    found = {text: list(_endless(PARSER.parse(text))) for text in patterns}
    assert {text for text, nested in found.items() if nested} == set()


def test_the_search_for_runaway_patterns_finds_one() -> None:
    assert list(_endless(PARSER.parse(r"(?:a|(?:\d+,)*)x"))) != []
    assert list(_endless(PARSER.parse(r"(?:\d{1,6},)*\w+"))) == []


def _calls(text: str, language: str) -> int:
    """How many functions are called to judge a text."""
    count = 0

    def counted(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    judge(text, language=language)  # what is remembered between lines is not counted
    sys.setprofile(counted)
    try:
        judge(text, language=language)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
@pytest.mark.parametrize(
    "unit", ["cut the falls by 1 ", "from 1 to 2, and she was ", "so that ", "von 9 auf 2 ", "de 9 à 2 ", "no, ", "1,"]
)
def test_the_steps_grow_no_faster_than_the_text(unit: str, language: str) -> None:
    short, long = (_calls(unit * (length // len(unit)), language) for length in (500, 4_000))
    assert long <= 8 * 1.6 * short + 2_000


def test_what_stands_after_the_longest_line_costs_nothing() -> None:
    line = "cut the falls by 1 " * (LONGEST // 19 + 1)
    assert _calls(line * 20, "en") <= _calls(line, "en") + 50
