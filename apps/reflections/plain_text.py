"""The text part of an e-mail: lines that every mail program shows whole. Pure."""

import re

WIDTH = 72  # characters, so that a quoted line still fits into 80
_BULLET = re.compile(r"\s*(?:[-–•]\s+)?")
_BLANK_LINES = re.compile(r"\n{3,}")


def wrapped(text: str) -> str:
    """The text with its long lines folded between words, under their bullets; addresses and long words stay whole.

    Never more than one line is blank between two others.
    """
    lines: list[str] = []
    for line in text.splitlines():
        if len(line) <= WIDTH or "://" in line:
            lines.append(line)
        else:
            lines += _folded(line)
    return _BLANK_LINES.sub("\n\n", "\n".join(lines).strip()) + "\n"


def _folded(line: str) -> list[str]:
    bullet = _BULLET.match(line)[0]  # type: ignore[index]  # it matches nothing at least
    first, *words = line[len(bullet) :].split() or [""]
    folded, under = [bullet + first], " " * len(bullet)
    for word in words:
        if len(folded[-1]) + 1 + len(word) <= WIDTH:
            folded[-1] += f" {word}"
        else:
            folded.append(under + word)
    return folded
