"""Every file holds each chosen entry once, and nothing that was not chosen; what is typed is never a command."""

import csv
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO, StringIO

import docx
import pypdfium2
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn

from apps.achievements.portfolio import json_resume, markdown, pdf, table, word
from apps.achievements.portfolio.document import Credential, Document, Entry, Proof, Section, Words, counted

WORDS = Words(
    "Skills", "Credentials", "Proof", "For", "Measure", "When", "Role", "What happened", "What changed", "–", "Roles"
)
INJECTIONS = [
    '#read("/etc/passwd")',
    "#panic()",
    "*bold* _it_ $x^2$ @ref <label> `raw` \\ // comment",
    "= heading",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "{{ 7 }} {% now %}",
]


def entry(number: int, line: str = "", outcome: str = "", **more: object) -> Entry:
    line = line or f"Wrote line{number:03}x on the board"
    return Entry(str(number), line, outcome, "12 Nov 2026", date(2026, 11, 12), skills=("boards",), **more)  # type: ignore[arg-type]


def document(*entries: Entry, kind: str = "employment", **more: object) -> Document:
    half = max(1, len(entries) * 2 // 3)
    sections = [
        Section("Lead, Lindley", entries[:half], kind, "Lead", "Lindley", "Leeds", "Jan 2024 – now", "2024-01"),
        Section("Also", entries[half:]),
    ]  # fmt: skip
    given = {
        "title": "Yearly review",
        "name": "Nadia Rahman",
        "contact": "nadia@example.org · +44 7700 900123 · Leeds",
        "intro": "I lead the late shift.\nI like queues that move.",
        "language": "en-gb",
        "day": "24 November 2026",
        "words": WORDS,
        "skills": counted(entry.skills for entry in entries),
        "sections": tuple(part for part in sections if part.entries),
        "credentials": (Credential("First aid", "St John", "Mar 2025", "2025-03", "https://example.org/c"),),
    }
    return Document(**{**given, **more})  # type: ignore[arg-type]


def pdf_text(body: bytes) -> str:
    pages = pypdfium2.PdfDocument(body)
    text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    return " ".join(text.replace("\ufffe", "").replace("\u200b", "").split())


def word_text(body: bytes) -> str:
    paragraphs = docx.Document(BytesIO(body)).element.body.iter(qn("w:t"))
    return " ".join(" ".join(part.text or "" for part in paragraphs).split())


def as_pdf(told: Document) -> str:
    return pdf_text(pdf.written(told, paper="a4"))


def as_word(told: Document) -> str:
    return word_text(word.written(told, paper="a4", made=datetime(2026, 1, 1)))


def as_json(told: Document) -> str:
    return json.dumps(json_resume.written(told), ensure_ascii=False)


FORMATS = [as_pdf, as_word, markdown.written, table.written, as_json]


@pytest.mark.parametrize("how", FORMATS)
@pytest.mark.parametrize("many", [1, 3, 60])
def test_each_chosen_entry_stands_in_it_once(how: Callable[[Document], str], many: int) -> None:
    text = how(document(*map(entry, range(many))))
    assert sorted(re.findall(r"line\d{3}x", text)) == [f"line{number:03}x" for number in range(many)]


@pytest.mark.parametrize("kind", ["employment", "volunteering", "study", "caregiving", "health"])
def test_json_resume_loses_no_entry_of_any_kind_of_role(kind: str) -> None:
    text = as_json(document(*map(entry, range(6)), kind=kind))
    assert sorted(re.findall(r"line\d{3}x", text)) == [f"line{number:03}x" for number in range(6)]


@pytest.mark.parametrize("how", FORMATS)
def test_outcome_proof_and_credentials_are_in_it_or_have_no_place(how: Callable[[Document], str]) -> None:
    proofs = (Proof("the report", "https://example.org/report"),)
    told = document(entry(1, "Cut the queue", "It is shorter now.", proofs=proofs))
    text = how(told)
    assert "Cut the queue" in text
    assert "It is shorter now." in text
    if how is not table.written:
        assert "First aid" in text
    if how is not as_json:
        assert "the report" in text


@pytest.mark.parametrize("how", [as_pdf, as_word, markdown.written])
def test_under_skills_the_roles_stand_with_each_entry_and_at_the_end(how: Callable[[Document], str]) -> None:
    lines = (entry(1, "Cut the queue", role="Lead, Lindley"), entry(2, "Mended the bell", role=""))
    role = Section("Lead, Lindley", lines[:1], "employment", "Lead", "Lindley", "Leeds", "Jan 2024 – now", "2024-01")
    told = document(*lines, sections=(Section("boards", lines),), roles=(role, Section("Also", lines[1:])))
    text = how(told)
    assert text.count("Lead, Lindley") == 2
    assert text.index("Roles") < text.rindex("Lead, Lindley") < text.index("First aid")
    assert "Also" not in text


@pytest.mark.parametrize("text", INJECTIONS)
def test_what_is_typed_is_text_in_the_pdf(text: str) -> None:
    told = document(entry(1, text, text), title=text, intro=text, contact=text)
    shown = as_pdf(told)
    assert shown.count(" ".join(text.split())) >= 4, shown
    assert "root:" not in shown


def test_a_template_of_typst_cannot_read_outside_its_folder() -> None:
    """Should user text ever become markup by mistake, there is still nothing to read."""
    import typst

    with pytest.raises(typst.TypstError):
        typst.compile(b'#read("/etc/passwd")', root=str(pdf.TEMPLATE.parent), format="pdf")


def test_the_pdf_is_tagged_titled_and_on_the_paper_of_the_place() -> None:
    for paper, width in (("a4", 595), ("us-letter", 612)):
        body = pdf.written(document(entry(1)), paper=paper)
        made = pypdfium2.PdfDocument(body)
        assert round(made[0].get_width()) == width
        assert made.get_metadata_dict()["Title"] == "Yearly review"
        assert b"/StructTreeRoot" in body
        assert b"/Lang(en-GB)" in body
        assert b"pdfuaid" in body
    assert [pdf.paper(place) for place in ("US", "CA", "GB", "DE", None)] == [
        "us-letter",
        "us-letter",
        "a4",
        "a4",
        "a4",
    ]


def test_letters_of_other_scripts_are_drawn_or_the_reader_is_told() -> None:
    assert "שלום" in as_pdf(document(entry(1, "שלום לכם"))) or "םולש" in as_pdf(document(entry(1, "שלום לכם")))
    with pytest.raises(pdf.CannotDrawError) as refused:
        pdf.written(document(entry(1, "漢字 on the board")), paper="a4")
    assert refused.value.character == "漢"
    drawn = pdf.written(document(entry(1, "漢字 on the board")), paper="a4", anyway=True)
    assert "on the board" in pdf_text(drawn)


def test_long_words_stay_on_the_page() -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbau" * 5
    made = pypdfium2.PdfDocument(pdf.written(document(entry(1, long), name=long), paper="a4"))
    text = made[0].get_textpage()
    right = max(text.get_charbox(at)[2] for at in range(text.count_chars()))
    assert right < made[0].get_width() - 40


def test_no_heading_is_left_alone_at_the_foot_of_a_page() -> None:
    """Whatever stands before it: an entry follows its heading on the same page."""
    for many in range(8, 20):
        told = document(*map(entry, range(many)))
        for page in pypdfium2.PdfDocument(pdf.written(told, paper="a4")):
            lines = page.get_textpage().get_text_range().split("\r\n")
            assert not any(line.strip() == "Also" for line in lines[-2:]), many


def test_the_word_file_has_headings_lists_links_and_no_traces() -> None:
    told = document(entry(1, proofs=(Proof("report", "https://example.org/report"),)), entry(2))
    body = word.written(told, paper="us-letter", made=datetime(2026, 1, 1))
    made = docx.Document(BytesIO(body))
    styles = [paragraph.style.name for paragraph in made.paragraphs]
    assert styles[0] == "Title"
    assert styles.count("Heading 1") == 4
    assert styles.count("List Bullet") == 3
    links = [part.target_ref for part in made.part.rels.values() if part.reltype == RELATIONSHIP_TYPE.HYPERLINK]
    assert sorted(links) == ["https://example.org/c", "https://example.org/report"]
    properties = made.core_properties
    assert (properties.title, properties.author, properties.last_modified_by) == (
        "Yearly review",
        *["Nadia Rahman"] * 2,
    )
    assert (properties.comments, properties.language) == ("", "en-gb")
    assert round(made.sections[0].page_width.inches, 1) == 8.5


def test_cells_that_begin_like_a_formula_are_harmless() -> None:
    rows = list(csv.reader(StringIO(table.written(document(entry(1, "=1+1", "@SUM(A1)"))).removeprefix("\ufeff"))))
    assert rows[1][2:4] == ["'=1+1", "'@SUM(A1)"]


def test_json_resume_finds_the_parts_of_the_contact() -> None:
    basics = json_resume.written(document(entry(1)))["basics"]
    assert basics["email"] == "nadia@example.org"
    assert basics["phone"] == "+44 7700 900123"
    assert basics["location"] == {"address": "Leeds"}


def test_without_a_name_the_purpose_stands_at_the_top() -> None:
    told = document(entry(1), name="")
    assert markdown.written(told).startswith("# Yearly review\n")
    assert as_pdf(told).startswith("Yearly review")
