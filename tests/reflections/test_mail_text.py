"""What somebody said, taken out of what their mail program sent."""

import time
from textwrap import wrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.reflections import addressing, mail_text, quoting
from tests.reflections.mails import FIRST, OURS, PROGRAMS, SAID, attached, gmail, mail, parts, text_part


def said_in(raw):
    return mail_text.own_words(mail_text.parse(raw), [FIRST])


@pytest.mark.parametrize("program", PROGRAMS)
def test_what_was_written_is_all_that_is_kept(program):
    assert said_in(PROGRAMS[program]) == SAID


# --- Quoting ----------------------------------------------------------------------------------------------


def test_between_the_quoted_lines_everything_own_is_kept_in_order():
    text = f"First.\n\nOn 7 Jun 2026, x wrote:\n> {quoting.RULE} above\n> Question?\n\nSecond.\n> More\nThird."
    assert quoting.own_words(text) == "First.\n\nSecond.\n\nThird."


@pytest.mark.parametrize(
    "put_between",
    [
        "W dniu 7.06.2026 o 17:00, careerplanner pisze:",
        "Wysłane z iPhone’a\n\nWiadomość napisana przez careerplanner <a@b.example> w dniu 7 cze 2026, o godz. 17:00:",
        "Verstuurd vanaf mijn iPhone\n\nOp 7 jun 2026 om 17:00 heeft careerplanner <a@b.nl> het volgende geschreven:",
        "Outlook für iOS<https://aka.ms/o0ukef> beziehen\n________________________________",
        "Von Yahoo Mail auf Android gesendet",
        "2026年6月7日(日) 17:00 careerplanner <a@b.example>:",
        "careerplanner <a@b.example> 于2026年6月7日周日 17:00写道：",
        "вс, 7 июн. 2026 г. в 17:00, careerplanner <a@b.example>:",
    ],
)
def test_programs_of_other_languages_leave_nothing_of_theirs(put_between):
    assert quoting.own_words(f"{SAID}\n\n{put_between}\n\n> {quoting.RULE}\n> Q") == SAID


def test_a_short_answer_right_above_what_a_program_put_is_kept():
    text = f"{SAID}\n--\nSent with GMX. Am 07.06.26, 17:00 schrieb careerplanner <a@b.example>:\n> {quoting.RULE}\n> Q"
    assert quoting.own_words(text) == SAID


def test_lines_of_ones_own_that_begin_with_a_mark_are_kept_above_the_quotation():
    own = "Two numbers:\n> 40 tickets a day\n> 95 % happy"
    assert quoting.own_words(f"{own}\n\nOn 07/06/2026 17:00, x wrote:\n> {quoting.RULE}\n> Q") == own


@pytest.mark.parametrize(
    "own",
    [
        "Waste went\nFrom: 12\nTo: 8\na week",
        "- one\n- two\n\n1. first",
        "On Monday I wrote: the rota",
        "Thank you, she said,\nand it was true.\nBest,",
        "5 > 3, and 20 % less",
        "Three things:",
        "What my manager wrote:\nwell done",
        "Date: the 7th\nPlace: the shop",
        "-------\nA line of my own",
        "Do: call her",
    ],
)
@pytest.mark.parametrize(
    "after", ["", f"\n\nOn Sun, 7 Jun 2026, careerplanner <a@b.example> wrote:\n> {quoting.RULE}\n> Q"]
)
def test_what_only_looks_like_a_header_stays(own, after):
    assert quoting.own_words(own + after) == own


@pytest.mark.parametrize(
    "text", ["", "\n\n", OURS, f"> {quoting.RULE}\n> Q", f"On 7 Jun 2026, x wrote:\n> {quoting.RULE}"]
)
def test_where_everything_is_quoted_nothing_was_said(text):
    assert quoting.own_words(text, [FIRST]) == ""


@pytest.mark.parametrize("own", ["The rota.", "The rota.\n\nOr let it pass.", "One question about your own work", ""])
@pytest.mark.parametrize("between", ["\n", "\n\n", " \u034f\u200c\xa0" * 90 + "\n\n"])
@pytest.mark.parametrize("width", [20, 40, 72])
def test_what_inboxes_show_is_cut_however_it_is_broken_and_nothing_else(own, between, width):
    ours = "\n".join(wrap(FIRST, width))
    reply = (
        f"{own}\n\nOn Sun, 7 Jun 2026, careerplanner <a@b.example> wrote:\n\n{ours}{between}{quoting.RULE} To answer"
    )
    assert quoting.own_words(reply, ["Etwas anderes.", FIRST]) == own


