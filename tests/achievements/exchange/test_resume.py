"""JSON Resume: the published samples come in, what deviates in real life does, and our export keeps to the schema."""

import json
import os
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from apps.achievements.actions import record_achievement, record_role
from apps.achievements.exchange import own, resume, resume_writing
from apps.achievements.exchange.kinds import KINDS, ROLES
from apps.achievements.exchange.troubles import Why
from apps.achievements.models import Portfolio
from apps.achievements.portfolio import json_resume
from apps.achievements.portfolio.document import Credential as Certificate
from apps.achievements.portfolio.document import Document, Entry, Proof, Section, Words
from apps.skills.models import Credential
from apps.users.ownership import acting_as
from tests.achievements.exchange.careers import EARLY, LATE, careers, words

PACKAGE = Path(__file__).resolve().parents[3] / "node_modules" / "@jsonresume" / "schema"


@pytest.fixture(scope="module")
def package() -> Path:
    """The published schema and its samples, which npm fetches."""
    if not (PACKAGE / "schema.json").exists():
        told = "The JSON Resume schema is not here: install npm and run bin/test again."
        if os.environ.get("REQUIRE_NODE") == "1":
            pytest.fail(told)
        pytest.skip(told)
    return PACKAGE


def test_every_published_sample_comes_in_whole(package: Path) -> None:
    samples = sorted([package / "sample.resume.json", *package.glob("examples/*.json")])
    assert len(samples) >= 4
    for sample in samples:
        document = json.loads(sample.read_text())
        found = resume.read_resume(resume.document(sample.read_text()))
        assert not [record for record in found.records if record.troubles], sample.name
        for section in ("work", "volunteer", "certificates", "skills", "languages", "awards", "projects"):
            places = {record.where.partition(",")[0] for record in found.records}
            for number in range(1, len(document.get(section, [])) + 1):
                assert f"{section} {number}" in places, f"{sample.name}: {section} {number}"
        lines = {record.values["line"] for record in found.records if record.kind == "entry"}
        for row in document.get("work", []):
            assert {" ".join(line.split()) for line in row.get("highlights", [])} <= lines


@hypothesis_settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(career=careers(), audience=st.sampled_from(["me", "others"]))
def test_our_export_keeps_to_the_published_schema(career: dict[str, Any], audience: str, package: Path) -> None:
    schema = json.loads((package / "schema.json").read_text())
    records = [record for record in own.rows(career) if not record.troubles]
    document = resume_writing.written(
        records, name="Nadia", email="nadia@example.org", audience=audience, written_on="2026-11-24T09:00:00+00:00"
    )
    Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(json.loads(json.dumps(document)))
    jobs = [r for r in records if r.kind == "role" and r.values["kind"] in {"employment", "self_employment"}]
    work: Any = document.get("work", [])
    assert len(work) == len(jobs), "several roles of one employer are several entries of “work”"


TEXT = words(60)
PROOFS = st.builds(Proof, text=TEXT, url=st.sampled_from(["", "https://example.org/report?a=1"]))
ENTRIES = st.builds(
    Entry,
    key=st.just("e"),
    line=words(60, 1),
    outcome=TEXT,
    when=TEXT,
    day=st.dates(date(1950, 1, 1), date(2030, 1, 1)),
    precision=st.sampled_from(["day", "month", "year"]),
    skills=st.lists(TEXT, max_size=2).map(tuple),
    proofs=st.lists(PROOFS, max_size=2).map(tuple),
)
SECTIONS_SHOWN = st.builds(
    Section,
    heading=TEXT,
    entries=st.lists(ENTRIES, max_size=2).map(tuple),
    kind=st.sampled_from(["", *ROLES]),
    title=TEXT,
    organisation=TEXT,
    place=TEXT,
    started=st.just("") | EARLY,
    ended=st.just("") | LATE,
)
CREDENTIALS = st.builds(
    Certificate, name=TEXT, issuer=TEXT, issued=st.just("") | EARLY, url=st.sampled_from(["", "https://example.org/c"])
)
CONTACTS = st.sampled_from(
    ["nadia@example.org, 0151 496 0123, Leeds", "https://nadia.example.org", "a@b", "@", "+44 (0)"]
)
PORTFOLIOS = st.builds(
    Document,
    title=words(60, 1),
    name=TEXT,
    contact=TEXT | CONTACTS,
    intro=TEXT,
    language=st.just("en"),
    day=st.just("24 November 2026"),
    words=st.just(Words(*["" for _ in fields(Words)])),
    skills=st.lists(st.tuples(TEXT, st.integers(0, 9)), max_size=2).map(tuple),
    sections=st.lists(SECTIONS_SHOWN, max_size=3).map(tuple),
    credentials=st.lists(CREDENTIALS, max_size=2).map(tuple),
)


@given(document=PORTFOLIOS)
def test_a_portfolio_keeps_to_the_published_schema(document: Document, package: Path) -> None:
    schema = json.loads((package / "schema.json").read_text())
    found = json.loads(json.dumps(json_resume.written(document)))
    Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(found)
    back = resume.read_resume(found)
    assert not back.is_ours, "nothing but what was chosen is in it"


