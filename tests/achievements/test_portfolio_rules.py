"""The order of strength, what gives somebody away, and the escapes of the formats."""

from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from apps.achievements.portfolio import giveaways, markdown
from apps.achievements.portfolio.document import is_right_to_left, iso, paragraphs, plain
from apps.achievements.portfolio.giveaways import Kind, pieces, spans
from apps.achievements.portfolio.strength import Weighed, newest_first, place, strongest_first

DAY = date(2026, 5, 1)
weighed = st.builds(
    Weighed,
    key=st.uuids(),
    state=st.sampled_from(["measured", "qualitative", "activity", "duty", "not_judged"]),
    proofs=st.integers(0, 4),
    confirmed=st.integers(0, 3),
    lasted=st.sampled_from(["", "lasted", "partly", "faded", "unknown"]),
    happened_on=st.dates(date(2000, 1, 1), date(2030, 1, 1)),
)


def entry(key: int, state: str = "measured", proofs: int = 0, confirmed: int = 0, lasted: str = "") -> Weighed:
    return Weighed(UUID(int=key), state, proofs, confirmed, lasted, DAY - timedelta(key))


# --- Strength ------------------------------------------------------------------------------------------


def test_state_goes_before_proof_and_proof_before_lasting_and_lasting_before_newness() -> None:
    order = [
        entry(9, proofs=2),
        entry(8, proofs=1, confirmed=1, lasted="faded"),
        entry(7, proofs=1, lasted="lasted"),
        entry(6, proofs=1, lasted="partly"),
        entry(1, proofs=1),
        entry(2, proofs=1, lasted="unknown"),
        entry(0, "qualitative", proofs=4),
        entry(3, "activity"),
        entry(4, "duty"),
        entry(5, "not_judged"),
    ]
    assert strongest_first(reversed(order)) == [each.key for each in order]


@given(st.lists(weighed, max_size=12, unique_by=lambda each: each.key))
def test_the_order_keeps_every_entry_once_and_does_not_depend_on_how_they_come(entries: list[Weighed]) -> None:
    assert strongest_first(entries) == strongest_first(reversed(entries))
    assert sorted(strongest_first(entries)) == sorted(newest_first(entries)) == sorted(each.key for each in entries)


@given(weighed, st.integers(1, 3))
def test_more_that_others_can_check_never_puts_an_entry_further_down(one: Weighed, more: int) -> None:
    stronger = Weighed(one.key, one.state, one.proofs + more, one.confirmed, one.lasted, one.happened_on)
    confirmed = Weighed(one.key, one.state, one.proofs, one.confirmed + more, one.lasted, one.happened_on)
    lasting = Weighed(one.key, one.state, one.proofs, one.confirmed, "lasted", one.happened_on)
    assert place(stronger) < place(one)
    assert place(confirmed) < place(one)
    assert place(lasting) <= place(one)


@given(st.lists(weighed, max_size=12))
def test_newest_first_never_goes_back_up(entries: list[Weighed]) -> None:
    days = {each.key: each.happened_on for each in entries}
    if len(days) == len(entries):
        found = [days[key] for key in newest_first(entries)]
        assert found == sorted(found, reverse=True)


# --- What gives somebody away --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mrs Adeyemi walks to the shops by herself again", [("Mrs Adeyemi", "name")]),
        ("Cut the queue at Tesco from 12 to 4", [("Tesco", "name"), ("12", "figure"), ("4", "figure")]),
        ("Negotiated £1.2m with Acme Corp for IBM", [("£1.2m", "money"), ("Acme Corp", "name"), ("IBM", "name")]),
        ("Saved 40 000 € a year", [("40 000 €", "money")]),
        ("Saved EUR 3,500", [("EUR 3,500", "money")]),
        ("Write to jo@x.org or 0151 496 0123", [("jo@x.org", "identifier"), ("0151 496 0123", "identifier")]),
        ("Closed case 12345678 and #4411", [("12345678", "identifier"), ("#4411", "identifier")]),
        ("Smith & Sons Ltd renewed", [("Smith & Sons Ltd", "name")]),
        ("Took over from Frau Müller in Köln", [("Frau Müller", "name"), ("Köln", "name")]),
        ("No falls at St Mary’s Hospital", [("St Mary’s Hospital", "name")]),
        ("Waste went down by 12 %", [("12 %", "figure")]),
        ("Trained five new hires on the till", []),
        ("On Monday I moved the rota to Excel. Everybody saw it.", []),
        ("In March 2024 I took the CSCS course", [("CSCS", "name")]),
        ("PASSED THE AUDIT", []),
        ("At Lindley’s tills", []),
        ("", []),
    ],
)  # fmt: skip
def test_names_money_identifiers_and_figures_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    found = [(piece.text, piece.kind.value) for piece in pieces(text, own=["Lindley"]) if piece.kind]
    assert found == expected


