"""What a message says: its text, whatever its charset claims, and what was attached to it.

Pure: reads bytes, knows no database.
"""

import re
from collections.abc import Iterable, Iterator
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses

from html2text import HTML2Text

from apps.reflections import quoting

BREAKS = re.compile(r"\r\n?")
NEVER = re.compile(r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")  # what no text has and no database takes
ESCAPED = re.compile(r"\\([-+.\\])")

SEALS = {  # what programs add by themselves to sign a message
    "application/pgp-signature",
    "application/pgp-keys",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
}
LONGEST, MOST_PARTS = 200_000, 30  # characters of a part, parts of a multipart: enough for an answer, not for a siege


def parse(raw: bytes) -> Message:
    """The message; whatever is wrong with it, something comes out."""
    return message_from_bytes(raw)


def header(message: Message, name: str) -> str:
    """One header in plain letters; empty where it is missing."""
    return plain(message.get(name, ""))


def plain(value: object) -> str:
    """The value of a header in plain letters, on one line."""
    try:
        decoded = str(make_header(decode_header(str(value))))
    except (LookupError, ValueError):
        decoded = str(value)
    return " ".join(NEVER.sub("", decoded).split())


def senders(message: Message) -> list[str]:
    """The addresses in From; there should be one."""
    values = [str(value) for value in message.get_all("From", [])]
    return [address for _, address in getaddresses(values)]


def own_words(message: Message, beginnings: Iterable[str] = ()) -> str:
    """What the person wrote, without quoted text, signatures and attachments; `beginnings` are those of our e-mails."""
    return quoting.unwrapped(quoting.own_words("\n".join(_texts(message)), beginnings)).strip()


def attachments(message: Message) -> list[str]:
    """The names of what is attached; pictures that belong to a page, such as a logo, do not count."""
    return list(_attached(message, is_related=False))


def _attached(part: Message, *, is_related: bool) -> Iterator[str]:
    if part.get_content_maintype() == "multipart":
        for child in _children(part):
            yield from _attached(child, is_related=part.get_content_subtype() == "related")
    elif _is_attached(part) and part.get_content_type() not in SEALS and not (is_related and part.get("Content-ID")):
        yield plain(part.get_filename() or part.get_content_type())


def _is_attached(part: Message) -> bool:
    is_text = part.get_content_type() in {"text/plain", "text/html", "text/enriched"}
    return not is_text or part.get_content_disposition() == "attachment" or part.get_filename() is not None


def _children(part: Message) -> list[Message]:
    payload = part.get_payload()
    children = payload if isinstance(payload, list) else []
    return [child for child in children if isinstance(child, Message)][:MOST_PARTS]


def _texts(part: Message) -> list[str]:
    """The texts of a part in their order; of several versions of the same the plain one, unless it is empty."""
    if part.get_content_maintype() == "multipart":
        found = [_texts(child) for child in _children(part)]
        if part.get_content_subtype() == "alternative":
            return next((texts for texts in found if any(text.strip() for text in texts)), [])
        return [text for texts in found for text in texts]
    if _is_attached(part):
        return []
    text = _decoded(part)[:LONGEST]
    if part.get_content_subtype() == "html":
        return [_from_html(text)]
    is_flowed = str(part.get_param("format", "")).lower() == "flowed"
    return [_flowed(text, str(part.get_param("delsp", "")).lower() == "yes") if is_flowed else text]


def _decoded(part: Message) -> str:
    """The text of a part. UTF-8 is believed where the bytes are UTF-8, the claim next, and Windows last."""
    payload = part.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    claimed = part.get_content_charset() or "utf-8"
    tries = [claimed] if claimed.startswith(("iso-2022", "utf-16", "utf-7", "hz")) else ["utf-8", claimed]
    for charset in tries:
        try:
            return _clean(content.decode(charset))
        except (LookupError, ValueError):
            continue
    return _clean(content.decode("cp1252", errors="replace"))


def _clean(text: str) -> str:
    return NEVER.sub("", BREAKS.sub("\n", text)).replace("\u200b", "").removeprefix("\ufeff")


def _from_html(html: str) -> str:
    reader = HTML2Text(bodywidth=0)
    reader.ignore_links = reader.ignore_images = reader.ignore_emphasis = reader.unicode_snob = True
    reader.single_line_break = reader.ignore_tables = True
    return ESCAPED.sub(r"\1", reader.handle(html))


def _flowed(text: str, is_joined: bool) -> str:
    """A text whose program marks the breaks it made itself with a space at the end (RFC 3676)."""
    lines: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        said = line.removeprefix(" ")
        lines[-1:] = [lines[-1] + said] if goes_on and not said.startswith(">") else [*lines[-1:], said]
        goes_on = said.endswith(" ") and said != "-- " and not said.startswith(">")
        if goes_on and is_joined:
            lines[-1] = lines[-1].removesuffix(" ")
    return "\n".join(lines)
