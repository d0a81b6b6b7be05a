"""Where in a text the words are that a search asked for. Pure."""

from collections.abc import Iterable, Mapping

from apps.achievements.wanted import WORD, Term

Span = tuple[int, int]  # from the first character to the one behind the last
Stems = Mapping[str, str]  # word in lower case → what the search compares it by


def candidates(texts: Iterable[str], terms: Iterable[Term]) -> set[str]:
    """The words of the texts, in lower case, that could have the stem of a word asked for; those asked for among them.

    English endings change, beginnings do not: a stem starts with the letter of its word.
    """
    asked = {word for term in terms for word in term.words}
    letters = {word[0] for word in asked}
    return asked | {word for text in texts for word in WORD.findall(text.lower()) if word[0] in letters}


def spans(text: str, terms: Iterable[Term], stems: Stems) -> list[Span]:
    """The parts of the text that are asked for, in reading order, none touching another."""
    tokens = [(match.start(), match.end(), match[0].lower()) for match in WORD.finditer(text)]
    found: set[Span] = set()
    for term in terms:
        words = term.words
        for at in range(len(tokens) - len(words) + 1) if words else ():
            run = tokens[at : at + len(words)]
            if all(
                _is(token[2], word, stems, begun=term.is_begun and number == len(words) - 1)
                for number, (token, word) in enumerate(zip(run, words, strict=True))
            ):
                found.add((run[0][0], run[-1][1]))
    return _joined(sorted(found))


def _is(word: str, asked: str, stems: Stems, *, begun: bool) -> bool:
    if word == asked or (begun and word.startswith(asked)):
        return True
    stem, wanted = stems.get(word, word), stems.get(asked, asked)
    return stem == wanted or (begun and stem.startswith(wanted))


def _joined(found: list[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in found:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def around(text: str, found: list[Span], *, room: int = 60) -> tuple[str, list[Span]]:
    """The piece of a long text about the first find, `room` characters to each side, whole words, … where it is cut."""
    if not found:
        return text, found
    first, last = max(found[0][0] - room, 0), min(found[0][1] + room, len(text))
    start = text.find(" ", first, found[0][0]) + 1 if first else 0
    end = text.rfind(" ", found[0][1], last) if last < len(text) else len(text)
    start, end = start or first, end if end > 0 else last
    before, after = "… " if start else "", " …" if end < len(text) else ""
    kept = [(a - start + len(before), b - start + len(before)) for a, b in found if start <= a and b <= end]
    return f"{before}{text[start:end]}{after}", kept
