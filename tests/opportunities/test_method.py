"""The method page: every number of the site finds its part, and the worked example cannot grow stale."""

import gzip
import math
import re
from decimal import ROUND_HALF_UP, Decimal
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from apps.opportunities import scoring, tradeoffs
from apps.opportunities.example import HARBOUR, NORTHSIDE, NOW, rated
from apps.opportunities.seasons import PRESETS

METHOD = reverse("opportunities:method")
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PARTS = [
    "ratings", "known-by", "life-fit", "future-value", "seasons", "weights",
    "rank-order", "for-now", "missing", "quadrants", "ties", "ask-next",
    "deal-breakers", "dominance", "trading", "flip", "factor-flip", "robustness",
    "regret", "lowest", "lever", "money", "monthly", "real-hourly",
    "savings", "bonus-equity", "currencies", "break-even", "raises", "decisions",
    "calibration", "replay",
]  # fmt: skip
SEASON = PRESETS["debt"].season()


class Outline(HTMLParser):
    """The ids of a page, the links within it, and the words of its headings and of those links."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: dict[str, str] = {}
        self.headings: dict[str, str] = {}
        self.part = ""
        self.inside: tuple[dict[str, str], str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "id" in given:
            self.ids.append(given["id"])
        if tag == "section":
            self.part = given.get("id", "")
        if tag == "a" and given.get("href", "").startswith("#"):
            self.inside = (self.links, given["href"][1:])
        if tag in {"h2", "h3"} and self.part and self.part not in self.headings:
            self.inside = (self.headings, self.part)

    def handle_data(self, data: str) -> None:
        if self.inside:
            words, key = self.inside
            words[key] = words.get(key, "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag in {"a", "h2", "h3"}:
            self.inside = None


@pytest.fixture
def text(as_alice: Any) -> str:
    answer = as_alice.get(METHOD)
    assert answer.status_code == 200
    return str(answer.content.decode())


@pytest.fixture
def outline(text: str) -> Outline:
    found = Outline()
    found.feed(text)
    return found


def test_every_part_is_there_once_and_in_the_contents(outline: Outline) -> None:
    for part in PARTS:
        assert outline.ids.count(part) == 1, part
        assert outline.links[part] == outline.headings[part]
    assert set(outline.links) - {"main"} <= set(outline.ids), "the contents lead somewhere"


def test_every_number_of_the_site_leads_to_a_part_that_is_there(outline: Outline) -> None:
    named = {
        (path.name, part)
        for path in TEMPLATES.rglob("*.html")
        for part in re.findall(r'{% how "([^"]*)"', path.read_text())
    }
    assert {("_table.html", "life-fit"), ("_overall.html", "lowest"), ("_season_line.html", "seasons")} <= named
    assert {part for _, part in named} <= set(outline.ids)
    included = sum(path.read_text().count("{% how ") for path in TEMPLATES.rglob("*.html"))
    literal = sum(len(re.findall(r'{% how "[a-z-]+" ', path.read_text())) for path in TEMPLATES.rglob("*.html"))
    assert included == literal, "a part that is no plain word cannot be checked here"


def test_every_part_has_its_formula_and_its_words(text: str) -> None:
    parts = re.findall(r'<section class="method-part" id="([a-z-]+)">(.*?)</section>', text, re.DOTALL)
    assert {part for part, _ in parts} == {*PARTS, "example"}
    for part, body in parts:
        if part != "example":
            assert body.count("<details") == 1, part
            assert body.index("<p>") < body.index("<details"), part


@pytest.mark.parametrize(
    "source",
    ["Fischer 1995", "Green Book", "Dawes 1979", "Roberts & Goodwin 2002", "Weber & Borcherding 1993", "Figueira 2008"],
)
def test_the_sources_are_named(text: str, source: str) -> None:
    assert source in unescape(text)


def test_a_share_of_weightings_is_never_called_a_chance_of_being_right(text: str) -> None:
    assert "ahead in about 85 % of weightings near yours" in text
    assert not re.search(r"chance (that|to be)|probab", text)


def test_the_worked_example_is_what_the_arithmetic_says(text: str) -> None:
    # By hand, from the table: 700 + 420 + 210 + 375 + 640 + 300 and 480 + 455 + 250 + 650.
    for told in [
        "add up to 2,645, the points to 360, and 2,645 ÷ 360 = 7.35",
        "1,835 ÷ 350 = 5.24; if 10, 2,335 ÷ 350 = 6.67",
        "0.65 × 7.35 + 0.35 × 5.24 = 6.61, and with 6.67 it is 7.11. In half steps that is 6.5–7.",
        "life fit 5.93, future value 2.9, for now 4.87, shown as 5",
        "Northside: 4.47, 8.06 and 5.73, shown as 5.5",
        "−5.16 ÷ (−1.46 − 5.16) = 0.78",
        "Only if life fit counted for more than 77 would it",
        "pay counts 18 of 100 in all. If it counted for more than 55",
        "it is about modern tools: the answer could move Harbour Retail by up to 0.5",
        "c is 86 of 100",
    ]:
        assert told in text, told
    harbour, now, northside = (scoring.score(rated(values), SEASON) for values in (HARBOUR, NOW, NORTHSIDE))
    assert round(harbour.life.interval.low, 2) == Decimal("7.35")
    assert round(harbour.interval.low, 2) == Decimal("6.61")
    assert round(harbour.interval.high, 2) == Decimal("7.11")
    assert round(now.middle, 2) == Decimal("4.87")
    assert round(northside.middle, 2) == Decimal("5.73")
    assert round(tradeoffs.flip_point(northside, now) or 0, 2) == Decimal("0.78")


def test_where_one_line_flips_it_the_two_are_level() -> None:
    """At the share the page names, with the others in proportion, the difference is nothing."""
    weights = {
        key: share * points / axis.total for _, share, axis in SEASON.axes() for key, points in axis.points.items()
    }
    apart = {key: rated(NORTHSIDE)[key].value - rated(NOW)[key].value for key in weights}
    rest = sum(weights[key] * apart[key] for key in weights if key != "pay") / (1 - weights["pay"])
    at = rest / (rest - apart["pay"])
    assert abs(at * apart["pay"] + (1 - at) * rest) < Decimal("1e-20")
    assert math.floor(at * 100) == 55


# --- The checked figures of money ---------------------------------------------------------------------


def behind(raise_of_b: float, years: int) -> list[float]:
    """What 41 000 growing by `raise_of_b` is ahead of 46 000 growing by 2 %, all years together, at r = 3 %."""
    sums, total = [], 0.0
    for t in range(years):
        total += (41_000 * (1 + raise_of_b) ** t - 46_000 * 1.02**t) / 1.03**t
        sums.append(total)
    return sums


def test_the_money_figures_are_what_they_say(text: str) -> None:
    sums = behind(0.08, 7)
    assert sums.index(min(sums)) + 1 == 3
    assert round(min(sums), -2) == -7600
    assert [total >= 0 for total in sums] == [False] * 4 + [True] * 3
    assert "46,000 a year that grows by 2 % stands against 41,000 that grows by 8 %" in text
    assert "from year 5 on. Until then it is behind, most in year 3, by about 7,600" in text
    for year, percent in ((3, 14.1), (5, 7.9), (7, 5.9)):
        enough = next(step for step in range(10_000) if behind(step / 10_000, year)[-1] >= 0)  # hundredths of 1 %
        assert Decimal(enough).scaleb(-2).quantize(Decimal("0.1"), ROUND_HALF_UP) == Decimal(str(percent))
        assert re.search(rf"{percent} %[a-z ]* by year {year}\b", text)


def test_numbers_are_written_the_persons_way(as_alice: Any, alice: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    text = as_alice.get(METHOD).content.decode()
    assert "2.645 ÷ 360 = 7,35" in text
    assert "46.000" in text


# --- What it takes --------------------------------------------------------------------------------------


def test_the_page_is_light(as_alice: Any, text: str, queries_of: Any) -> None:
    assert len(gzip.compress(text.encode(), 6)) <= 12_000
    assert queries_of(as_alice, METHOD) <= 3


def test_nobody_is_asked_to_log_in(as_nobody: Any) -> None:
    assert reverse("account_login") in as_nobody.get(METHOD).url
