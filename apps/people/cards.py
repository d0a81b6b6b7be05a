"""vCards (RFC 2426 and RFC 6350): of each card what is kept here, and cards that every address book reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

_FOLD = 75  # octets of a line, its end not counted
_LINE = re.compile(r"(?:[\w-]+\.)?([\w-]+)((?:;(?:[^\":;]|\"[^\"]*\")*)*):(.*)", re.DOTALL)
_PARAM = re.compile(r";([\w-]+)(?:=((?:[^\";]|\"[^\"]*\")*))?")
_ESCAPED = re.compile(r"\\([\\,;:nN])")
_READ = {"VERSION", "FN", "N", "ORG", "TITLE", "ROLE", "EMAIL", "TEL", "URL", "NOTE", "UID", "CATEGORIES"}
VERSIONS = {"3.0", "4.0"}


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a card as it stands there, and how much it is preferred: 1 most, 101 where nothing is said."""

    raw: str
    preference: int = 101


@dataclass(slots=True)
class Card:
    """One card: the line of the file it begins on, counted from 1, and its values by property."""

    number: int
    values: dict[str, list[Value]] = field(default_factory=dict)
    is_closed: bool = False

    @property
    def version(self) -> str:
        """What the card says it is; empty where it does not say."""
        return self.first("VERSION").strip()

    def first(self, name: str) -> str:
        """The text of a property, of several the preferred one; empty where there is none."""
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """The texts of a property that say something, the preferred ones first."""
        found = sorted(self.values.get(name, ()), key=lambda value: value.preference)
        return [text for text in (unescaped(value.raw).strip() for value in found) if text]

    def parts(self, name: str, mark: str = ";") -> list[str]:
        """The parts of a value that has several, such as family and given name."""
        found = min(self.values.get(name, ()), key=lambda value: value.preference, default=Value(""))
        return [unescaped(part).strip() for part in _split(found.raw, mark)]

    @property
    def name(self) -> str:
        """What they are called: as the card writes it, else put together, else an organisation or an address."""
        family, given, middle, *_ = [*self.parts("N"), "", "", ""]
        together = " ".join(filter(None, (given, middle, family)))
        return self.first("FN") or together or self.organisation or self.first("EMAIL")

    @property
    def organisation(self) -> str:
        """The organisation without its departments."""
        return next(iter(self.parts("ORG")), "")


def cards(text: str) -> list[Card]:
    """Every card of a file, whatever else stands in it; photographs and what is not kept here are passed by."""
    found: list[Card] = []
    for number, line in _unfolded(text):
        head, _, rest = line.partition(":")
        plain = head.strip().upper(), rest.strip().upper()
        if plain == ("BEGIN", "VCARD"):
            found.append(Card(number))
        elif found and not found[-1].is_closed:
            if plain == ("END", "VCARD"):
                found[-1].is_closed = True
            else:
                _take(found[-1], line)
    return found


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Lines put together again that were broken, each with the number of its first."""
    begun, parts = 0, [""]
    for number, line in enumerate(re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff")), 1):
        if line[:1] in (" ", "\t") and begun:
            parts.append(line[1:])
            continue
        if begun:
            yield begun, "".join(parts)
        begun, parts = number, [line]
    if begun:
        yield begun, "".join(parts)


def _take(card: Card, line: str) -> None:
    name = re.split(r"[:;]", line, maxsplit=1)[0].rpartition(".")[2].upper()
    known = _LINE.fullmatch(line) if name in _READ else None
    if known:
        card.values.setdefault(name, []).append(Value(known[3], _preference(known[2])))


def _preference(params: str) -> int:
    for name, value in _PARAM.findall(params):
        said = value.strip('"').upper()
        if name.upper() == "PREF":
            return int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 1
        if (name.upper() == "TYPE" and "PREF" in said.split(",")) or (not value and name.upper() == "PREF"):
            return 1
    return 101


def unescaped(raw: str) -> str:
    """The text of a value: `\\n` is a new line, and a backslash before a mark goes."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], raw)


def _split(raw: str, mark: str) -> list[str]:
    """A value at its marks, but for those behind a backslash."""
    parts, escaped = [""], False
    for letter in raw:
        if letter == mark and not escaped:
            parts.append("")
            continue
        parts[-1] += letter
        escaped = letter == "\\" and not escaped
    return parts


# --- Writing ----------------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """The text such that it stands in a value: backslash, comma, semicolon and the ends of lines are marked."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    return text.replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")


def written(people: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Cards of version 3.0, which phones of any age read; each person by the names of our fields, kinds with commas."""
    for said in people:
        given, _, family = said["name"].rpartition(" ")
        kinds = ",".join(escaped(kind) for kind in said.get("kinds", "").split(", ") if kind)
        lines = [
            ("UID", f"urn:uuid:{said['id']}"),
            ("FN", escaped(said["name"])),
            ("N", f"{escaped(family)};{escaped(given)};;;"),
            ("ORG", escaped(said.get("organisation", ""))),
            ("TITLE", escaped(said.get("known_as", ""))),
            ("EMAIL", escaped(said.get("email", ""))),
            ("TEL", escaped(said.get("phone", ""))),
            ("URL", escaped(said.get("link", ""))),
            ("CATEGORIES", kinds),
            ("NOTE", escaped(said.get("notes", ""))),
        ]
        body = "".join(_folded(f"{name}:{value}") for name, value in lines if value)
        yield f"BEGIN:VCARD\r\nVERSION:3.0\r\n{body}END:VCARD\r\n"


def _folded(line: str) -> str:
    """The line in pieces of at most 75 octets, none of which breaks a letter."""
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _FOLD:
            pieces.append(" ")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n".join(pieces) + "\r\n"
