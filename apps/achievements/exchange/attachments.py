"""What kind of file comes with a proof, told from its bytes alone: a name or a claim can lie."""

from __future__ import annotations

import puremagic

PLAIN = "text/plain"
KNOWN = {
    "application/pdf",
    "image/png",
    "image/jpeg",
    "image/gif",
    "image/webp",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.oasis.opendocument.text",
}


def media_type(contents: bytes) -> str | None:
    """The media type of a picture, PDF, office document or plain text; None for any other file."""
    try:
        found = {str(match.mime_type) for match in puremagic.magic_string(contents)}
    except (puremagic.PureError, ValueError):
        found = set()
    known = sorted(found & KNOWN)
    if known:
        return known[0]
    return PLAIN if _is_text(contents) else None


def _is_text(contents: bytes) -> bool:
    try:
        text = contents.decode()
    except UnicodeDecodeError:
        return False
    return "\0" not in text and not text.lstrip().startswith("<")
