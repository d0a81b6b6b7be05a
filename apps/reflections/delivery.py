"""Handing one message to a mail server in the phases the promise needs: open, address, hand over.

Before `hand_over` a failure means that nothing was sent. Once it has begun, only a plain answer of the server
tells what became of the message; everything else is `Unknown`.
"""

from __future__ import annotations

import contextlib
import logging
import re
import smtplib
import threading
import time
from collections.abc import Iterator
from email.generator import BytesGenerator
from email.policy import compat32
from email.utils import parseaddr
from functools import lru_cache
from io import BytesIO
from typing import Any, Protocol

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.smtp import EmailBackend
from django.utils.encoding import punycode

from apps.reflections.flat import LONGEST, Message, flat
from apps.reflections.models import Nudge

IDLE_SECONDS = 30  # servers close a silent connection; a new one costs less than finding out
MESSAGES = 100  # on one connection
SILENCES = 3  # letters in a row that a server says nothing to; each has waited its time-out (EMAIL_TIMEOUT)
REST = 60.0  # seconds in which such a server is left alone; then one letter finds out
TELLS = 250  # characters of a server's answer that are kept

SERVER = ("BACKEND", "HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL", "TIMEOUT")
PLACE = [f"EMAIL_{name}" for name in (*SERVER, "SSL_CERTFILE", "SSL_KEYFILE")]
BARE = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+")  # as most addresses are
HANGS_UP = 421  # what a server says last
Said = tuple[int, bytes]

UNREACHED, SILENT = Nudge.Reason.UNREACHED.value, Nudge.Reason.SILENT.value

log = logging.getLogger(__name__)
_kept = threading.local()


class Later(Exception):
    """Not now: nothing was sent, and trying again is right."""


class Refused(Exception):
    """Never: the server said so."""


class RecipientRefused(Refused):
    """Never, and it was said to the recipient's address."""


class Unknown(Exception):
    """Handed over and no answer came: sending again could make two."""


class Carrier(Protocol):
    """What takes one message at a time."""

    def address(self, sender: str, recipient: str) -> None:
        """Reach the server and say from whom and to whom; raises Later or Refused."""

    def hand_over(self, message: Message) -> None:
        """Give the message; raises Later or Refused on the server's word, else Unknown."""

    def forget(self) -> None:
        """Take back what was addressed and not handed over."""


class Smtp:
    """An SMTP server, reached as Django's own backend reaches it, over a connection that is kept."""

    def __init__(self, backend: EmailBackend) -> None:
        self.backend = backend
        self.used_at = 0.0
        self.messages = 0
        self.silences = 0
        self.rests_until = 0.0

    def address(self, sender: str, recipient: str) -> None:
        """MAIL and RCPT; a kept connection that turns out to be dead is replaced once."""
        if self.messages >= MESSAGES or time.monotonic() - self.used_at > IDLE_SECONDS:
            self.close()
        fresh = self.backend.connection is None
        try:
            self._envelope(sender, recipient)
        except Later:
            if fresh or self.backend.connection is not None:
                raise
            self._envelope(sender, recipient)

    def hand_over(self, message: Message) -> None:
        """DATA: until the server says 354 nothing has left; after the text only its answer counts."""
        smtp = self._server()
        content = _content(message, eight_bits=smtp.has_extn("8bitmime"))
        try:
            smtp.putcmd("data")
            code, answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._silent(error)
            raise Later(_noted(error, UNREACHED)) from error
        if code != 354:
            self._judge(code, answer)
        try:
            smtp.send(_dotted(content))
            code, answer = smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self._silent(error)
            raise Unknown(_noted(error, SILENT)) from error
        self.silences = 0
        if not 200 <= code <= 299:
            if not 400 <= code <= 599:
                self.close()
                raise Unknown(SILENT)
            self._judge(code, answer)
        self.messages += 1
        self.used_at = time.monotonic()

    def forget(self) -> None:
        """RSET, so that the next message starts afresh."""
        try:
            self._server().rset()
            self.used_at = time.monotonic()
        except (OSError, smtplib.SMTPException):
            self.close()

    def close(self) -> None:
        """Let go of the connection, politely where that is possible."""
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self.backend.close()
        self.backend.connection = None
        self.messages = 0

    def _silent(self, error: Exception) -> None:
        """Let go of the connection, and after some letters without a word leave the server alone for a while."""
        self.close()
        self.silences = 0 if isinstance(error, smtplib.SMTPResponseException) else self.silences + 1
        if self.silences >= SILENCES:
            self.rests_until = time.monotonic() + REST
            log.error("mail server: no word to %d letters in a row, none for %d seconds", self.silences, REST)

    def _envelope(self, sender: str, recipient: str) -> None:
        try:
            self.backend.open()
            smtp = self._server()
            smtp.ehlo_or_helo_if_needed()
            mail = _command(f"MAIL FROM:<{sender}>{' BODY=8BITMIME' if smtp.has_extn('8bitmime') else ''}")
            rcpt = _command(f"RCPT TO:<{recipient}>")
            answers = _at_once if smtp.has_extn("pipelining") else _in_turn
            said = answers(smtp, mail, rcpt)
            self._judge(*next(said), good=(250,))
            self._judge(*next(said), good=(250, 251), refused=RecipientRefused)
        except ValueError as error:
            self.forget()
            raise Refused("the mail server cannot write this address") from error
        except (OSError, smtplib.SMTPException) as error:  # a refused login too: the operator can mend that
            self._silent(error)
            raise Later(_noted(error, UNREACHED)) from error
        self.used_at = time.monotonic()

    def _judge(self, code: int, answer: bytes, good: tuple[int, ...] = (), refused: type[Refused] = Refused) -> None:
        if code in good:
            return
        told = _answer(code, answer)
        if code == HANGS_UP or not 400 <= code <= 599:
            self.close()
            raise Later(told)
        self.forget()
        raise refused(told) if code >= 500 else Later(told)

    def _server(self) -> smtplib.SMTP:
        if self.backend.connection is None:
            raise smtplib.SMTPServerDisconnected("no connection")
        return self.backend.connection