@given(st.text(max_size=80))
def test_the_pieces_are_the_text_and_spans_never_overlap(text: str) -> None:
    found = spans(text)
    assert "".join(piece.text for piece in pieces(text)) == text
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(
    st.sampled_from(["Adeyemi", "Kowalski", "Nguyen", "O’Brien", "Åkesson"]), st.sampled_from(["saw", "thanked", "met"])
)
def test_a_name_inside_a_sentence_is_found_unless_it_is_ones_own(name: str, verb: str) -> None:
    text = f"I {verb} {name} at work"
    assert [text[span.start : span.end] for span in spans(text)] == [name]
    assert spans(text, own=[name]) == []


@given(st.integers(1, 10**9), st.sampled_from("£$€"))
def test_money_is_never_only_a_figure(amount: int, sign: str) -> None:
    kinds = {span.kind for span in spans(f"saved {sign}{amount:,} in all")}
    assert kinds == {Kind.MONEY}


# --- Formats -------------------------------------------------------------------------------------------

LINES = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), min_size=1, max_size=60).filter(str.strip)


def _shown(source: str) -> str:
    """What a CommonMark reader shows of a source that is one paragraph of text."""
    tokens = MarkdownIt("commonmark").parse(source)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"], tokens
    inside = tokens[1].children or []
    assert {token.type for token in inside} <= {"text", "text_special"}, inside
    return "".join(token.content for token in inside)


@given(LINES)
def test_escaped_markdown_reads_as_it_was_written(text: str) -> None:
    assert _shown(markdown.escaped(text)) == " ".join(text.split())


MARKUP = """# 1 shop
- a list
1. first
2) second
> told
*bold* _it_
<b>&amp;</b>
[a](b)
===
```
~~~
a | b
+ 5 %
---
\\*"""


@pytest.mark.parametrize("text", MARKUP.splitlines())
def test_nothing_in_a_line_becomes_markup(text: str) -> None:
    assert _shown(markdown.escaped(text)) == text.strip()


def test_a_link_keeps_its_address_and_cannot_end_early() -> None:
    tokens = MarkdownIt("commonmark").parse(markdown.linked("a] (b)", "https://example.org/a b>c)"))
    link = next(token for token in tokens[1].children or [] if token.type == "link_open")
    assert link.attrs["href"] == "https://example.org/a%20b%3Ec)"


@given(st.text(max_size=60))
def test_plain_text_has_no_control_characters_and_is_stable(text: str) -> None:
    cleaned = plain(text)
    assert plain(cleaned) == cleaned
    assert all(each >= " " or each in "\n\t" for each in cleaned)
    assert all(paragraphs(cleaned))


@pytest.mark.parametrize(
    ("text", "expected"), [("shop", False), ("12 שלום", True), ("مرحبا", True), ("12", False), ("", False)]
)
def test_the_first_letter_gives_the_direction(text: str, expected: bool) -> None:
    assert is_right_to_left(text) is expected


def test_dates_say_no_more_than_is_known() -> None:
    day = date(2021, 3, 4)
    assert [iso(day, each) for each in ("year", "month", "day")] == ["2021", "2021-03", "2021-03-04"]
    assert iso(None, "day") == ""


SAID = "£ $ € 12 7 #9 +441234567 AB12 a@b.co gbp Pounds ſek5 EUR5 Ünit x INR-20 00491234567 5k cents"
PARTS = st.sampled_from(SAID.split(" "))


@given(st.lists(PARTS | st.text(max_size=6), max_size=8).map(" ".join) | st.lists(PARTS, max_size=4).map("".join))
def test_a_pattern_that_is_not_asked_would_have_found_nothing(text: str) -> None:
    for kind, pattern, found in (
        (Kind.IDENTIFIER, giveaways._IDENTIFIERS, giveaways._identifiers(text)),
        (Kind.MONEY, giveaways._MONEY, giveaways._money(text)),
    ):
        assert list(found) == list(giveaways._all(pattern, text, kind))
