"""Bringing in and taking away, as a browser does it."""

import base64
import json
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from apps.achievements import attachments
from apps.achievements.actions import record_achievement, record_role
from apps.achievements.exchange import entries_table, own
from apps.achievements.models import Achievement, PastVersion, Proof, ProofFile, Role, Upload, Witness
from apps.skills.models import Credential, Focus, Skill
from apps.users.ownership import acting_as
from tests.achievements import files
from tests.achievements.exchange.test_linkedin import CERTIFICATIONS, POSITIONS, SKILLS, zipped

IMPORT = reverse("achievements:import")
TABLE = (
    "date,what happened,role,skills,links\n"
    "2025-11-03,Trained five new hires,Shop assistant,training,https://example.org/a the list\n"
    "2025-11-04,Counted the stock,,,\n"
    "sometime,Something,,,\n"
)


def sent(client: Client, contents: str | bytes, name: str = "file.csv") -> Any:
    data = contents.encode() if isinstance(contents, str) else contents
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, data)})


def previewed(client: Client, contents: str | bytes, name: str = "file.csv") -> tuple[str, str]:
    """The address of the preview, and the page."""
    answer = sent(client, contents, name)
    assert answer.status_code == 302, answer.content.decode()
    return answer.url, client.get(answer.url).content.decode()


def brought_in(client: Client, contents: str | bytes, **said: str) -> str:
    address, _ = previewed(client, contents)
    answer = client.post(address, said)
    assert answer.status_code == 302
    connection.check_constraints()
    page: str = client.get(answer.url).content.decode()
    return page


def exported(client: Client, name: str, query: str = "") -> str:
    answer = client.get(reverse(f"achievements:export_{name}") + query)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    text: str = answer.getvalue().decode()
    return text


def of(owner: Any, model: Any) -> list[Any]:
    with acting_as(owner):
        return list(model.objects.owned_by(owner))


@pytest.fixture
def filled(alice: Any) -> Any:
    """Alice with two lines, one of them confidential, and a time of illness."""
    with acting_as(alice):
        role = record_role(owner=alice, title="Shop assistant", organisation="Lindley", started_on="2021-03-01")
        record_role(owner=alice, title="Back trouble", kind="health", started_on="2020-01-01")
        record_achievement(
            owner=alice,
            line="Raised the average basket by 12 %",
            role_id=role.pk,
            skills=["merchandising"],
            proofs={"https://example.org/report": "the report"},
            private_note="Ask Sam",
        )
        secret = record_achievement(owner=alice, line="Settled the theft quietly", is_confidential=True)
        shown = Achievement.objects.get(line__startswith="Raised")
        quotes = {"He did it": False, "She was great": True}
        for quote, may_show in quotes.items():
            Proof.objects.create(owner=alice, achievement=shown, kind="feedback", quote=quote, may_show=may_show)
        Proof.objects.create(owner=alice, achievement=secret, kind="feedback", quote="Hush", may_show=True)
    return alice


# --- Bringing in --------------------------------------------------------------------------------------------------


def test_nothing_is_saved_before_it_is_confirmed(as_alice: Client, alice: Any) -> None:
    _, page = previewed(as_alice, TABLE)
    assert "Nothing is saved yet" in page
    assert "2 entries" in page
    assert "“sometime” as a date" in page
    assert "called “Shop assistant”" in page, "the role it names is not there, and that is said"
    assert of(alice, Achievement) == []


def test_what_is_good_comes_in_and_the_rest_is_reported(as_alice: Client, alice: Any) -> None:
    page = brought_in(as_alice, TABLE)
    assert "One row cannot be read" in page
    assert {entry.line for entry in of(alice, Achievement)} == {"Trained five new hires", "Counted the stock"}
    assert [proof.url for proof in of(alice, Proof)] == ["https://example.org/a"]
    (upload,) = of(alice, Upload)
    assert bytes(upload.contents) == b""
    report = as_alice.get(reverse("achievements:import_report", args=[upload.pk])).getvalue().decode()
    assert report.count("\r\n") == 5
    assert "line 4" in report


def test_one_bad_row_never_costs_the_other_177(as_alice: Client, alice: Any) -> None:
    rows = [f"2025-01-{n % 28 + 1:02},Line {n},,," for n in range(177)]
    rows.insert(90, 'x,"never closed,,,')
    brought_in(as_alice, "\n".join(["date,what happened,role,skills,links", *rows]))
    assert len(of(alice, Achievement)) == 177