def test_forwarded_to_us_it_says_only_what_stands_above():
    forwarded = (
        "{}---------- Forwarded message ---------\nFrom: careerplanner <a@b.example>\nDate: Sun, 7 Jun 2026 at 17:00\n"
        f"Subject: What went better?\nTo: <alice@example.org>\n\n\n{OURS}"
    )
    assert quoting.own_words(forwarded.format(""), [FIRST]) == ""
    assert quoting.own_words(forwarded.format("See below.\n\n"), [FIRST]) == "See below."


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=400))
def test_any_text_gives_some_words_of_it(text):
    words = quoting.own_words(text)
    letters = [letter for letter in text.replace("\xa0", " ") if not letter.isspace()]
    kept = [letter for letter in words if not letter.isspace()]
    rest = iter(letters)
    assert all(letter in rest for letter in kept)


@given(
    st.lists(st.sampled_from(["On ", "wrote:", "> ", "From: ", "@", "\n", quoting.RULE, "a", "-- ", "1"]), max_size=60)
)
def test_whatever_is_put_together_nothing_below_an_unquoted_rule_is_kept(pieces):
    own = quoting.own_words(f"Mine.\n{quoting.RULE}\n" + "".join(pieces))
    assert own == "Mine."


@pytest.mark.parametrize(
    "text", ["On " * 20_000, "On x\n" * 12_000, "From: a\n" * 8_000, "_" * 60_000, "> " * 30_000, " \n" * 30_000]
)
def test_no_text_takes_long(text):
    before = time.process_time()
    quoting.own_words(text, [FIRST])
    assert time.process_time() - before < 2


def test_lines_that_a_program_broke_are_one_again_and_others_stay():
    broken = "I moved the tills to the front so that the queue no longer blocks the door,\nand people stay."
    assert quoting.unwrapped(broken) == broken.replace("\n", " ")
    for kept in ("Short\nlines", "x" * 75 + "\n- a list", "x" * 90 + "\ny", "x" * 75 + "\n\nA paragraph"):
        assert quoting.unwrapped(kept) == kept


# --- Parts and charsets -------------------------------------------------------------------------------------

FRENCH = "J’ai formé cinq collègues à la caisse – 20 % d’erreurs en moins, déjà."


