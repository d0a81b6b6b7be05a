"""What somebody wrote in a reply, cut from what their mail program quoted, signed and put between.

Pure. The line that our e-mails begin with tells most surely where the quoted part starts; the library is asked where
somebody deleted it. What might be theirs stays: a signature too much can be taken out later, a lost line cannot.
"""

import re
from itertools import groupby, pairwise

from mailparser_reply import EmailMessage

RULE = "-=-=-"  # ours, in any language; plain ASCII outlives every mail program
LONGEST = 60_000  # characters that are looked at: more is no answer
LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "da", "sv", "pl", "cs", "ja", "ko", "zh"]
HEADER_WIDTH, HEADER_WITHIN = 200, 200  # characters of a line, lines: where a header can be
WRAPS = 72  # the narrowest column at which mail programs break lines
WRAPPED = 80  # and the widest

VERBS = re.compile(
    r"\b(?:wrote|schrieb|geschrieben|a écrit|escribió|escreveu|ha scritto|schreef|geschreven|skrev|napisał|napisana"
    r"|pisze|napsal|kirjoitti|yazdı)\b|写道|написал",
    re.IGNORECASE,
)
HEADER = re.compile(r"[*_]{0,2}[^\W\d_][\w -]{0,24} ?:[*_]{0,2}(?: |$)")  # “From: …”, “Envoyé : …”
DIVIDER = re.compile(r"(?:[-_*=–—]\s?){3,}(?:[^-_*=]{3,40}(?:[-_*=–—]\s?){3,})?")  # “---- Original Message ----”
SIGNED = re.compile(r"--\s?")
SENT_FROM = re.compile(
    r"(?:Sent (?:from|via|with)|Get Outlook for|Gesendet (?:von|mit|über)|Von meinem .{1,40} gesendet"
    r"|Holen Sie sich Outlook|Diese Nachricht wurde von meinem|Envoyé (?:de|depuis|à partir)|Obtenez Outlook"
    r"|Enviado (?:desde|do|a partir)|Obtener Outlook|Inviato da|Verzonden (?:vanaf|met|van)|Skickat från|Sendt fra"
    r"|Wysłano z|Wysłane z|Verstuurd vanaf|Télécharger Outlook|Pobierz aplikację Outlook|Hämta Outlook|Scarica Outlook"
    r"|Outlook für (?:iOS|Android)|Outlook voor (?:iOS|Android)|Von Yahoo Mail auf|Yahoo Mail: Search)\b.{0,120}",
    re.IGNORECASE,
)
CLOCK = re.compile(r"\b\d{1,2}[:.]\d{2}\b")
LISTED = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s")


def own_words(text: str) -> str:
    """What the person wrote in the text of a reply; empty where everything is quoted.

    Above, below or between the quoted lines. `text` may be longer than LONGEST characters: the rest is not read.
    """
    lines = text[:LONGEST].replace("\xa0", " ").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    ruled = next((at for at, line in enumerate(lines) if RULE in line), None)
    if ruled is None:
        return _trimmed(_before_header(lines), is_quoting=False)
    if not _is_quoted(lines[ruled]):
        return _trimmed(_before_header(lines[:ruled]), is_quoting=True)
    start = ruled  # what is quoted before our part is no quotation of ours
    while start and _is_quoted(lines[start - 1]):
        start -= 1
    marked = [(at >= start and _is_quoted(line), line) for at, line in enumerate(lines)]
    blocks = [(quoted, [line for _, line in block]) for quoted, block in groupby(marked, lambda pair: pair[0])]
    following = [*(quoted for quoted, _ in blocks[1:]), False]
    own = (
        _trimmed(block, is_quoting=quotes)
        for (quoted, block), quotes in zip(blocks, following, strict=True)
        if not quoted
    )
    return "\n\n".join(words for words in own if words)


def _is_quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _before_header(lines: list[str]) -> list[str]:
    """The lines up to the header that the library finds, if it is one: people write “From: 12, To: 8”, too.

    It gets the beginnings only, because its patterns take the square of a line's length.
    """
    text = "\n".join(line.strip()[:HEADER_WIDTH] for line in lines[:HEADER_WITHIN])
    message = EmailMessage(text=text, languages=list(LANGUAGES), keep_hyphen_lists=True)
    found = message.HEADER_REGEX.search(message.text)
    if found is None or not ("@" in found[0] or VERBS.search(found[0])):
        return lines
    start = found.start() + len(found[0]) - len(found[0].lstrip("\n"))
    return lines[: message.text.count("\n", 0, start)]


def _trimmed(lines: list[str], *, is_quoting: bool) -> str:
    """One stretch of own lines without what a program put at its end; `is_quoting` if a quotation follows."""
    lines = [line.rstrip() for line in lines]
    if is_quoting:
        lines = _without_attribution(lines)
    signed = next((at for at, line in enumerate(lines) if SIGNED.fullmatch(line)), len(lines))
    lines = _without_blanks(lines[:signed])
    while lines and SENT_FROM.fullmatch(lines[-1].strip()):
        lines = _without_blanks(lines[:-1])
    return "\n".join(_without_blanks(lines)).strip("\n")


def _without_blanks(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def _without_attribution(lines: list[str]) -> list[str]:
    """Without “On Sunday somebody wrote:”, or the lines “From, Sent, To, Subject” and their divider."""
    lines = _without_blanks(lines)
    start = len(lines)
    while start and lines[start - 1].strip() and HEADER.match(lines[start - 1].strip()):
        start -= 1
    if len(lines) - start >= 3 and any("@" in line for line in lines[start:]):
        return _without_dividers(lines[:start])
    for count in range(1, min(4, len(lines)) + 1):  # long ones are broken into up to four lines
        if not lines[-count].strip():
            break
        said = " ".join(lines[-count:])
        if _attributes(said) and _begins(lines, count):
            return _without_dividers(lines[:-count])
    return _without_dividers(lines)


def _attributes(said: str) -> bool:
    """Whether it says who wrote and when: by a verb we know, or in any language by an address and a time of day."""
    if not said.endswith((":", "：")):
        return False
    return bool(VERBS.search(said) and re.search(r"\d", said)) or ("@" in said and bool(CLOCK.search(said)))


def _begins(lines: list[str], count: int) -> bool:
    """Whether a sentence of a program can begin here: on a new paragraph, or where its first line has the date."""
    first = lines[-count]
    if any(line.rstrip().endswith((".", "!", "?")) for line in lines[-count:-1]) or SIGNED.fullmatch(lines[-count]):
        return False  # a sentence that ends is somebody's own
    return count == len(lines) or not lines[-count - 1].strip() or bool(re.match(r"\S{1,4}\s.*\d", first))


def _without_dividers(lines: list[str]) -> list[str]:
    lines = _without_blanks(lines)
    while lines and DIVIDER.fullmatch(lines[-1].strip()):
        lines = _without_blanks(lines[:-1])
    return lines


def unwrapped(text: str) -> str:
    """Lines that a mail program broke at its column put together again; those that somebody broke stay."""
    lines = text.split("\n")
    if not lines or max(map(len, lines)) > WRAPPED:
        return text
    joined = lines[:1]
    for before, line in pairwise(lines):
        word = line.split(" ", 1)[0]
        is_broken = bool(word) and len(before) + 1 + len(word) > WRAPS and not LISTED.match(line)
        joined[-1:] = [f"{joined[-1]} {line}"] if is_broken and before.strip() else [joined[-1], line]
    return "\n".join(joined)
