"""The rules of a language other than English: patterns for changes, measures and guards, and how they are read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .guards import Found, standing
from .measures import Measuring, measures
from .phrases import any_of

Patterns = tuple[re.Pattern[str], ...]
_HARD = re.compile(r"(?<=[^\W\d_]{3})[.!?](?=\s|$)|(?<=[\d%)])[.!?](?=\s[^\W\d_]|$)|[;\n…•]|\s[-–—]{1,2}\s|—|:(?=\s)")


@dataclass(frozen=True)
class Tongue:
    """One language's rules. All patterns are matched against the cleaned, lower-case line.

    `changes` state a change wherever they stand; `moves` only where a difference stands in the same sentence;
    `led` open a sentence with somebody or something else as its subject, and `happened` is what that subject
    did, unless `described` says it only tells of the job. What `planned` opens does not count to the end of
    the sentence, what `purposes` open not up to the next comma or to the end, what `assigned` open not at all
    as a result.
    """

    version: str
    measuring: Measuring
    changes: Patterns
    moves: Patterns
    led: re.Pattern[str]
    happened: Patterns
    described: re.Pattern[str]
    planned: Patterns
    purposes: Patterns
    assigned: Patterns
    action: re.Pattern[str]
    how: re.Pattern[str]
    beneficiary: re.Pattern[str]
    scope: re.Pattern[str]


TOOLS = re.compile(
    r"\b"
    + any_of(
        "excel word powerpoint sap python javascript sql photoshop illustrator lightroom indesign figma salesforce "
        "jira autocad revit solidworks power_bi tableau datev sage canva wordpress git docker linux aws azure"
    )
    + r"\b"
)


def found_in(line: str, written: str, tongue: Tongue, language: str, locale: str) -> list[Found]:
    """Everything a cleaned line states in that language, without what it only plans, denies or intends.

    `written` is the line as the person wrote it: where nouns are capitalised, a capital is no verb.
    """
    figures, bases = measures(line, locale, tongue.measuring, language)
    deltas = [a for kind, a, _ in figures if kind in {"delta", "sure"}]
    results: list[tuple[int, int]] = []
    dead: list[tuple[int, int]] = []
    soft: list[tuple[int, int]] = []
    for start, end in parts(line):
        dead += _spans(tongue.planned, line, start, end, to_comma=False)
        soft += _spans(tongue.purposes, line, start, end, to_comma=True)
        soft += _spans(tongue.assigned, line, start, end, to_comma=False)
        for pattern in tongue.changes:
            results += [m.span() for m in pattern.finditer(line, start, end)]
        if any(start <= a < end for a in deltas):
            for pattern in tongue.moves:
                results += [m.span() for m in pattern.finditer(line, start, end)]
        results += _others(line, written, tongue, start, end)
    return standing(len(line), results, figures, bases, dead, soft) + list(_further(line, tongue))


def parts(line: str) -> Iterator[tuple[int, int]]:
    """Where the sentences of a line start and end."""
    start = 0
    for end in [*(m.start() for m in _HARD.finditer(line)), len(line)]:
        if line[start:end].strip():
            yield start + len(line[start:end]) - len(line[start:end].lstrip(" .;:–—-•…!?\n")), end
        start = end + 1


def _spans(patterns: Patterns, line: str, start: int, end: int, *, to_comma: bool) -> list[tuple[int, int]]:
    found = []
    for pattern in patterns:
        for match in pattern.finditer(line, start, end):
            comma = line.find(",", match.end(), end) if to_comma else -1
            found.append((match.start(), comma if comma >= 0 else end))
    return found


def _others(line: str, written: str, tongue: Tongue, start: int, end: int) -> list[tuple[int, int]]:
    """Somebody or something else is the subject, and something happened."""
    if not tongue.led.match(line, start, end) or tongue.described.search(line, start, end):
        return []
    told = [m for pattern in tongue.happened if (m := pattern.search(line, start, end))]
    return [m.span() for m in told if "verb" not in m.groupdict() or not written[m.start("verb")].isupper()]


def _further(line: str, tongue: Tongue) -> Iterator[Found]:
    """The slots beside result and measure."""
    if action := tongue.action.search(line):
        yield "action", *action.span()
    if how := tongue.how.search(line):
        yield "how", how.start(), len(line[: how.end()].rstrip())
    for match in list(tongue.beneficiary.finditer(line))[:3]:
        yield "beneficiary", *match.span()
    for pattern, slot in ((tongue.scope, "scope"), (TOOLS, "tools")):
        for match in pattern.finditer(line):
            yield slot, *match.span()
