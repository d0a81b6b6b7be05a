"""What a file is, whatever it is called, and which are not kept."""

import contextlib
import unicodedata
import zipfile
from io import BytesIO

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.achievements import attachments
from apps.achievements.attachments import ENDINGS, MOST_BYTES, Reason, Refused, inspect
from tests.achievements import files

KINDS = {
    attachments.PDF: ("review.pdf", files.pdf()),
    attachments.PNG: ("shelf.png", files.png()),
    attachments.JPEG: ("shelf.jpg", files.jpeg()),
    attachments.WEBP: ("shelf.webp", files.webp()),
    attachments.TEXT: ("note.txt", "Café, 12 %, “fine” 🙂\n".encode()),
    attachments.DOCX: ("letter.docx", files.docx()),
    attachments.ODT: ("letter.odt", files.odt()),
}


def refused(name: str, contents: bytes) -> Reason:
    with pytest.raises(Refused) as caught:
        inspect(name, contents)
    return caught.value.reason


@pytest.mark.parametrize("media_type", KINDS)
def test_every_kind_is_known_by_its_bytes(media_type):
    name, contents = KINDS[media_type]
    kept = inspect(name, contents)
    assert (kept.name, kept.media_type, kept.contents) == (name, media_type, contents)


def test_a_document_as_a_word_processor_writes_it():
    out = BytesIO()
    document = python_docx.Document()
    document.add_paragraph("Grace ran the rota alone for six weeks.")
    document.save(out)
    assert inspect("letter.docx", out.getvalue()).media_type == attachments.DOCX


@pytest.mark.parametrize("media_type", [kind for kind in KINDS if kind != attachments.TEXT])
def test_what_is_cut_off_is_refused_for_that(media_type):
    name, contents = KINDS[media_type]
    for length in {len(contents) * 2 // 3, len(contents) - 3}:
        assert refused(name, contents[:length]) in {Reason.CUT_OFF, Reason.BROKEN}


@pytest.mark.parametrize(
    "contents",
    [
        b"<!doctype html><script>alert(1)</script>",
        b"  \n<html><body onload=alert(1)>",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
        b'<?xml version="1.0"?><svg/>',
        b"\xef\xbb\xbf<script>alert(1)</script>",
        "<script>alert(1)</script>".encode("utf-16"),
        b"#!/bin/sh\nrm -rf ~\n",
        b"alert(document.cookie)",
        b"MZ\x90\0\3\0\0\0\4\0\0\0\xff\xff\0\0",
        b"\x7fELF\2\1\1\0",
        b"GIF89a\1\0\1\0\0\0\0;",
        b"\x89PNG\r\n\x1a",
        b"\x89PNX\r\n\x1a\n<script>",
        b"RIFF\x24\0\0\0WAVEfmt ",
        files.packed({"run.sh": "rm -rf ~"}),
        files.docx(files.MACROS),
        files.docx(**{"word/vbaProject.bin": b"x"}),
        b"<html>" + files.pdf(),
        b"<script>" + files.docx(),
    ],
)
@pytest.mark.parametrize("ending", [".png", ".pdf", ".docx"])
def test_what_is_something_else_is_refused_whatever_it_is_called(contents, ending):
    assert refused(f"holiday{ending}", contents) in {Reason.UNKNOWN, Reason.CUT_OFF, Reason.BROKEN}


@pytest.mark.parametrize(
    "contents",
    [
        b"<!doctype html><script>alert(1)</script>",
        "\ufeff <svg/>".encode(),
        "<b>".encode("utf-16"),
        b"#!/bin/sh\n",
        b"a\0b",
    ],
)
def test_a_page_or_a_program_is_no_plain_text(contents):
    assert refused("note.txt", contents) == Reason.UNKNOWN


@pytest.mark.parametrize("text", ["5 < 6\r\n", "BM and RIFF are letters, too", "a\tb\f", "Ünïcode", "日本語"])
@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "utf-8-sig"])
def test_plain_text_in_the_usual_codings(text, coding):
    assert inspect("NOTE.TXT", text.encode(coding)).media_type == attachments.TEXT


def test_plain_text_of_an_old_editor():
    assert inspect("note.txt", "Größe: 12 €".encode("cp1252")).media_type == attachments.TEXT


def test_nothing_and_too_much():
    assert refused("a.pdf", b"") == Reason.EMPTY
    full = files.pdf().replace(b"%%EOF", b"%" * (MOST_BYTES - len(files.pdf())) + b"%%EOF")
    assert len(full) == MOST_BYTES
    assert inspect("a.pdf", full).media_type == attachments.PDF
    assert refused("a.pdf", full + b"\n") == Reason.TOO_LARGE


def test_a_bomb_is_refused_without_being_unpacked(monkeypatch):
    bomb = files.bomb()
    assert len(bomb) < 100_000
    monkeypatch.setattr(zipfile.ZipFile, "open", None)  # would fail, were anything read
    assert refused("letter.docx", bomb) == Reason.BOMB


def test_a_document_that_lies_about_its_size_is_read_no_further_than_needed():
    lying = files.packed({"mimetype": b"x" * 20_000_000, "content.xml": "x" * 9}, zipfile.ZIP_DEFLATED)
    true, false = (20_000_000).to_bytes(4, "little"), (20).to_bytes(4, "little")
    assert refused("letter.odt", lying.replace(true, false)) in {Reason.BROKEN, Reason.UNKNOWN}


def test_thousands_of_tiny_parts_are_a_bomb_too():
    many = files.packed({f"{number}": b"" for number in range(attachments.PACKED_FILES + 1)})
    assert refused("letter.docx", many) == Reason.BOMB


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\Nadia\\Review 2026.PDF", "Review 2026.PDF"),
        ("invoice\u202efdp.exe", "invoicefdp.exe.pdf"),
        ("a\r\nSet-Cookie: x\0.pdf", "a Set-Cookie: x.pdf"),
        ("  .hidden.pdf ", "hidden.pdf"),
        ("Zeugnis für Ágnes – “sehr gut”.pdf", "Zeugnis für Ágnes – “sehr gut”.pdf"),
        ("تقييم.pdf", "تقييم.pdf"),
        ("👩🏽‍🚒.pdf", "👩🏽‍🚒.pdf"),
        ("", "file.pdf"),
        (".pdf", "file.pdf"),
        ("...", "file.pdf"),
        ("x" * 300 + ".pdf", "x" * 156 + ".pdf"),
    ],
)
def test_a_name_loses_its_tricks_and_stays_itself(name, kept):
    assert inspect(name, files.pdf()).name == kept


@given(st.text(max_size=300), st.sampled_from(list(ENDINGS.values())))
def test_any_name_becomes_one_that_can_be_kept(name, endings):
    kept = attachments.cleaned(name, endings)
    assert 0 < len(kept) <= attachments.NAME
    assert kept.casefold().endswith(endings)
    assert not set(kept) & set("/\\\0\r\n\u202e\u2066\u200f")
    assert all(unicodedata.category(char)[0] != "C" or char in attachments.JOINERS for char in kept)
    assert attachments.cleaned(kept, endings) == kept


@given(st.binary(max_size=400), st.sampled_from(["", *KINDS]), st.integers(0, 400))
def test_any_bytes_are_kept_or_refused_and_nothing_else(noise, start, at):
    contents = KINDS[start][1][:at] + noise if start else noise
    with contextlib.suppress(Refused):
        assert inspect("a.txt", contents).media_type in ENDINGS
