"""A letter before it has an envelope, and as the bytes that leave: what Python's own classes would write, at a tenth
of what they take, because they can do any message. Pure.
"""

from __future__ import annotations

import re
import secrets
from binascii import b2a_qp
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.header import Header
from email.utils import formatdate
from functools import lru_cache

LONGEST = 900  # characters of a line in a header
LONGEST_LINE = 998  # bytes of a line in a text (RFC 5322, 2.1.1)
_BREAK = re.compile(r"[\r\n]")


@dataclass(frozen=True, slots=True)
class Message:
    """One e-mail to one person; `html` is empty where it is text alone."""

    subject: str
    text: str
    sender: str
    recipient: str
    html: str = ""
    reply_to: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def flat(message: Message, *, eight_bits: bool = True) -> bytes | None:
    """The bytes; None where a header needs more than is done here: an address with other letters, a line to fold.

    `eight_bits` says whether the way there takes bytes beyond ASCII as they are.
    """
    head = _head(message)
    if head is None:
        return None
    text = _part("plain", message.text, eight_bits=eight_bits)
    if not message.html:
        return head + text
    limit = f"={secrets.token_hex(16)}=".encode()
    html = _part("html", message.html, eight_bits=eight_bits)
    kind = b'Content-Type: multipart/alternative; boundary="%b"\r\n\r\n' % limit
    return b"%b%b--%b\r\n%b\r\n--%b\r\n%b\r\n--%b--\r\n" % (head, kind, limit, text, limit, html, limit)


def _head(message: Message) -> bytes | None:
    subject = message.subject
    if _BREAK.search(subject):
        return None
    lines = [
        "MIME-Version: 1.0",
        f"From: {message.sender}",
        f"To: {message.recipient}",
        f"Date: {formatdate()}",
        *(f"{name}: {value}" for name, value in message.headers.items()),
    ]
    if message.reply_to:
        lines.append(f"Reply-To: {message.reply_to}")
    if subject.isascii():
        lines.append(f"Subject: {subject}")
    if any(len(line) > LONGEST or not line.isascii() or _BREAK.search(line) for line in lines):
        return None
    if not subject.isascii():
        lines.append(f"Subject: {_encoded(subject)}")
    return "".join(f"{line}\r\n" for line in lines).encode("ascii")


@lru_cache(maxsize=1000)
def _encoded(subject: str) -> str:
    """As RFC 2047 has it; the same question goes to many."""
    return Header(subject, "utf-8", header_name="Subject").encode(linesep="\r\n")


def _part(kind: str, text: str, *, eight_bits: bool) -> bytes:
    content = text.replace("\r\n", "\n").replace("\r", "\n").encode()
    is_plain = (eight_bits or content.isascii()) and max(map(len, content.split(b"\n"))) <= LONGEST_LINE
    if not is_plain:
        content = b2a_qp(content, istext=True)
    way = "quoted-printable" if not is_plain else "7bit" if content.isascii() else "8bit"
    head = f'Content-Type: text/{kind}; charset="utf-8"\r\nContent-Transfer-Encoding: {way}\r\n\r\n'
    return head.encode() + content.replace(b"\n", b"\r\n")