def test_the_portfolio_that_is_downloaded_keeps_to_the_published_schema(
    as_alice: Client, alice: Any, package: Path
) -> None:
    with acting_as(alice):
        role = record_role(owner=alice, title="Nurse", organisation="St Luke’s", started_on=date(2020, 1, 1))
        for role_id in (role.pk, None):
            record_achievement(
                owner=alice,
                line="Cut falls from 9 to 2 a month",
                role_id=role_id,
                skills=["observation"],
                proofs={"https://example.org/report": "the report"},
            )
        Credential.objects.create(
            owner=alice, name="Nursing degree", issuer="University of Leeds", issued_on=date(2019, 7, 1)
        )
        portfolio = Portfolio.objects.create(
            owner=alice, title="Review", shown_name="Alice Bell", contact="alice@example.org, 0151 496 0123, Leeds"
        )
    answer = as_alice.get(reverse("achievements:portfolio_download", args=[portfolio.pk]), {"as": "json"})
    found = json.loads(answer.getvalue())
    schema = json.loads((package / "schema.json").read_text())
    Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER).validate(found)
    assert found["basics"]["email"] == "alice@example.org"
    assert len(found["work"]) == len(found["projects"]) == len(found["certificates"]) == 1


def read(document: dict[str, Any]) -> resume.Read:
    return resume.read_resume(resume.document(json.dumps(document)))


def test_real_files_deviate() -> None:
    found = read(
        {
            "basics": None,
            "work": [
                {"company": "Lindley", "position": "Shop assistant", "startDate": "2014", "endDate": "Present"},
                {"name": "Lindley", "position": None, "startDate": 2016, "endDate": "", "highlights": None},
                None,
                "a string",
                {"name": "Lindley", "position": "Manager", "startDate": "2018-06", "highlights": ["Led 12", 7, ""]},
                {"name": "No start"},
            ],
            "skills": [{"name": "Till", "keywords": "one word"}, {"keywords": ["Stock"]}],
            "education": {"institution": "Not in a list", "startDate": "2010"},
            "certificates": None,
            "hobbies": ["unknown to the schema"],
            "languages": [],
        }
    )
    good = [record for record in found.records if not record.troubles]
    assert [r.values["title"] for r in good if r.kind == "role"] == [
        "Shop assistant",
        "Lindley",
        "Manager",
        "Not in a list",
    ]
    assert [r.values["started"] for r in good if r.kind == "role"] == ["2014", "2016", "2018-06", "2010"]
    assert [r.values["line"] for r in good if r.kind == "entry"] == ["Led 12", "7"]
    assert [r.values["name"] for r in good if r.kind == "skill"] == ["Till", "one word", "Stock"]
    assert {(r.where, r.troubles[0].why) for r in found.records if r.troubles} == {
        ("work 4", Why.NO_ROW),
        ("work 6", Why.NO_START),
        ("skills 2", Why.MISSING),
    }
    assert found.left_out == ["hobbies"]


def test_what_has_no_place_is_named() -> None:
    found = read({"basics": {"name": "N"}, "work": [{"name": "L", "startDate": "2014", "url": "https://l", "odd": 1}]})
    assert found.left_out == ["basics", "work.url", "work.odd"]


def test_a_highlight_is_dated_by_its_role() -> None:
    gone = {"name": "L", "startDate": "2014", "endDate": "2016-03", "highlights": ["Led 12"]}
    here = {"name": "L", "startDate": "2017", "highlights": ["Led 14"]}
    dated = {r.values["line"]: r.values["happened"] for r in read({"work": [gone, here]}).records if r.kind == "entry"}
    assert dated == {"Led 12": "2016-03", "Led 14": "2017"}


def test_what_rests_on_a_bad_role_is_told_too() -> None:
    found = read({"work": [{"name": "L", "startDate": "sometime", "highlights": ["Led 12"]}]})
    assert [r.troubles[0].why for r in found.records] == [Why.NOT_A_DAY, Why.NO_SUCH_ROW]


@pytest.mark.parametrize(
    "text", ["", "[]", "[" * 100_000, '{"a": 1}', '{"work": [', "nonsense", "null", '"work"', '{"work": ' + "9" * 9999]
)
def test_what_is_no_resume(text: str) -> None:
    with pytest.raises(resume.NotAResume):
        resume.document(text)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.dates().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)
SECTIONS = [*resume._READ, *(known.section for known in KINDS.values())]
NAMES = [
    "name",
    "position",
    "startDate",
    "highlights",
    "title",
    "url",
    "keywords",
    "id",
    "role",
    "entry",
    "line",
    "file",
]
ROWS = st.lists(ANYTHING | st.dictionaries(st.sampled_from(NAMES), ANYTHING, max_size=5), max_size=3)


@given(sections=st.dictionaries(st.sampled_from(SECTIONS), ANYTHING | ROWS, max_size=3), ours=st.booleans())
def test_anything_at_all_is_read_or_told(sections: dict[str, Any], ours: bool) -> None:
    found = resume.read_resume({own.EXTENSION: sections} if ours else sections)
    for record in found.records:
        assert record.kind in KINDS
        assert record.title is not None