def test_a_row_that_only_the_database_refuses_costs_no_other(as_alice: Client, alice: Any) -> None:
    taken = {"entry": "e", "kind": "link", "url": "https://example.org/a"}
    rows = {
        "entries": [{"id": "e", "line": "One", "happened": "2025"}],
        "proofs": [{"id": f"p{n}", **taken} for n in "12"],
    }
    rows["entries"] += [{"id": f"e{n}", "line": "Many", "happened": "2025"} for n in range(9)]
    page = brought_in(as_alice, json.dumps({own.EXTENSION: {"version": 1, **rows}}))
    assert "does not fit beside" in page
    assert len(of(alice, Achievement)) == 10
    assert len(of(alice, Proof)) == 1


def test_the_same_file_twice_and_the_same_press_twice(as_alice: Client, alice: Any) -> None:
    address, _ = previewed(as_alice, zipped(Positions=POSITIONS, Skills=SKILLS, Certifications=CERTIFICATIONS))
    for _time in range(2):
        assert as_alice.post(address).status_code == 302
    counts = [len(of(alice, model)) for model in (Role, Skill, Credential)]
    assert counts == [2, 1, 1]
    page = brought_in(as_alice, zipped(Positions=POSITIONS, Skills=SKILLS, Certifications=CERTIFICATIONS))
    assert "Nothing was new" in page
    assert [len(of(alice, model)) for model in (Role, Skill, Credential)] == counts


def test_what_differs_is_replaced_only_when_that_is_chosen(as_alice: Client, alice: Any, filled: Any) -> None:
    text = exported(as_alice, "csv").replace("Raised the average", "Lifted the average")
    page = brought_in(as_alice, text)
    assert "left as it was" in page
    assert "Raised the average basket by 12 %" in {entry.line for entry in of(alice, Achievement)}
    before = {entry.pk: entry.revision for entry in of(alice, Achievement)}
    brought_in(as_alice, text, update="yes")
    entries = of(alice, Achievement)
    assert "Lifted the average basket by 12 %" in {entry.line for entry in entries}
    assert sum(entry.revision - before[entry.pk] for entry in entries) == 1
    assert [past.contents["line"] for past in of(alice, PastVersion)] == ["Raised the average basket by 12 %"]
    with acting_as(alice):
        assert [s.name for s in next(e for e in entries if e.private_note).skills.all()] == ["merchandising"]


def test_a_strangers_file_makes_rows_of_ones_own(as_alice: Client, as_bob: Client, filled: Any, bob: Any) -> None:
    text = exported(as_alice, "json")
    before = {entry.pk for entry in of(filled, Achievement)}
    for _time in range(2):
        brought_in(as_bob, text)
    theirs = {entry.pk for entry in of(bob, Achievement)}
    assert len(theirs) == 2
    assert not theirs & before
    assert {entry.pk for entry in of(filled, Achievement)} == before
    assert {role.title for role in of(bob, Role)} == {"Shop assistant", "Back trouble"}


def test_a_stranger_cannot_open_somebodys_file(as_alice: Client, as_bob: Client, alice: Any) -> None:
    address, _ = previewed(as_alice, TABLE)
    assert as_bob.get(address).status_code == 404
    assert as_bob.post(address).status_code == 404
    assert of(alice, Achievement) == []


def test_a_file_that_is_not_confirmed_goes_after_a_day(as_alice: Client, alice: Any) -> None:
    address, _ = previewed(as_alice, TABLE)
    with acting_as(alice):
        Upload.objects.owned_by(alice).update(created_at=timezone.now() - timedelta(hours=25))
    as_alice.get(IMPORT)
    assert as_alice.get(address).status_code == 404
    assert of(alice, Upload) == []


def test_files_without_a_yes_do_not_pile_up(as_alice: Client, alice: Any) -> None:
    addresses = [previewed(as_alice, f"date,what happened\n2025,Line {n}\n")[0] for n in range(7)]
    assert len(of(alice, Upload)) == 5
    assert as_alice.get(addresses[0]).status_code == 404
    assert as_alice.get(addresses[-1]).status_code == 200


