"""People as files: chosen ones only, nobody twice, nothing lost on the way out and in, and nobody of anybody else."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from apps.people import importing
from apps.people.columns import COLUMNS
from apps.people.forms.imports import packed, unpacked
from apps.people.importing import State
from apps.people.models import Person
from apps.people.reading import Format, day, read
from apps.people.views import files
from apps.users import spreadsheet
from apps.users.ownership import acting_as
from tests.forms_in_pages import Forms

IMPORT = "/people/import/"
NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email addresses are missing. '
    'You will only see email addresses for connections who have allowed it, see https://www.linkedin.com/help"\n\n'
)
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
LEAH = "Leah,Okafor,https://www.linkedin.com/in/leah-o,,Lindley,Store manager,05 Mar 2019\n"
ZOE = 'Zoë,"Smith, MBA",https://www.linkedin.com/in/zoe,zoe@example.org,"Fennel, Rye & Co",,3/5/19\n'
GONE = ",,,,,,\n"
LINKEDIN = NOTES + HEADER + LEAH + GONE + ZOE


def planned(owner: Any, text: str) -> list[importing.Row]:
    found = read(text)
    assert found is not None
    return importing.plan(owner=owner, people=found.people)


def brought_in(client: Client, text: str, *names: str) -> Any:
    """Both steps, as a browser takes them: the people of these names are ticked."""
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("people.csv", text.encode())})
    assert answer.status_code == 200, answer.content.decode()
    reader = Forms(IMPORT)
    reader.feed(answer.content.decode())
    (form,) = [form for form in reader.forms if "packed" in form.names]
    rows = answer.context["rows_new"] + answer.context["rows_changed"]
    ticked = [str(row.number) for row in rows if row.name in names]
    done = client.post(form.action, {"packed": form.data()["packed"], "take": ticked})
    assert done.status_code == 200
    return done


def test_linkedin_with_every_trap_is_read() -> None:
    found = read(LINKEDIN)
    assert found is not None
    leah, zoe = found.people
    assert found.format is Format.LINKEDIN
    assert (leah.number, leah.source) == (5, "linkedin leah-o")
    assert leah.said == {
        "name": "Leah Okafor",
        "link": "https://www.linkedin.com/in/leah-o",
        "organisation": "Lindley",
        "known_as": "Store manager",
        "met": "2019-03-05",
    }
    assert (zoe.number, zoe.said["name"], zoe.said["organisation"]) == (7, "Zoë Smith, MBA", "Fennel, Rye & Co")
    assert [part for _, part in zoe.notes] == ["3/5/19"]  # could be two days: left out and said


def test_only_those_ticked_come_in_and_nobody_twice(as_alice: Client, alice: Any) -> None:
    done = brought_in(as_alice, LINKEDIN, "Zoë Smith, MBA").content.decode()
    assert "One person was kept." in done
    with acting_as(alice):
        zoe = Person.objects.get()
    assert (zoe.name, zoe.email, zoe.organisation, zoe.met_on) == (
        "Zoë Smith, MBA",
        "zoe@example.org",
        "Fennel, Rye & Co",
        None,
    )
    assert zoe.every_weeks is None  # nobody is asked about unasked
    again = brought_in(as_alice, LINKEDIN, "Leah Okafor", "Zoë Smith, MBA")
    assert "One person was kept." in again.content.decode()
    with acting_as(alice):
        assert Person.objects.count() == 2
        assert {row.state for row in planned(alice, LINKEDIN)} == {State.SAME}


def test_ticking_nobody_brings_in_nobody(as_alice: Client, alice: Any) -> None:
    assert "Nobody was ticked" in brought_in(as_alice, LINKEDIN).content.decode()
    with acting_as(alice):
        assert not Person.objects.exists()


def test_a_new_job_is_a_change_that_is_shown_and_ticked(as_alice: Client, alice: Any) -> None:
    brought_in(as_alice, LINKEDIN, "Leah Okafor")
    moved = LINKEDIN.replace("Lindley,Store manager", "Lindley North,Area manager")
    with acting_as(alice):
        Person.objects.update(notes="Likes plain words", kinds=["mentor"])
        row = planned(alice, moved)[0]
        assert row.state is State.CHANGED
        changes = {(change.column, change.before, change.after) for change in row.changes}
    assert changes == {
        ("How you know each other", "Store manager", "Area manager"),
        ("Organisation", "Lindley", "Lindley North"),
    }
    brought_in(as_alice, moved)
    with acting_as(alice):
        assert Person.objects.get().organisation == "Lindley"
    brought_in(as_alice, moved, "Leah Okafor")
    with acting_as(alice):
        leah = Person.objects.get()
    assert (leah.organisation, leah.notes, leah.kinds) == ("Lindley North", "Likes plain words", ["mentor"])


def test_somebody_is_known_again_by_address_page_or_name_and_place(alice: Any) -> None:
    with acting_as(alice):
        Person.objects.create(owner=alice, name="Z. Smith", email="ZOE@example.org")
        Person.objects.create(owner=alice, name="leah okafor", organisation="LINDLEY")
        assert [row.state for row in planned(alice, LINKEDIN)] == [State.CHANGED, State.CHANGED]


def test_the_same_person_twice_in_a_file_is_one(alice: Any) -> None:
    with acting_as(alice):
        rows = planned(alice, LINKEDIN + LEAH)
        assert [row.state for row in rows] == [State.NEW, State.NEW, State.SAME]
        assert rows[2].reasons == ["The same as line 5."]


def test_a_wrong_field_costs_the_field_and_not_the_person(alice: Any) -> None:
    table = 'name,e-mail,link,weeks\nLeah,leah@,javascript:x,often\n,nobody@example.org,,\n"x,y\n'
    with acting_as(alice):
        leah, nobody, quotes = planned(alice, table)
        assert (leah.state, leah.them and leah.them.email) == (State.NEW, "")
        assert len(leah.reasons) == 3
        assert all(reason.endswith("Left out.") for reason in leah.reasons)
        assert (nobody.state, quotes.state) == (State.BAD, State.BAD)
        assert "closed" in quotes.reasons[0]


def test_a_long_file_is_narrowed_down(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SHOWN", 30)
    many = LINKEDIN + "".join(f"P{n},Q,,,Company {n},,\n" for n in range(40))
    answer = as_alice.post(IMPORT, {"text": many})
    assert "42 people are in the file." in answer.content.decode()
    assert "12 more are not shown" in answer.content.decode()
    sent = {"packed": answer.context["packed"], "narrow": "1", "only": "company 39"}
    narrowed = as_alice.post(IMPORT, sent)
    assert [row.name for row in narrowed.context["rows_new"]] == ["P39 Q"]
    assert "One fits." in narrowed.content.decode()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose a file, or paste its text."),
        ({"text": "salary,place\n1,2\n"}, "neither cards nor a column with names"),
        ({"text": LINKEDIN, "file": SimpleUploadedFile("a.csv", b"name\nx\n")}, "not both"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "This file is empty."),
        ({"packed": "nonsense"}, "open for too long"),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_pasted_stays(
    as_alice: Client, sent: dict[str, Any], said: str
) -> None:
    answer = as_alice.post(IMPORT, sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    if "text" in sent:
        assert sent["text"].splitlines()[0] in answer.content.decode()


def test_nobody_brings_in_what_another_read(as_alice: Client, bob: Any, alice: Any) -> None:
    found = read(LINKEDIN)
    assert found is not None
    assert unpacked(packed(found, owner=alice), owner=alice) == found
    assert as_alice.post(IMPORT, {"packed": packed(found, owner=bob)}).status_code == 422


def test_an_id_of_somebody_else_is_a_new_person(alice: Any, bob: Any) -> None:
    with acting_as(bob):
        theirs = Person.objects.create(owner=bob, name="Leah")
        text = "".join(spreadsheet.written(iter([list(COLUMNS.values()), [str(theirs.pk), "Leah"]])))
    with acting_as(alice):
        (row,) = planned(alice, text)
        assert row.state is State.NEW
        importing.bring_in(owner=alice, rows=[row])
        assert Person.objects.get().pk not in {theirs.pk, None}
        assert [row.state for row in planned(alice, text)] == [State.SAME]


# --- Out and in again -----------------------------------------------------------------------------------------

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), max_size=20).map(str.strip)
ONE_LINE = WORDS.map(lambda text: " ".join(text.split()))
DAY = "2019-03-05"
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
SOMEBODY = st.fixed_dictionaries(
    {
        "name": ONE_LINE.filter(bool),
        "known_as": ONE_LINE | st.just("=SUM(A1)"),
        "organisation": ONE_LINE,
        "kinds": st.lists(st.sampled_from(Person.Kind.values), unique=True),
        "met": st.sampled_from(
            [(None, "year"), ("2019-01-01", "year"), ("2019-03-01", "month"), ("2019-03-05", "day")]
        ),
        "email": st.sampled_from(["", "a@example.org"]),
        "phone": st.sampled_from(["", "+44 1904 000000", "'001"]),
        "link": st.sampled_from(["", "https://example.org/a"]),
        "notes": WORDS,
        "every_weeks": st.none() | st.integers(1, 520),
        "state": st.sampled_from(Person.State.values),
        "added_on": DAYS,
        "not_before": st.none() | DAYS,
    }
)


def exported(client: Client, ending: str) -> str:
    answer = client.get(f"/people/export.{ending}")
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode()


@given(st.lists(SOMEBODY, max_size=3))
@hypothesis_settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_our_own_table_comes_back_whole(as_alice: Client, alice: Any, people: list[dict[str, Any]]) -> None:
    with acting_as(alice):
        Person.objects.all().delete()
        for said in people:
            met_on, precision = said["met"]
            rest = {name: value for name, value in said.items() if name != "met"}
            Person.objects.create(owner=alice, met_on=met_on, met_precision=precision, **rest)
        before = {str(them.pk): importing.written(them) for them in Person.objects.all()}
        text = exported(as_alice, "csv")
        assert {row.state for row in planned(alice, text)} <= {State.SAME}
        Person.objects.all().delete()
        done = importing.bring_in(owner=alice, rows=planned(alice, text))
        after = [importing.written(them) for them in Person.objects.all()]
        assert len(done) == len(people)
        whole = [{**row, "id": ""} for row in before.values()]
        assert sorted(map(str, whole)) == sorted(str({**row, "id": ""}) for row in after)
        assert {row.state for row in planned(alice, text)} <= {State.SAME}  # a second time nobody is doubled


def test_what_is_taken_away_runs_no_formula_and_is_all_there(as_alice: Client, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        Person.objects.create(owner=alice, name='=HYPERLINK("x")', notes="@now", state="let_go")
    rows = list(csv.reader(StringIO(exported(as_alice, "csv").removeprefix("\ufeff"))))
    assert rows[0] == list(COLUMNS.values())
    assert {row[1] for row in rows[1:]} == {"Leah Okafor", '\'=HYPERLINK("x")'}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_cards_hold_those_one_is_in_touch_with(as_alice: Client, alice: Any, leah: Person) -> None:
    with acting_as(alice):
        Person.objects.create(owner=alice, name="Somebody else", state="let_go")
        text = exported(as_alice, "vcf")
        assert text.count("BEGIN:VCARD") == 1
        assert "FN:Leah Okafor" in text
        assert [row.state for row in planned(alice, text)] == [State.SAME]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2019", "2019"),
        ("2019-03", "2019-03"),
        ("05 Mar 2019", "2019-03-05"),
        ("March 2019", "2019-03"),
        ("5 sept. 2020", "2020-09-05"),
    ],
)
def test_days_are_read_as_exactly_as_they_are_said(text: str, found: str) -> None:
    assert day(text) == found


@pytest.mark.parametrize("text", ["3/5/19", "31 Feb 2019", "2019-13", "soon", "05 Foo 2019", "some day"])
def test_a_day_that_could_be_two_or_none_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        day(text)
