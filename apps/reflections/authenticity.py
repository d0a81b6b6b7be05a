"""Whether a message was written by a person, and whether the mail servers vouch for its sender.

Pure: reads headers, knows no database.
"""

import re
from collections.abc import Iterator
from email.message import Message

BULK = {"bulk", "junk", "list", "auto_reply"}
ROBOTS = ("mailer-daemon@", "postmaster@", "no-reply@", "noreply@")
ANY_OF = ("List-Id", "List-Unsubscribe", "X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Loop", "Feedback-ID")
COMMENT = re.compile(r"\([^()]*\)")
RESULT = re.compile(r"\b(dmarc|spf|dkim)\s*=\s*([a-z]+)([^;]*)", re.IGNORECASE)
DOMAIN = re.compile(
    r"(?:smtp\.mailfrom|header\.d|header\.i|header\.from)\s*=\s*\"?(?:[^\s;\"@]*@)?([\w.-]+)", re.IGNORECASE
)
BAD = {"fail", "hardfail", "softfail", "permerror"}


def is_automatic(message: Message, envelope_sender: str | None) -> bool:
    """Whether a program sent this by itself: an absence note, a bounce, a list. Nobody answers those.

    `envelope_sender` is None where it is not known, empty for the null sender of bounces (RFC 5321, 4.5.5).
    """
    values = {name.lower(): str(value).strip().lower() for name, value in reversed(message.items())}
    path = envelope_sender if envelope_sender is not None else values.get("return-path")
    return (
        values.get("auto-submitted", "no").partition(";")[0].strip() != "no"
        or values.get("precedence", "") in BULK
        or "all" in re.split(r"[,\s]+", values.get("x-auto-response-suppress", ""))
        or any(name.lower() in values for name in ANY_OF)
        or message.get_content_type() == "multipart/report"
        or (path is not None and path.strip("<> ") == "")
        or any(robot in values.get("from", "") for robot in ROBOTS)
    )


def is_forged(message: Message, sender: str) -> bool:
    """Whether the servers say that `sender`, the address in From, did not send this; False where they say nothing.

    Read are the results that our own side added last, above all others: what stands below anybody can write. DMARC
    decides where it is told. Without it SPF or DKIM must have failed, and neither have passed for the sender's domain.
    """
    domain = sender.rpartition("@")[2].lower()
    results = list(_results(message))
    dmarc = [verdict for method, verdict, _ in results if method == "dmarc" and verdict in BAD | {"pass"}]
    if dmarc:
        return dmarc[0] in BAD
    if any(verdict == "pass" and _aligned(of, domain) for _, verdict, of in results):
        return False
    return any(verdict in BAD for _, verdict, _ in results)


def _aligned(of: str, domain: str) -> bool:
    """Whether a result is about the sender's domain or its parent or child; one that names none is believed."""
    return not of or of == domain or of.endswith(f".{domain}") or domain.endswith(f".{of}")


def _results(message: Message) -> Iterator[tuple[str, str, str]]:
    """Method, verdict and domain, from the standard header or from what providers write instead."""
    standard = COMMENT.sub("", str(message.get("Authentication-Results", "")))
    for method, verdict, more in RESULT.findall(standard):
        domain = DOMAIN.search(more)
        yield method.lower(), verdict.lower(), domain[1].lower().rstrip(".") if domain else ""
    if standard:
        return
    for method, name in (("spf", "Received-SPF"), ("spf", "X-Mailgun-Spf"), ("dkim", "X-Mailgun-Dkim-Check-Result")):
        said = str(message.get(name, "")).split()
        if said:
            yield method, said[0].lower(), ""
