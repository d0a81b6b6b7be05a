"""What goes wrong with a form on its way: values, fields and whole bodies, spoilt at random from a seed."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote_plus

from tests.forms_in_pages import Form

Pairs = list[tuple[str, "str | FilePart"]]

PLANES = (
    "aé\u0416\u05d0\u0627\u0e01\u4e2d\uac00\ufb01\U00010348\U0001f469\U00020bb7\U0003134a\U000e0041\U000f0000\U0010fffd"
)
WORDS = (
    "", " ", "\t \r\n", "x", "0", "-1", "1e999", "NaN", "½", "1.2.3,4", "2026-02-30", "9999-12-31", "24:00",
    "on", "true", "[]", "{}", "null", "GBP", "en-GB", "00000000-0000-0000-0000-000000000000",
    "99999999999999999999", "2147483648", "-9223372036854775809", "٣", "²", "../../etc/passwd", "%00", "%", "=1+1",
    "a@b", "a@b.example", "https://example.org/", "http://[", "https://" + "x" * 300 + ".example/", "javascript:1",
    "\u202eevil\u202c عربي", "שלום", "\ufeffbom", "zero\u200bwidth\u200d", "line\u2028break\u2029", "a\r\nb\rc\nd",
    "\x0b\x0c\x1c\x85\xa0", "\ufdd0\uffff", "👩🏽\u200d🚒", "Z\u0336\u0322" * 30, "<b>&amp;</b>\"'", "{{ 7 }}{% x %}",
    "x" * 400, "word " * 3000, "9" * 500, "\n" * 900, "é" * 70_000, ", , ,", ",".join(map(str, range(300))),
)  # fmt: skip
NUL = ("\0", "a\0b", "x" * 200 + "\0")
HALF = ("\ud800", "a\udfffb", "\udc00\ud800")  # half characters: no browser sends them, anything else may
FILE_NAMES = (
    "x.csv", "../../../etc/passwd", "..\\..\\x.exe", "x" * 5000 + ".csv", "a\u202egnp.exe", "", ".", "..",
    "con.csv", "\0.csv", "né\U0001f469.zip", '"; filename="y', "a\r\nX-Header: y", "%2e%2e%2f",
)  # fmt: skip


@dataclass(frozen=True)
class FilePart:
    """A part of a form with a file name."""

    name: str
    contents: bytes
    kind: str = "application/octet-stream"


@dataclass(frozen=True)
class Body:
    """What is sent; `typed` is what each field says, where the sending itself is sound, else None."""

    contents: bytes
    kind: str
    typed: dict[str, str] | None
    how: str


def value(rng: random.Random) -> str:
    """Something nobody meant for any field."""
    match rng.randrange(12):
        case 0:
            return rng.choice(NUL)
        case 1:
            return rng.choice(HALF)
        case 2 | 3:
            return "".join(chr(_point(rng)) for _ in range(rng.randrange(1, 40)))
        case 4:
            return "".join(rng.choice(PLANES) for _ in range(rng.randrange(1, 60)))
        case 5:
            return str(rng.choice((-1, 1)) * rng.randrange(10 ** rng.randrange(1, 25)))
    return rng.choice(WORDS)


def _point(rng: random.Random) -> int:
    point = rng.choice((rng.randrange(1, 0x80), rng.randrange(0x80, 0xD800), rng.randrange(0xE000, 0x110000)))
    return point or 1


# --- Fields ---------------------------------------------------------------------------------------------


def spoil(rng: random.Random, pairs: Pairs, names: list[str], files: list[FilePart]) -> Pairs:
    """The fields of a form, a few of them changed, twice there, gone, made up, or a file."""
    pairs = list(pairs)
    for _ in range(rng.choice((1, 1, 1, 2, 3, 5))):
        name = rng.choice(names) if names else "nothing"
        match rng.randrange(14):
            case 0 | 1 | 2 | 3 | 4 | 5:
                pairs = _put(pairs, name, value(rng))
            case 6:
                pairs = [pair for pair in pairs if pair[0] != name]
            case 7:
                pairs.append((name, value(rng)))  # twice
            case 8:
                pairs.append(
                    (rng.choice((f"{name}[]", f"{name}[$ne]", "owner", "owner_id", "id", "pk", "\0", "x" * 999)), "1")
                )
            case 9:
                pairs = _put(pairs, name, rng.choice(files))
            case 10:
                pairs += [(name, str(n)) for n in range(rng.choice((20, 300)))]
            case 11:
                pairs = _tampered(rng, pairs)
            case 12:
                pairs = [(each, what if isinstance(what, FilePart) else value(rng)) for each, what in pairs]
            case _:
                rng.shuffle(pairs)
    return pairs


def _put(pairs: Pairs, name: str, what: "str | FilePart") -> Pairs:
    return [*(pair for pair in pairs if pair[0] != name), (name, what)]


def _tampered(rng: random.Random, pairs: Pairs) -> Pairs:
    """The counters of repeated fields say something else."""
    counts = ("", "-1", "0", "1", "7", "1000", "99999999999", "x", "1.5", "\u0663", " 2 ")
    found = [(n, rng.choice(counts)) if n.endswith("_FORMS") and rng.random() < 0.6 else (n, v) for n, v in pairs]
    return [pair for pair in found if not (pair[0].endswith("_FORMS") and rng.random() < 0.2)]


# --- Bodies ---------------------------------------------------------------------------------------------


def urlencoded(pairs: Pairs, charset: str = "utf-8") -> bytes:
    """As a browser sends a form without files."""
    return "&".join(f"{_quoted(name, charset)}={_quoted(_text(what), charset)}" for name, what in pairs).encode()


def _quoted(text: str, charset: str) -> str:
    return quote_plus(_bytes(text, charset))


def _bytes(text: str, charset: str = "utf-8") -> bytes:
    """Half characters as they are, what the charset lacks as a question mark."""
    return text.encode(charset, "surrogatepass" if charset.startswith("utf") else "replace")


def _text(what: "str | FilePart") -> str:
    return what.name if isinstance(what, FilePart) else what  # what a browser sends for a file in such a form


def multipart(pairs: Pairs, boundary: str = "cut-here", charset: str = "utf-8", head: str = "") -> bytes:
    """As a browser sends a form with files."""
    parts = []
    for name, what in pairs:
        about = f'form-data; name="{_header(name)}"'
        contents = what.contents if isinstance(what, FilePart) else _bytes(what, charset)
        kind = ""
        if isinstance(what, FilePart):
            about, kind = f'{about}; filename="{what.name}"', f"Content-Type: {what.kind}\r\n"
        top = _bytes(f"--{boundary}\r\nContent-Disposition: {about}\r\n{kind}{head}\r\n", charset)
        parts.append(top + contents + b"\r\n")
    return b"".join(parts) + f"--{boundary}--\r\n".encode()


def _header(name: str) -> str:
    return name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")


SOUND = (("form", 8), ("parts", 6))
BROKEN = (
    ("latin-1", 1), ("utf-16", 1), ("says latin-1", 1), ("says utf-16", 1), ("says nothing known", 1), ("cut short", 2),
    ("no boundary", 1), ("other boundary", 1), ("json", 1), ("plain", 1), ("empty", 1), ("no type", 1), ("bytes", 1),
    ("thousands", 1), ("many files", 1), ("base64", 1), ("percents", 1), ("odd part", 1), ("long boundary", 1),
)  # fmt: skip


def body(rng: random.Random, pairs: Pairs) -> Body:
    """The fields on their way; every third time something is wrong with the way itself."""
    ways = SOUND if rng.random() < 0.67 else BROKEN
    how = rng.choices([name for name, _ in ways], [weight for _, weight in ways])[0]
    if how == "form" and any(isinstance(what, FilePart) for _, what in pairs) and rng.random() < 0.8:
        how = "parts"
    contents, kind = WAYS[how](rng, pairs)
    sound = how == "form" or (how == "parts" and not any(map(_is_cut_off, pairs)))
    return Body(contents, kind, typed(pairs) if sound else None, how)


def _is_cut_off(pair: tuple[str, "str | FilePart"]) -> bool:
    """Whether the head of this part is longer than Django reads, or breaks its own line."""
    name, what = pair
    said = name + (what.name if isinstance(what, FilePart) else "")
    return len(said.encode("utf-8", "replace")) > 700 or any(c in said for c in '\r\n\0"')


def typed(pairs: Pairs) -> dict[str, str]:
    """What a server that reads forms understands: the last value of each name."""
    return {name: what for name, what in pairs if isinstance(what, str)}


FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=cut-here"
Way = Callable[[random.Random, Pairs], tuple[bytes, str]]
WAYS: dict[str, Way] = {
    "form": lambda rng, pairs: (urlencoded(pairs), FORM),
    "parts": lambda rng, pairs: (multipart(pairs), PARTS),
    "latin-1": lambda rng, pairs: (urlencoded(pairs, "latin-1"), FORM),
    "utf-16": lambda rng, pairs: (_bytes("&".join(f"{n}={_text(v)}" for n, v in pairs), "utf-16"), FORM),
    "says latin-1": lambda rng, pairs: (urlencoded(pairs, "latin-1"), f"{FORM}; charset=latin-1"),
    "says utf-16": lambda rng, pairs: (multipart(pairs, charset="utf-16"), f"{PARTS}; charset=utf-16"),
    "says nothing known": lambda rng, pairs: (urlencoded(pairs), f"{FORM}; charset=klingon"),
    "cut short": lambda rng, pairs: ((whole := multipart(pairs))[: rng.randrange(len(whole))], PARTS),
    "no boundary": lambda rng, pairs: (multipart(pairs), "multipart/form-data"),
    "other boundary": lambda rng, pairs: (multipart(pairs), "multipart/form-data; boundary=elsewhere"),
    "long boundary": lambda rng, pairs: (multipart(pairs, "b" * 300), f"multipart/form-data; boundary={'b' * 300}"),
    "json": lambda rng, pairs: (repr([(n, _text(v)) for n, v in pairs]).encode(), "application/json"),
    "plain": lambda rng, pairs: (urlencoded(pairs), "text/plain"),
    "empty": lambda rng, pairs: (b"", rng.choice((FORM, PARTS, "application/json"))),
    "no type": lambda rng, pairs: (urlencoded(pairs), ""),
    "bytes": lambda rng, pairs: (rng.randbytes(rng.randrange(3000)), rng.choice((FORM, PARTS))),
    "thousands": lambda rng, pairs: (
        urlencoded([*pairs, *((f"a{n}", "1") for n in range(rng.choice((900, 999, 1001, 5000))))]),
        FORM,
    ),
    "many files": lambda rng, pairs: (
        multipart([*pairs, *(("file", FilePart("x", b"x")) for _ in range(rng.choice((99, 101, 300))))]),
        PARTS,
    ),
    "base64": lambda rng, pairs: (multipart(pairs, head="Content-Transfer-Encoding: base64\r\n"), PARTS),
    "percents": lambda rng, pairs: (urlencoded(pairs).replace(b"%", rng.choice((b"%%", b"%f", b"%zz"))), FORM),
    "odd part": lambda rng, pairs: (
        multipart(pairs).replace(b"form-data", rng.choice((b"attachment", b"form-data; name*=utf-8''%ff", b"")), 1),
        PARTS,
    ),
}


def pairs_of(form: Form) -> Pairs:
    """What a browser sends of an untouched form."""
    return [
        (field.name, field.value)
        for field in form.fields
        if field.value is not None and field.name != "csrfmiddlewaretoken"
    ]


def renamed(rng: random.Random, file: FilePart) -> FilePart:
    """The file under a name of trouble."""
    return replace(file, name=rng.choice(FILE_NAMES)) if rng.random() < 0.4 else file


def gnawed(rng: random.Random, contents: bytes) -> bytes:
    """A file with some of its bytes changed, gone, doubled or cut."""
    data = bytearray(contents)
    for _ in range(rng.choice((0, 1, 1, 2, 5, 30))):
        if not data:
            break
        place = rng.randrange(len(data))
        match rng.randrange(6):
            case 0:
                data[place] = rng.randrange(256)
            case 1:
                del data[place : place + rng.randrange(1, 40)]
            case 2:
                data[place:place] = data[place : place + rng.randrange(1, 60)]
            case 3:
                data[place:place] = _bytes(value(rng))[:3000]
            case 4:
                data = data[:place] if rng.random() < 0.2 else data
            case _:
                data[place:place] = rng.choice((b",", b'"', b"\r\n", b"\0", b";", b"[", b"}", b"\t", b"\xff\xfe"))
    return bytes(data)


def any_of(rng: random.Random, things: list[Any]) -> Any:
    """One of them."""
    return things[rng.randrange(len(things))]
