"""Replies from a mailbox of their own, over IMAP: a message leaves it only when it is safe here."""

import imaplib
import logging
import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import unquote, urlsplit

from django.utils import timezone

from apps.reflections import inbound

log = logging.getLogger(__name__)

TIMEOUT = 30  # seconds of silence
AT_ONCE = 200  # messages in one go; the rest waits for the next
SIZE = re.compile(rb"RFC822\.SIZE (\d+)")
PORTS = {"imaps": 993, "imap+tls": 143, "imap": 143}


class Unreachable(Exception):
    """The mailbox could not be opened or read; its text has no password in it."""


def poll_quietly(url: str) -> None:
    """Take in what lies there; where that fails, the next time comes in two minutes, and the log says so."""
    try:
        poll(url)
    except Unreachable as error:
        log.error("the mailbox of replies: %s", error)


def poll(url: str) -> int:
    """Take in what lies in the mailbox at `imaps://user:password@host/folder`; returns how many messages.

    Each is written down here before it is marked as deleted there, so that a kill in between fetches it once more,
    which changes nothing. Raises Unreachable.
    """
    try:
        with _opened(url) as client:
            found = _ask(client.uid("SEARCH", "UNDELETED"))[0] or b""
            numbers = found.split()[:AT_ONCE]
            for number in numbers:
                _take_in(client, number.decode())
            client.expunge()
    except (OSError, imaplib.IMAP4.error) as error:
        raise Unreachable(f"{type(error).__name__}: {error}") from error
    return len(numbers)


@contextmanager
def _opened(url: str) -> Iterator[imaplib.IMAP4]:
    """The folder, after logging in."""
    parts = urlsplit(url)
    port = parts.port or PORTS[parts.scheme]
    host, context = parts.hostname or "", ssl.create_default_context()
    if parts.scheme == "imaps":
        client: imaplib.IMAP4 = imaplib.IMAP4_SSL(host, port, ssl_context=context, timeout=TIMEOUT)
    else:
        client = imaplib.IMAP4(host, port, timeout=TIMEOUT)
    try:
        if parts.scheme == "imap+tls":
            client.starttls(context)
        client.login(unquote(parts.username or ""), unquote(parts.password or ""))
        folder = unquote(parts.path.strip("/")) or "INBOX"
        _ask(client.select('"{}"'.format(folder.replace("\\", r"\\").replace('"', r"\""))))
        yield client
    finally:
        with suppress(OSError, imaplib.IMAP4.error):
            client.logout()


def _take_in(client: imaplib.IMAP4, number: str) -> None:
    """One message: of one that is larger than we take only the beginning is fetched."""
    size = SIZE.search(b" ".join(part for part in _ask(client.uid("FETCH", number, "(RFC822.SIZE)")) if part))
    is_large = size is not None and int(size[1]) > inbound.MOST_BYTES
    wanted = f"(BODY.PEEK[]<0.{inbound.BEGINNING}>)" if is_large else "(BODY.PEEK[])"
    _, answer = client.uid("FETCH", number, wanted)
    raw = next((part[1] for part in answer if isinstance(part, tuple)), None)
    if raw is None:  # somebody else has taken it meanwhile
        return
    inbound.accept(raw=raw, is_cut_off=is_large, now=timezone.now())
    _ask(client.uid("STORE", number, "+FLAGS.SILENT", r"(\Deleted)"))


def _ask(answer: tuple[str, list[bytes | None]]) -> list[bytes | None]:
    """What the server says, if it does not say no."""
    status, said = answer
    if status != "OK":
        raise imaplib.IMAP4.error(f"the server says {status}")
    return said
