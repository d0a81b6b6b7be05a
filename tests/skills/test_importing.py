"""The official lists and our own come into the catalogue, and twice changes nothing."""

import csv
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from apps.skills.models import CatalogueLabel, CatalogueSkill, CatalogueWord, Occupation, OccupationNeed, Skill
from apps.users.ownership import acting_as

pytestmark = pytest.mark.django_db

SKILL_COLUMNS = [
    "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels",
    "status", "modifiedDate", "scopeNote", "definition", "inScheme", "description",
]  # fmt: skip


def skill(uri: str, name: str, also: str = "", **more: str) -> dict[str, str]:
    row = {"conceptUri": uri, "skillType": "skill/competence", "preferredLabel": name, "altLabels": also}
    return {"conceptType": "KnowledgeSkillCompetence", "status": "released", **row, **more}


def occupation(uri: str, title: str, also: str = "") -> dict[str, str]:
    return {"conceptUri": uri, "iscoGroup": "2221", "preferredLabel": title, "altLabels": also, "status": "released"}


def write(path: Path, columns: list[str], rows: list[dict[str, str]]) -> Path:
    """As the official files are: a byte order mark, CRLF, and line breaks inside quotes."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return path


def skills_file(folder: Path, *rows: dict[str, str], language: str = "en") -> Path:
    return write(folder / f"skills_{language}.csv", SKILL_COLUMNS, list(rows))


def tabs(folder: Path, name: str, *rows: str) -> None:
    (folder / name).write_text("\r\n".join(row.replace("|", "\t") for row in rows) + "\r\n", encoding="utf-8-sig")


def run(*command: Any, **options: Any) -> str:
    said = StringIO()
    call_command(*command, stdout=said, **options)
    return said.getvalue()


def labels_of(name: str) -> list[str]:
    return sorted(CatalogueLabel.objects.filter(skill__name=name).values_list("text", flat=True))


HEAD = b"conceptUri,skillType,preferredLabel,altLabels\r\n"
WELD = skill("esco/1", "weld metal", 'join "hot"\nweld steel, iron\nWELD METAL', description="Join\r\nmetal.")


def test_esco_skills_come_in_with_their_labels_once(tmp_path: Path) -> None:
    file = skills_file(tmp_path, WELD, skill("esco/2", "knead dough", skillType="knowledge"))

    assert "skills_en.csv: 2 read, 2 new, 0 changed, 0 unchanged, 0 left out." in run("import_esco", file)
    assert "2 read, 0 new, 0 changed, 2 unchanged, 0 left out." in run("import_esco", file)

    weld, dough = CatalogueSkill.objects.order_by("key")
    assert (weld.source, weld.language, weld.kind, weld.description) == (
        "esco",
        "en",
        "skill/competence",
        "Join metal.",
    )
    assert dough.kind == "knowledge"
    assert labels_of("weld metal") == ['join "hot"', "weld metal", "weld steel, iron"]
    assert CatalogueLabel.objects.get(text="weld metal").is_preferred
    assert CatalogueWord.objects.filter(text="dough").exists()


def test_hidden_labels_come_in_once_and_nothing_is_corrected_into_them(tmp_path: Path) -> None:
    row = WELD | {"hiddenLabels": "wellding\nWELD STEEL, iron\nsmithery"}
    file = skills_file(tmp_path, row)
    columns = ["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "hiddenLabels", "status"]
    jobs = write(tmp_path / "jobs_en.csv", columns, [occupation("job/1", "welder") | {"hiddenLabels": "weldor"}])

    run("import_esco", file, jobs)

    hidden = CatalogueLabel.objects.filter(is_hidden=True)
    assert set(hidden.values_list("text", "is_preferred")) == {("wellding", False), ("smithery", False)}
    assert Occupation.objects.get().labels.get(is_hidden=True).text == "weldor"
    assert not CatalogueWord.objects.filter(text__in=["wellding", "smithery"]).exists()
    assert "0 changed, 1 unchanged" in run("import_esco", file)

    said = run("import_esco", skills_file(tmp_path, WELD | {"altLabels": "smithery", "hiddenLabels": "welding"}))

    assert "1 changed" in said
    assert set(hidden.values_list("text", flat=True)) == {"welding"}
    assert labels_of("weld metal") == ["smithery", "weld metal", "welding"]
    assert CatalogueWord.objects.filter(text="smithery").exists()


def test_a_changed_label_is_updated_and_what_vanished_is_told_and_kept(tmp_path: Path, alice: Any) -> None:
    run("import_esco", skills_file(tmp_path, WELD, skill("esco/2", "knead dough")))
    with acting_as(alice):
        kept = Skill.objects.called(alice, ["Knead dough"])[0]
    file = skills_file(tmp_path, WELD | {"preferredLabel": "weld metals", "altLabels": "weld metal"})

    said = run("import_esco", file)

    assert "1 read, 0 new, 1 changed, 0 unchanged" in said
    assert "Not in the file any more, and kept (1): knead dough" in said
    assert labels_of("weld metals") == ["weld metal", "weld metals"]
    with acting_as(alice):
        kept.refresh_from_db()
        assert kept.catalogue.name == "knead dough"
    assert "0 changed, 1 unchanged" in run("import_esco", file)


def test_rows_that_cannot_be_taken_are_named_and_cost_the_others_nothing(tmp_path: Path) -> None:
    file = skills_file(
        tmp_path,
        skill("", "no id"),
        skill("esco/1", " "),
        skill("esco/2", "x" * 301),
        skill("esco/3", "old one", status="obsolete"),
        skill("esco/4", "nul\0l"),
        skill("esco/4", "again"),
    )
    with file.open("a", encoding="utf-8") as more:
        more.write("half,a row\r\n")

    said = run("import_esco", file)

    assert "7 read, 1 new, 0 changed, 0 unchanged, 6 left out." in said
    for reason in (
        "row 2: it has no id",
        "row 3: it has no name",
        "row 4: its name is longer than 300",
        "row 5: its status is “obsolete”",
        "row 7: a row before it has the same id",
        "row 8: it has 2 cells instead of 13",
    ):
        assert reason in said
    assert CatalogueSkill.objects.get().name == "null"


def test_occupations_and_what_they_ask_for_come_in_whatever_the_order(tmp_path: Path) -> None:
    relations = write(
        tmp_path / "a_relations_en.csv",
        ["occupationUri", "relationType", "skillType", "skillUri"],
        [
            {"occupationUri": "job/1", "relationType": "essential", "skillUri": "esco/1"},
            {"occupationUri": "job/1", "relationType": "optional", "skillUri": "esco/2"},
            {"occupationUri": "job/1", "relationType": "optional", "skillUri": "esco/2"},
            {"occupationUri": "job/1", "relationType": "maybe", "skillUri": "esco/2"},
            {"occupationUri": "job/9", "relationType": "optional", "skillUri": "esco/2"},
            {"occupationUri": "job/1", "relationType": "optional", "skillUri": "esco/9"},
        ],
    )
    columns = ["conceptUri", "iscoGroup", "preferredLabel", "altLabels", "status"]
    write(tmp_path / "occupations_en.csv", columns, [occupation("job/1", "welder", "metal joiner")])
    skills_file(tmp_path, WELD, skill("esco/2", "knead dough"))

    said = run("import_esco", tmp_path)

    assert f"{relations.name}: 6 read, 2 new, 0 changed, 0 unchanged, 4 left out." in said
    for reason in ("“maybe” is neither", "row 4: a row before it", "“job/9” is not known", "“esco/9” is not known"):
        assert reason in said
    assert dict(OccupationNeed.objects.values_list("skill__name", "is_essential")) == {
        "weld metal": True,
        "knead dough": False,
    }
    assert set(Occupation.objects.get().labels.values_list("text", flat=True)) == {"welder", "metal joiner"}
    assert "6 read, 0 new, 0 changed, 2 unchanged, 4 left out." in run("import_esco", tmp_path)


def test_the_file_name_or_the_option_says_the_language(tmp_path: Path) -> None:
    run("import_esco", skills_file(tmp_path, skill("esco/1", "Metall schweißen"), language="de"))
    run("import_esco", skills_file(tmp_path, skill("esco/1", "souder"), language="xx"), language="fr")

    assert set(CatalogueSkill.objects.values_list("language", "name")) == {("de", "Metall schweißen"), ("fr", "souder")}
    assert set(CatalogueLabel.objects.values_list("language", flat=True)) == {"de", "fr"}


@pytest.mark.parametrize(
    ("contents", "sentence"),
    [
        (b"a,b,c\r\n1,2,3\r\n", "it has no column “conceptUri”"),
        (b"", "Its first line says nothing"),
        (HEAD + b"1,2,caf\xe9,\r\n", "is not in UTF-8"),
        (
            HEAD + b'1,2,"' + b"x" * 1_100_000,
            "a quotation mark does not close",
        ),
    ],
)
def test_a_file_that_is_something_else_is_refused_by_a_sentence(tmp_path: Path, contents: bytes, sentence: str) -> None:
    file = tmp_path / "skills_en.csv"
    file.write_bytes(contents)

    with pytest.raises(CommandError, match=r"skills_en\.csv") as refused:
        run("import_esco", file)

    assert sentence in str(refused.value)
    assert not CatalogueSkill.objects.exists()


def test_what_is_not_there_is_refused_by_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="no CSV file"):
        run("import_esco", tmp_path)
    with pytest.raises(CommandError, match="cannot be opened"):
        run("import_esco", tmp_path / "skills_en.csv")
    with pytest.raises(CommandError, match="none of O\\*NET’s files"):
        run("import_onet", tmp_path)
    tabs(tmp_path, "Skills.txt", "O*NET-SOC Code|Element|Name")
    with pytest.raises(CommandError, match="no column “Element ID”"):
        run("import_onet", tmp_path)


def onet(folder: Path) -> None:
    tabs(folder, "Occupation Data.txt", "O*NET-SOC Code|Title|Description", '29|Nurses|Care for "patients".')
    tabs(
        folder,
        "Alternate Titles.txt",
        "O*NET-SOC Code|Alternate Title|Short Title|Source(s)",
        "29|Ward Nurse||01",
        "29|Staff Nurse|SN|01",
        "29|Nurses||01",
        "99|Nobody||01",
    )
    header = "O*NET-SOC Code|Element ID|Element Name|Scale ID|Data Value|Recommend Suppress"
    tabs(
        folder,
        "Skills.txt",
        header,
        "29|2.A.1.b|Active Listening|IM|4.125|N",
        "29|2.A.1.b|Active Listening|LV|4.00|N",
        "29|2.A.1.c|Writing|IM|2.5|N",
        "29|2.A.1.d|Speaking|IM|3|Y",
        "29|2.A.1.e|Mathematics|IM|many|N",
        "29|2.A.1.f|Science|IM|NaN|N",
    )
    tabs(folder, "Knowledge.txt", header, "29|2.C.1.e|Customer and Personal Service|IM|3.9|N")
    tabs(
        folder,
        "Technology Skills.txt",
        "O*NET-SOC Code|Example|Commodity Code|Commodity Title|Hot Technology|In Demand",
        "29|Epic Systems|43231|Medical software|Y|Y",
        "29|Microsoft Excel|43232|Spreadsheet software|Y|N",
        "29||43232|Spreadsheet software|Y|N",
    )


def test_onet_comes_in_with_importance_titles_and_technology_once(tmp_path: Path) -> None:
    onet(tmp_path)

    said = run("import_onet", tmp_path)

    for line in (
        "Occupation Data.txt: 1 read, 1 new",
        "Alternate Titles.txt: 2 read, 0 new, 1 changed, 0 unchanged, 1 left out.",
        "Skills.txt: 5 read, 5 new",
        "Skills.txt, by occupation: 5 read, 2 new, 0 changed, 0 unchanged, 3 left out.",
        "row 5: O*NET advises against",
        "“many” is no number",
        "the importance NaN",
        "Technology Skills.txt, by occupation: 3 read, 2 new",
        "row 4: it names no example",
    ):
        assert line in said
    needs = {
        name: rest for name, *rest in OccupationNeed.objects.values_list("skill__name", "is_essential", "importance")
    }
    assert {name: (essential, str(weight)) for name, (essential, weight) in needs.items()} == {
        "Active Listening": (True, "4.12"),
        "Writing": (False, "2.50"),
        "Customer and Personal Service": (True, "3.90"),
        "Epic Systems": (True, "None"),
        "Microsoft Excel": (False, "None"),
    }
    titles = Occupation.objects.get().labels
    assert set(titles.values_list("text", flat=True)) == {"Nurses", "Ward Nurse", "Staff Nurse"}
    assert titles.get(is_preferred=True).text == "Nurses"
    assert CatalogueSkill.objects.get(name="Microsoft Excel").description == "Spreadsheet software"


def test_onet_twice_changes_nothing_and_what_changed_is_changed(tmp_path: Path) -> None:
    onet(tmp_path)
    run("import_onet", tmp_path)
    again = run("import_onet", tmp_path)
    assert " 0 new, 0 changed" in again
    assert not [line for line in again.splitlines() if " read, " in line and " 0 new, 0 changed" not in line]

    (tmp_path / "Alternate Titles.txt").unlink()
    tabs(tmp_path, "Occupation Data.txt", "O*NET-SOC Code|Title|Description", "29|Ward Nurse|Care.")
    said = run("import_onet", tmp_path)

    assert "Occupation Data.txt: 1 read, 0 new, 1 changed" in said
    assert "passed over: Alternate Titles.txt" in said
    assert Occupation.objects.get().labels.get(is_preferred=True).text == "Ward Nurse"
    assert Occupation.objects.get().labels.filter(text="Staff Nurse").exists()


def test_the_shipped_list_comes_in_whole_and_once() -> None:
    first, second = run("load_starter_skills"), run("load_starter_skills")

    assert " 0 changed, 0 unchanged, 0 left out." in first
    assert " 0 new, 0 changed" in second
    assert CatalogueSkill.objects.filter(source="starter").count() >= 500
    assert CatalogueSkill.objects.filter(source="starter").values("kind").distinct().count() == 12
    assert labels_of("First aid") == ["First aid", "emergency aid", "giving first aid"]
    assert not CatalogueSkill.objects.filter(name__regex="[,;]").exists()
    assert CatalogueLabel.objects.filter(is_everyday=False).count() == 0
