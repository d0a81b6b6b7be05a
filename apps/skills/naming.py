"""Names of skills in a text, and the words of a name. Pure."""

import re

PARTS = re.compile(r"[,;\n،、，]")  # what stands between the names in one field
WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
LONGEST_WORD = 60  # characters; what is longer is an address or a slip


def split_names(text: str) -> list[str]:
    """The names in a text that parts them by commas, semicolons or lines; none twice, whatever its case."""
    first: dict[str, str] = {}
    for part in PARTS.split(text):
        if name := " ".join(part.split()):
            first.setdefault(name.casefold(), name)
    return list(first.values())


def being_typed(text: str) -> tuple[list[str], str]:
    """The names before the last comma, and what is typed after it."""
    *before, last = PARTS.split(text)
    return split_names(",".join(before)), " ".join(last.split())


def words_in(text: str) -> list[str]:
    """The words of a name in small letters, in order."""
    return [word for word in WORD.findall(text.lower()) if len(word) <= LONGEST_WORD]