class Whole:
    """Any other backend of Django, which takes a message in one piece: the outbox folder is one."""

    def __init__(self, backend: Any) -> None:
        self.backend = backend

    def address(self, sender: str, recipient: str) -> None:
        """Open what can be opened beforehand."""
        try:
            self.backend.open()
        except (OSError, smtplib.SMTPException) as error:
            raise Later(_noted(error, UNREACHED)) from error

    def hand_over(self, message: Message) -> None:
        """The whole message at once."""
        try:
            self.backend.send_messages([_in_django(message)])
        except (OSError, smtplib.SMTPException) as error:
            raise Unknown(_noted(error, SILENT)) from error

    def forget(self) -> None:
        """There is nothing to take back."""


@contextlib.contextmanager
def carrier() -> Iterator[Carrier]:
    """The way mail leaves this site, as EMAIL_URL or OUTBOX_DIR have it; an SMTP connection is kept by its thread.

    One that is left in the middle of a message would have the server refuse the next person's: it is closed.
    """
    if (place := _place()) != getattr(_kept, "place", None):
        backend = get_connection()
        if not isinstance(backend, EmailBackend):
            yield Whole(backend)
            return
        _kept.place, _kept.smtp = place, Smtp(backend)
    try:
        yield _kept.smtp
    except BaseException:
        _kept.smtp.close()
        raise


def _place() -> tuple[object, ...]:
    """Which server is meant, and how it is reached."""
    return tuple(getattr(settings, name) for name in PLACE)


def rests_for() -> float:
    """Seconds for which the mail server of this thread is still left alone; 0 where letters may go."""
    smtp: Smtp | None = getattr(_kept, "smtp", None)
    return max(0.0, smtp.rests_until - time.monotonic()) if smtp else 0.0


def envelope(address: str) -> str:
    """The bare address of `Name <name@host>`, its host in the letters that SMTP knows."""
    return address if BARE.fullmatch(address) else _read(address)


@lru_cache(maxsize=100)  # our own, again and again
def _read(address: str) -> str:
    local, at, host = parseaddr(address)[1].rpartition("@")
    return f"{local}{at}{punycode(host)}"


def _command(line: str) -> bytes:
    """As it is sent; raises ValueError where it holds other letters than ASCII, or a second line."""
    if "\r" in line or "\n" in line:
        raise ValueError("a command of one line")
    return f"{line}\r\n".encode("ascii")


def _in_turn(smtp: smtplib.SMTP, *commands: bytes) -> Iterator[Said]:
    """What the server says to each; the next is sent when the answer to the one before was good."""
    for command in commands:
        smtp.send(command)
        yield smtp.getreply()


def _at_once(smtp: smtplib.SMTP, *commands: bytes) -> Iterator[Said]:
    """The same in one packet, for servers that announce PIPELINING (RFC 2920): all answers are read in any case."""
    smtp.send(b"".join(commands))
    said: list[Said] = []
    while len(said) < len(commands) and (not said or said[-1][0] != HANGS_UP):
        said.append(smtp.getreply())
    return iter(said)


def _content(message: Message, *, eight_bits: bool = True) -> bytes:
    """The message as SMTP carries it; addresses in headers stay whole, because not every program unfolds them."""
    return flat(message, eight_bits=eight_bits) or _generated(_in_django(message))


def _in_django(message: Message) -> EmailMultiAlternatives:
    """The message as Django's backends take it."""
    whole = EmailMultiAlternatives(
        message.subject,
        message.text,
        message.sender,
        [message.recipient],
        headers=dict(message.headers),
        reply_to=[message.reply_to] if message.reply_to else None,
    )
    if message.html:
        whole.attach_alternative(message.html, "text/html")
    return whole


def _generated(message: EmailMultiAlternatives) -> bytes:
    content = BytesIO()
    BytesGenerator(content, mangle_from_=False, policy=compat32.clone(linesep="\r\n", max_line_length=LONGEST)).flatten(
        message.message()
    )
    return content.getvalue()


def _dotted(content: bytes) -> bytes:
    """The text as DATA sends it: a leading dot doubled, and a line with a dot at its end (RFC 5321, 4.5.2)."""
    doubled = content.replace(b"\r\n.", b"\r\n..")
    doubled = b"." + doubled if doubled.startswith(b".") else doubled
    return doubled + (b"" if doubled.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _noted(error: Exception, told: str) -> str:
    """What the ledger says of a failure: the server's answer or else our own word; the log has the rest."""
    log.warning("mail server: %s: %s", type(error).__name__, error)
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer(error.smtp_code, error.smtp_error)
    return told


def _answer(code: int, said: bytes | str) -> str:
    return f"{code} {said.decode(errors='replace') if isinstance(said, bytes) else said}"[:TELLS]
