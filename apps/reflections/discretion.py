"""What is left out of a line before an e-mail quotes it: whoever it was done for, where the line gives them away."""

import re

from apps.achievements.portfolio import giveaways
from apps.achievements.portfolio.giveaways import Kind

BLANK = "…"
NAMES = {Kind.NAME, Kind.IDENTIFIER}


def discreet(line: str, beneficiary: str = "") -> str:
    """The line without addresses and numbers of people, without “Dr Brown” and “Brown Ltd”, and without the name of
    whom it was for. Names that only have a capital letter stay: most of them are tools and places.
    """
    kept, at = [], 0
    for start, end in sorted((*giveaways.sure(line), *_of(line, beneficiary))):
        if start >= at:
            kept += [line[at:start], BLANK]
        at = max(at, end)
    return "".join([*kept, line[at:]])


def _of(line: str, beneficiary: str) -> list[tuple[int, int]]:
    """Where the line names whom it was for; “the residents of floor 2” is nobody’s name."""
    told = re.search(re.escape(beneficiary.strip()), line, re.IGNORECASE)
    if told is None or not any(span.kind in NAMES for span in giveaways.spans(f"for {told[0]}")):
        return []
    return [told.span()]