@pytest.mark.parametrize("encoding", ["8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("charset", ["utf-8", "Windows-1252", "utf-16", "", "x-unheard-of"])
def test_letters_arrive_in_every_charset(charset, encoding):
    if charset == "x-unheard-of":
        part = text_part(FRENCH, charset="", encoding=encoding).replace(
            b"text/plain", b"text/plain; charset=x-unheard-of"
        )
    else:
        part = text_part(FRENCH, charset=charset, encoding=encoding)
    assert said_in(mail(part)) == FRENCH


@pytest.mark.parametrize("said", ["utf-8", "us-ascii", "utf8", "ISO-8859-1"])
@pytest.mark.parametrize("really", ["cp1252", "utf-8"])
def test_a_charset_that_is_not_what_it_says(said, really):
    part = f"Content-Type: text/plain; charset={said}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n".encode()
    assert said_in(mail(part + "Über 20 Gäste, größer als sonst".encode(really))) == "Über 20 Gäste, größer als sonst"


def test_flowed_lines_are_joined_and_those_of_a_person_stay():
    text = "I moved the tills to the front \nso that people stay.\nSecond.\n -- not a signature\n"
    flowed = mail(text_part(text, format="flowed"))
    assert said_in(flowed) == "I moved the tills to the front so that people stay.\nSecond.\n-- not a signature"
    assert said_in(mail(text_part("Don \nau", format="flowed", delsp="yes"))) == "Donau"


def test_of_two_versions_the_plain_one_counts_unless_it_is_empty():
    both = parts("alternative", text_part("Plain."), text_part("<p>Page.</p>", "html"))
    assert said_in(mail(both)) == "Plain."
    assert said_in(mail(parts("alternative", text_part(" \n"), text_part("<p>Page.</p>", "html")))) == "Page."


def test_a_page_becomes_lines_without_marks():
    page = (
        "<style>p{}</style><div>1. One &amp; <b>two</b></div><div>- three</div><script>x</script><p>C:\\new a*b_c</p>"
    )
    assert said_in(mail(text_part(page, "html"))) == "1. One & two\n- three\nC:\\new a*b_c"


def test_attachments_are_named_and_their_text_is_none_of_the_answer():
    inner = text_part("Inner", "plain")
    forwarded = b"Content-Type: message/rfc822\r\n\r\n" + gmail("Not mine")
    raw = mail(
        parts(
            "mixed",
            text_part("See the note."),
            attached("note.pdf"),
            attached("notes.txt", b"secret", "text/plain"),
            attached("IMG_1.jpeg", b"jpeg", "image/jpeg", "inline"),
            attached("rota.txt", b"secret", "text/plain", "inline"),
            text_part("BEGIN:VCALENDAR", "calendar"),
            attached("seal.asc", b"seal", "application/pgp-signature"),
            text_part("More below."),
            forwarded,
        )
    )
    assert said_in(raw) == "See the note.\nMore below."
    named = ["note.pdf", "notes.txt", "IMG_1.jpeg", "rota.txt", "text/calendar", "message/rfc822"]
    assert mail_text.attachments(mail_text.parse(raw)) == named
    logo = attached("logo.png", b"png", "image/png", "inline").replace(
        b"\r\n\r\n", b"\r\nContent-ID: <logo>\r\n\r\n", 1
    )
    assert mail_text.attachments(mail_text.parse(mail(parts("related", inner, logo)))) == []


@pytest.mark.parametrize(
    "raw", [b"", b"\xff\xfe\0", b"Subject: =?x?q?=ff?=\r\n\r\n\0a", b"Content-Type: multipart/mixed\r\n\r\nx"]
)
def test_whatever_comes_can_be_read(raw):
    message = mail_text.parse(raw)
    assert "\0" not in mail_text.own_words(message)
    assert mail_text.attachments(message) == []
    assert mail_text.senders(message) == []
    assert "\0" not in mail_text.header(message, "Subject")


@given(st.binary(max_size=600), st.sampled_from(sorted(PROGRAMS)))
def test_a_message_cut_off_anywhere_or_with_rubbish_in_it_can_be_read(rubbish, program):
    raw = PROGRAMS[program]
    at = len(rubbish) * 7 % len(raw)
    for broken in (raw[:at], raw[:at] + rubbish + raw[at:]):
        mail_text.own_words(mail_text.parse(broken)).encode("utf-8")


def test_a_page_of_megabytes_takes_no_worker_hostage():
    page = f"<p>{SAID}</p>" + "<div><b>x</b> 1. &amp; <td>" * 200_000
    before = time.process_time()
    assert said_in(mail(text_part(page, "html"))).startswith(SAID)
    assert time.process_time() - before < 10


# --- Addresses ----------------------------------------------------------------------------------------------

TOKEN = "0123456789abcdef" * 2


def test_an_address_is_found_again_wherever_and_however_it_is_written():
    address = addressing.address("reply@mail.example", TOKEN)
    assert address == f"reply+{TOKEN}@mail.example"
    for written in (
        address,
        f"careerplanner <{address}>",
        f'"a, b" <c@d.e>, {address.upper()}',
        f"<{address}>,\r\n x@y.z",
    ):
        assert addressing.tokens("reply@mail.example", ["", written, written]) == [TOKEN]


@pytest.mark.parametrize(
    "written",
    [
        "reply@mail.example",
        f"reply+{TOKEN}@mail.example.org",
        f"reply+{TOKEN[1:]}@mail.example",
        f"noreply+{TOKEN}@mail.example",
        f"reply+{TOKEN}0@mail.example",
    ],
)
def test_nothing_else_is_taken_for_one(written):
    assert addressing.tokens("reply@mail.example", [written]) == []


def test_one_address_written_in_two_ways_is_the_same():
    assert addressing.bare(" Alice@BÜCHER.example ") == addressing.bare("alice@xn--bcher-kva.example")
    assert addressing.bare("alice@example.org") != addressing.bare("bob@example.org")
    assert addressing.bare("a@" + "x" * 80) == "a@" + "x" * 80
