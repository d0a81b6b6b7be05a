"""Replies as mail programs write them, each with its own way to quote, sign and encode."""

import base64
import quopri

FIRST = "One question about your own work, answered in a minute. Or let it pass."
OURS = f"""{FIRST}

-=-=- To answer by e-mail, write above this line -=-=-

What went better because it was you?

Answer: https://careerplanner.example/nudge/Qkr_/
--------------------------------------------------

You kept one line this week: Trained five new hires
"""
TO = "reply+{token}@mail.example"
PAGE = (
    f'<div style="display: none">{FIRST}\n{"&#847;&zwnj;&nbsp;" * 90}</div>'
    '<table><tr><td><p><span aria-hidden="true">-=-=-</span> To answer by e-mail, write above this line <span>-=-=-'
    "</span></p><h1>What went better because it was you?</h1><p>You kept one line this week</p></td></tr></table>"
)


def quoted(text: str = OURS, mark: str = "> ") -> str:
    return "".join(f"{mark}{line}".rstrip() + "\n" for line in text.splitlines())


def headers(**more: str) -> str:
    """The head of a message from Alice; `more` by name with _ for -, and an empty value takes one out."""
    values = {
        "From": "Alice <alice@example.org>",
        "To": f"careerplanner <{TO}>",
        "Subject": "Re: What went better because it was you?",
        "Message-ID": "<CAF+one@mail.example.org>",
        "Date": "Sun, 7 Jun 2026 18:02:11 +0200",
        "MIME-Version": "1.0",
    } | {name.replace("_", "-"): value for name, value in more.items()}
    return "".join(f"{name}: {value}\r\n" for name, value in values.items() if value)


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\n", "\r\n")


def text_part(text: str, kind: str = "plain", charset: str = "utf-8", encoding: str = "8bit", **params: str) -> bytes:
    """A part with its head; `charset` is what it says and is in, an empty one is none and UTF-8."""
    content = _lines(text).encode(charset or "utf-8")
    content = {
        "8bit": lambda: content,
        "quoted-printable": lambda: quopri.encodestring(content),
        "base64": lambda: base64.encodebytes(content),
    }[encoding]()
    said = f"; charset={charset}" if charset else ""
    said += "".join(f"; {name}={value}" for name, value in params.items())
    return f"Content-Type: text/{kind}{said}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n".encode() + content


def parts(subtype: str, *inner: bytes) -> bytes:
    """A multipart of parts that have their heads."""
    limit = f"b{len(inner)}{subtype}0000"
    body = b"".join(b"--" + limit.encode() + b"\r\n" + part + b"\r\n" for part in inner)
    return (
        f'Content-Type: multipart/{subtype}; boundary="{limit}"\r\n\r\n'.encode() + body + f"--{limit}--\r\n".encode()
    )


def attached(
    name: str, content: bytes = b"%PDF-1.7", kind: str = "application/pdf", place: str = "attachment"
) -> bytes:
    head = f'Content-Type: {kind}\r\nContent-Disposition: {place}; filename="{name}"\r\n'
    return (head + "Content-Transfer-Encoding: base64\r\n\r\n").encode() + base64.encodebytes(content)


def mail(part: bytes, token: str = "0" * 32, **more: str) -> bytes:
    return headers(**more).format(token=token).encode("utf-8") + part


# --- The programs ---------------------------------------------------------------------------------------

SAID = "She did her first stocktake alone."


def gmail(said: str = SAID, token: str = "0" * 32, **more: str) -> bytes:
    """Both parts, the attribution broken into two lines, our address in it."""
    attribution = f"On Sun, 7 Jun 2026 at 17:00, careerplanner <\n{TO.format(token=token)}> wrote:\n"
    page = (
        f'<div dir="ltr">{said}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Sun, 7 Jun 2026 '
        f'at 17:00, careerplanner &lt;<a href="mailto:x">x@y.z</a>&gt; wrote:<br></div>'
        f"<blockquote>{PAGE}</blockquote></div>"
    )
    plain = text_part(f"{said}\n\n{attribution}\n{quoted()}", charset="UTF-8", encoding="quoted-printable")
    return mail(parts("alternative", plain, text_part(page, "html", "UTF-8", "quoted-printable")), token, **more)