def test_a_file_can_be_let_go_of(as_alice: Client, alice: Any) -> None:
    address, _ = previewed(as_alice, TABLE)
    assert as_alice.post(address, {"forget": "yes"}).url == IMPORT
    assert of(alice, Upload) == []


@pytest.mark.parametrize(
    ("contents", "told"),
    [
        ("", "This file is empty"),
        ("name,age\nx,3\n", "none of the files we read"),
        ("\0\1\2\3", "none of the files we read"),
        ("{", "no JSON Resume"),
        ('{"work": []}', "nothing in this file"),
        ("date,what happened\n", "nothing in this file"),
        (b"PK\x03\x04 and nothing", "no ZIP file"),
        (zipped(Profile="First Name\nNadia\n"), "nothing in this file"),
    ],
)
def test_what_cannot_be_read_is_said_at_once(as_alice: Client, alice: Any, contents: Any, told: str) -> None:
    answer = sent(as_alice, contents)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert of(alice, Upload) == []


def test_too_many_rows_are_refused(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.achievements.exchange.reading.MOST_ROWS", 3)
    answer = sent(as_alice, TABLE)
    assert answer.status_code == 422
    assert "more than 3 rows" in answer.content.decode()


def test_no_file_is_asked_for_and_a_huge_one_refused(as_alice: Client) -> None:
    assert "Choose a file first" in as_alice.post(IMPORT).content.decode()
    answer = sent(as_alice, b"x" * (10 * 1024 * 1024 + 1))
    assert answer.status_code == 422
    assert "more than 10 MB" in answer.content.decode()


def test_a_table_finds_the_roles_it_names(as_alice: Client, as_bob: Client, filled: Any, bob: Any) -> None:
    with acting_as(bob):
        role = record_role(owner=bob, title="Shop Assistant", organisation="LINDLEY", started_on="2021-03-01")
    page = brought_in(as_bob, exported(as_alice, "csv"))
    assert "3 rows are new" in page, "two entries and a link"
    assert {entry.role_id for entry in of(bob, Achievement)} == {role.pk, None}
    assert "There is nothing new" in previewed(as_bob, exported(as_alice, "csv"))[1]


def test_what_the_person_has_no_room_for_is_told(as_alice: Client, alice: Any) -> None:
    def rows(n: int) -> dict[str, Any]:
        focus = {"hours_per_week": "2", "started": "2026-01-01", "ends": "2026-12-31"}
        return {
            "version": 1,
            "focuses": [{"id": f"f{n}{m}", "skill": f"Skill {n} {m}", **focus} for m in "ab"],
            "directions": [{"id": f"d{n}", "title": f"Team leader {n}"}],
        }

    assert "3 rows are new" in brought_in(as_alice, json.dumps({own.EXTENSION: rows(1)}))
    page = brought_in(as_alice, json.dumps({own.EXTENSION: rows(2)}))
    assert page.count("You work on two skills already") == 2
    assert "You have a direction already" in page
    assert {focus.slot for focus in of(alice, Focus)} == {1, 2}


def test_a_witness_comes_without_a_link_that_works(as_alice: Client, alice: Any) -> None:
    rows = {
        "entries": [{"id": "e", "line": "One", "happened": "2025"}],
        "witnesses": [{"id": "w", "entry": "e", "name": "Sam", "line": "One"}],
    }
    brought_in(as_alice, json.dumps({own.EXTENSION: {"version": 1, **rows}}))
    (witness,) = of(alice, Witness)
    assert not witness.works


def test_a_later_version_is_read_as_far_as_we_know_it(as_alice: Client, alice: Any) -> None:
    rows = {"version": 9, "entries": [{"id": "e", "line": "One", "happened": "2025", "mood": "good"}], "moods": [1]}
    page = brought_in(as_alice, json.dumps({own.EXTENSION: rows}))
    assert "moods" in page
    assert "entries.mood" in page
    assert [entry.line for entry in of(alice, Achievement)] == ["One"]


def test_files_in_an_archive_that_are_not_read_are_named(as_alice: Client) -> None:
    _, page = previewed(as_alice, zipped(Skills=SKILLS, **{"../Positions": POSITIONS}))
    assert "its name points out of the archive" in page


@pytest.mark.parametrize(("locale", "day"), [("en-GB", "2025-04-03"), ("en-US", "2025-03-04")])
def test_dates_and_numbers_are_read_as_the_region_writes_them(
    as_alice: Client, alice: Any, locale: str, day: str
) -> None:
    alice.locale = locale
    alice.save()
    brought_in(as_alice, 'date,what happened,before,afterwards,unit\n3/4/2025,Fewer returns,"1,200",12.5,returns\n')
    (entry,) = of(alice, Achievement)
    assert str(entry.happened_on) == day
    assert (entry.measure_before, entry.measure_after) == (1200, Decimal("12.5"))


def career_with(*attached: tuple[str, bytes], **said: Any) -> str:
    """A career of ours whose one entry has these files as proof."""
    proofs = [
        {"id": f"p{n}", "entry": "e", "kind": "file", "label": f"file {n}", "file": encoded(name, contents), **said}
        for n, (name, contents) in enumerate(attached)
    ]
    rows = {"entries": [{"id": "e", "line": "One", "happened": "2025"}], "proofs": proofs}
    return json.dumps({own.EXTENSION: {"version": 1, **rows}})


def encoded(name: str, contents: bytes) -> dict[str, str]:
    return {"name": name, "contents": base64.b64encode(contents).decode()}


@pytest.mark.parametrize(
    ("name", "contents", "told"),
    [
        ("page.html", b"<script>alert(1)</script>", "“page.html” is no picture"),
        ("fun.gif", b"GIF89a\1\0\1\0\0\0\0;", "“fun.gif” is no picture"),
        ("till.xlsx", files.packed({"xl/workbook.xml": "<workbook/>"}), "“till.xlsx” is no picture"),
        ("letter.docx", files.docx(files.MACROS), "“letter.docx” is no picture"),
        ("review.pdf", files.pdf()[:-20], "“review.pdf” is cut off"),
        ("shelf.png", files.png()[:40], "“shelf.png” is cut off"),
        ("odd.jpg", b"\xff\xd8\xff\xe0\0\4\0\0 no segment", "“odd.jpg” is damaged"),
        (
            "bomb.docx",
            files.bomb(),
            "Unpacked, “bomb.docx” would be far too large",
        ),
        ("huge.txt", b"x" * (attachments.MOST_BYTES + 1), "“huge.txt” is larger than 5 MB"),
        ("empty.txt", b"", "“empty.txt” is empty"),
    ],
)
def test_a_file_that_is_not_kept_is_told_and_costs_no_other(
    as_alice: Client, alice: Any, name: str, contents: bytes, told: str
) -> None:
    career = career_with((name, contents), ("good.pdf", files.pdf()))
    _, page = previewed(as_alice, career)
    assert told in page, "it is said before anything is saved"
    page = brought_in(as_alice, career)
    assert told in page
    assert "2 rows are new" in page
    assert [file.name for file in of(alice, ProofFile)] == ["good.pdf"]
    assert len(of(alice, Proof)) == 1


def test_a_file_comes_in_as_what_it_is_and_without_tricks_in_its_name(as_alice: Client, alice: Any) -> None:
    brought_in(as_alice, career_with(("..\\a/holi\u202egnp.exe", files.png())))
    (file,) = of(alice, ProofFile)
    assert (file.name, file.media_type) == ("holignp.exe.png", attachments.PNG)
    assert bytes(file.contents) == files.png()


@pytest.mark.parametrize("kind", ["link", "feedback"])
def test_no_file_comes_in_behind_another_kind_of_proof(as_alice: Client, alice: Any, kind: str) -> None:
    said = {"link": {"url": "https://example.org"}, "feedback": {"quote": "Well done"}}[kind]
    page = brought_in(as_alice, career_with(("good.pdf", files.pdf()), kind=kind, **said))
    assert "has more than fits" in page
    assert of(alice, ProofFile) == []


def test_an_import_has_no_more_room_for_files_than_a_form(
    as_alice: Client, alice: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = brought_in(as_alice, career_with(*((f"{n}.pdf", files.pdf()) for n in range(12))))
    assert page.count("This entry has 10 files already") == 2
    assert len(of(alice, ProofFile)) == 10
    monkeypatch.setattr("apps.achievements.attachments.MOST_OF_ONE_PERSON", 11 * len(files.pdf()))
    career = career_with(*((f"{n}.pdf", files.pdf()) for n in range(2))).replace('"One"', '"Two"')
    page = brought_in(as_alice, career.replace('"id": "', '"id": "another-').replace('"e"', '"another-e"'))
    assert page.count("With this one your files would take more than 100 MB") == 1
    assert len(of(alice, ProofFile)) == 11


def test_markup_in_a_file_is_shown_and_not_run(as_alice: Client) -> None:
    _, page = previewed(as_alice, "date,what happened\n2025,<script>alert(1)</script>\n", "<b>.csv")
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_the_page_names_every_column(as_alice: Client) -> None:
    page = as_alice.get(IMPORT).content.decode()
    for name in entries_table.COLUMNS.values():
        assert f"<code>{name}</code>" in page


# --- Taking away --------------------------------------------------------------------------------------------------


def test_everything_for_me_and_less_for_others(as_alice: Client, filled: Any) -> None:
    for name in ("json", "csv", "markdown"):
        mine, shown = exported(as_alice, name), exported(as_alice, name, "?for=others")
        for secret in ("Settled the theft", "Ask Sam"):
            assert secret in mine, name
            assert secret not in shown, name
        assert "Raised the average" in shown
    mine, shown = exported(as_alice, "json"), exported(as_alice, "json", "?for=others")
    for secret in ("Hush", "He did it", "Back trouble"):
        assert secret in mine
        assert secret not in shown
    assert "She was great" in shown


def test_what_other_programs_read_has_nothing_confidential(as_alice: Client, filled: Any) -> None:
    document = json.loads(exported(as_alice, "json"))
    assert document["work"][0]["highlights"] == ["Raised the average basket by 12 %"]
    document.pop(own.EXTENSION)
    assert "theft" not in json.dumps(document)


def test_formulas_run_in_no_spreadsheet_and_come_back(as_alice: Client, alice: Any) -> None:
    with acting_as(alice):
        record_achievement(owner=alice, line='=HYPERLINK("http://x")', outcome="-5 % waste")
    text = exported(as_alice, "csv")
    assert ",=" not in text
    assert "\"'=HYPERLINK" in text
    _, page = previewed(as_alice, text)
    assert "There is nothing new in this file" in page


def test_an_export_with_files_is_no_larger_than_what_can_come_in_again(
    as_alice: Client, as_bob: Client, alice: Any, bob: Any, settings: Any
) -> None:
    pdfs = [files.pdf().replace(b"%%EOF", b"% more\n" * 600 + b"%%EOF") for _each in range(4)]
    brought_in(as_alice, career_with(*((f"{n}.pdf", pdf) for n, pdf in enumerate(pdfs))))
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 16_000
    text = exported(as_alice, "json")
    assert len(text.encode()) < 16_000
    page = brought_in(as_bob, text)
    assert page.count("The file itself is not in here") == 4 - len(of(bob, ProofFile))
    assert 0 < len(of(bob, ProofFile)) < 4


# --- Queries ------------------------------------------------------------------------------------------------------


def test_queries_do_not_grow_with_the_rows(as_alice: Client, queries_of: Callable[[Client, str], int]) -> None:
    def table(n: int) -> str:
        return "date,what happened,skills\n" + "".join(f"2025,Line {i},Skill {i}\n" for i in range(n))

    one, many = (previewed(as_alice, table(n))[0] for n in (1, 300))
    assert queries_of(as_alice, one) == queries_of(as_alice, many) <= 8
    for address in (one, many):
        as_alice.post(address)
    assert queries_of(as_alice, one) == queries_of(as_alice, many) <= 4
    before = queries_of(as_alice, reverse("achievements:export_json"))
    brought_in(as_alice, table(30).replace("Line", "Another"))
    assert queries_of(as_alice, reverse("achievements:export_json")) == before
    assert queries_of(as_alice, IMPORT) <= 8
    assert queries_of(as_alice, reverse("achievements:export")) <= 3


def test_thousands_of_rows_take_few_statements(as_alice: Client, alice: Any) -> None:
    rows = "".join(f"2025,Line {n},Skill {n % 40}\n" for n in range(1200))
    address, page = previewed(as_alice, f"date,what happened,skills\n{rows}")
    assert "1200 entries" in page
    assert len(page) < 40_000, "no page of thousands"
    with CaptureQueriesContext(connection) as captured:
        as_alice.post(address)
    assert len(captured) < 60
    assert len(of(alice, Achievement)) == 1200