PROGRAMS = {
    "Gmail": gmail(),
    "Gmail, only the page": mail(
        text_part(
            f'<div dir="auto">{SAID}</div><br><div class="gmail_quote"><div class="gmail_attr">On Sun, 7 Jun 2026, '
            f"17:00 careerplanner, &lt;a@b.example&gt; wrote:<br></div><blockquote>{PAGE}</blockquote></div>",
            "html",
        )
    ),
    "Apple Mail": mail(
        parts(
            "alternative",
            text_part(
                f"{SAID}\n\n\n> On 7 Jun 2026, at 17:00, careerplanner <hello@careerplanner.example> wrote:\n> \n"
                + quoted(),
                encoding="quoted-printable",
            ),
            text_part(
                f"<html><body>{SAID}<div><blockquote type='cite'>{PAGE}</blockquote></div></body></html>", "html"
            ),
        )
    ),
    "iPhone": mail(
        text_part(
            f"{SAID}\n\nSent from my iPhone\n\n> On 7 Jun 2026, at 17:00, careerplanner <a@b.example> wrote:\n> \n"
            f"> ﻿\n{quoted()}",
            encoding="base64",
        )
    ),
    "Outlook": mail(
        text_part(
            f"{SAID}\n\n________________________________\nFrom: careerplanner <hello@careerplanner.example>\n"
            f"Sent: Sunday, June 7, 2026 5:00 PM\nTo: alice@example.org <alice@example.org>\n"
            f"Subject: What went better because it was you?\n\n{OURS}",
            charset="Windows-1252",
            encoding="quoted-printable",
        )
    ),
    "Outlook, only the page": mail(
        text_part(
            f'<html><body><div>{SAID}</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> '
            f"careerplanner &lt;a@b.example&gt;<br><b>Sent:</b> Sunday, June 7, 2026 5:00 PM<br><b>To:</b> Alice<br>"
            f"<b>Subject:</b> What went better?</div><div>{PAGE}</div></body></html>",
            "html",
            "Windows-1252",
        )
    ),
    "Outlook for Android": mail(
        text_part(
            f"{SAID}\n\nGet Outlook for Android<https://aka.ms/AAb9ysg>\n________________________________\n"
            f"From: careerplanner <a@b.example>\nSent: Sunday, 7 June 2026 17:00:00\nTo: Alice <alice@example.org>\n"
            f"Subject: What went better?\n\n{OURS}"
        )
    ),
    "Outlook in German": mail(
        text_part(
            f"{SAID}\n\n-----Ursprüngliche Nachricht-----\nVon: careerplanner <a@b.example>\n"
            f"Gesendet: Sonntag, 7. Juni 2026 17:00\nAn: Alice\nBetreff: What went better?\n\n{OURS}",
            charset="iso-8859-1",
        )
    ),
    "Outlook in French": mail(
        text_part(
            f"{SAID}\n\nDe\xa0: careerplanner <a@b.example>\nEnvoyé\xa0: dimanche 7 juin 2026 17:00\nÀ\xa0: Alice\n"
            f"Objet\xa0: What went better?\n\n{OURS}",
        )
    ),
    "Outlook in Spanish": mail(
        text_part(
            f"{SAID}\n\nDe: careerplanner <a@b.example>\nEnviado el: domingo, 7 de junio de 2026 17:00\nPara: Alice\n"
            f"Asunto: What went better?\n\n{OURS}",
        )
    ),
    "Thunderbird, answered on top": mail(
        text_part(
            f"{SAID}\n\nOn 07/06/2026 17:00, careerplanner wrote:\n{quoted()}\n-- \nAlice\nWard 4\n", format="flowed"
        )
    ),
    "Thunderbird, answered below": mail(
        text_part(f"On 07/06/2026 17:00, careerplanner wrote:\n{quoted()}\n{SAID}\n\n-- \nAlice\n", format="flowed")
    ),
    "Thunderbird in German": mail(
        text_part(f"{SAID}\n\nAm 07.06.26 um 17:00 schrieb careerplanner:\n{quoted()}\n", format="flowed")
    ),
    "Gmail in German": mail(
        text_part(
            f"{SAID}\n\nAm So., 7. Juni 2026 um 17:00 Uhr schrieb careerplanner <\nreply+00@mail.example>:\n\n"
            + quoted()
        )
    ),
    "Gmail in French": mail(
        text_part(
            f"{SAID}\n\nLe dim. 7 juin 2026 à 17:00, careerplanner <\nreply+00@mail.example> a écrit :\n\n{quoted()}"
        )
    ),
    "Gmail in Spanish": mail(
        text_part(
            f"{SAID}\n\nEl dom, 7 jun 2026 a las 17:00, careerplanner (<reply+00@mail.example>)\nescribió:\n\n"
            + quoted()
        )
    ),
    "K-9": mail(
        text_part(
            f"{SAID}\n-- \nSent from my Android device with K-9 Mail. Please excuse my brevity.\n\n"
            f"On 7 June 2026 17:00:00 BST, careerplanner <a@b.example> wrote:\n{quoted()}"
        )
    ),
    "K-9, answered below": mail(
        text_part(f"Am 7. Juni 2026 17:00:00 MESZ schrieb careerplanner <a@b.example>:\n{quoted()}\n\n{SAID}\n")
    ),
    "Apple Mail in German, signed": mail(
        parts(
            "signed",
            text_part(f"{SAID}\n\n> Am 07.06.2026 um 17:00 schrieb careerplanner <a@b.example>:\n> \n{quoted()}\n"),
            attached("smime.p7s", b"seal", "application/pkcs7-signature"),
        )
    ),
    "Yahoo": mail(
        text_part(
            f" {SAID}\n\n    On Sunday, 7 June 2026 at 17:00:00 BST, careerplanner <a@b.example> wrote:  \n \n"
            + quoted(mark=" ")
        )
    ),
    "Proton Mail": mail(
        text_part(
            f"{SAID}\n\nSent with Proton Mail secure email.\n\nOn Sunday, June 7th, 2026 at 17:00, careerplanner "
            f"<a@b.example> wrote:\n\n{quoted()}"
        )
    ),
    "Samsung": mail(
        text_part(
            f"{SAID}\n\n\nSent from my Galaxy\n\n\n-------- Original message --------\n"
            f"From: careerplanner <a@b.example>\n"
            f"Date: 07/06/2026  17:00  (GMT+01:00)\nTo: alice@example.org\nSubject: What went better?\n\n{OURS}"
        )
    ),
    "a program that quotes nothing": mail(text_part(f"{SAID}\n")),
    "our line deleted, with a header left": mail(
        text_part(
            f"{SAID}\n\nOn Sun, Jun 7, 2026 at 5:00 PM careerplanner <a@b.example> wrote:\n\n> What went better?\n"
        )
    ),
}

# --- What no person writes ---------------------------------------------------------------------------------

AUTOMATIC = {
    "Exchange, out of office": mail(
        text_part("I am away until Monday."),
        Subject="Automatic reply: What went better because it was you?",
        X_Auto_Response_Suppress="All",
        Auto_Submitted="auto-generated",
    ),
    "Gmail, out of office": mail(
        text_part("I am away."), Precedence="bulk", X_Autoreply="yes", Auto_Submitted="auto-replied"
    ),
    "an old vacation program": mail(text_part("I am away."), Precedence="junk"),
    "a bounce": mail(
        parts("report", text_part("The address does not exist.")), From="MAILER-DAEMON@mx.example", Return_Path="<>"
    ),
    "a mailing list": mail(text_part("Digest"), List_Id="<all.example.org>"),
}
