"""LinkedIn's export with every trap it is known for, and archives that are made to hurt."""

import struct
import zipfile
from io import BytesIO

import pytest

from apps.achievements.exchange import archive, linkedin
from apps.achievements.exchange.archive import Broken, NotRead
from apps.achievements.exchange.kinds import Record
from apps.achievements.exchange.troubles import Why

POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Lindley,Shop assistant,"Ran the till.\nTrained five new hires, ""quickly""",Leeds,Mar 2021,\n'
    "Lindley,Team leader,,Leeds,Jan 2023,Jun 2024\n"
)
SKILLS = "Name\nMerchandising\nmerchandising\n"
CERTIFICATIONS = (
    "Name,Url,Authority,Started On,Finished On,License Number\n"
    "Food hygiene,https://example.org/c,Highfield,Nov 2022,Nov 2025,FH-1\n"
)
EDUCATION = (
    "School Name,Start Date,End Date,Notes,Degree Name,Activities\n"
    "Leeds City College,2015,2017,With distinction,Retail Level 2,Debating\n"
    "Open University,,2020,,Certificate in Business,\n"
)
PREAMBLE = 'Notes:\n"When exporting your data, some of it may be missing, such as positions, or\nmore."\n\n'


def zipped(method: int = zipfile.ZIP_DEFLATED, **files: str | bytes) -> bytes:
    """A ZIP of these files; `__` in a name stands for `/`, and `.csv` is put behind it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", method) as out:
        for name, contents in files.items():
            out.writestr(f"{name.replace('__', '/')}.csv", contents)
    return made.getvalue()


def named(records: list[Record], kind: str) -> list[str]:
    return [str(r.values.get("title") or r.values.get("name")) for r in records if r.kind == kind and not r.troubles]


def test_the_four_tables_come_in() -> None:
    records, opened = linkedin.read_zip(
        zipped(Positions=POSITIONS, Skills=SKILLS, Certifications=CERTIFICATIONS, Education=EDUCATION)
    )
    assert not opened.refused
    assert named(records, "role") == ["Shop assistant", "Team leader", "Retail Level 2"]
    assert named(records, "skill") == ["Merchandising", "merchandising"]
    assert named(records, "credential") == ["Certificate in Business", "Food hygiene"]
    first = records[0]
    assert first.values["started"] == "2021-03"
    assert first.values["ended"] is None
    assert first.values["summary"] == 'Ran the till.\nTrained five new hires, "quickly"'
    assert first.where == "positions.csv, 2"


@pytest.mark.parametrize(
    "contents",
    [
        pytest.param((PREAMBLE + POSITIONS).encode(), id="preamble"),
        pytest.param(b"\xef\xbb\xbf" + POSITIONS.encode(), id="byte order mark"),
        pytest.param(b"\xef\xbb\xbf" + (PREAMBLE + POSITIONS).encode(), id="both"),
        pytest.param(POSITIONS.replace("Leeds", "Málaga").encode("cp1252"), id="Windows-1252"),
        pytest.param(POSITIONS.encode("utf-16"), id="UTF-16"),
        pytest.param(POSITIONS.replace("\n", "\r\n").encode(), id="CRLF"),
        pytest.param(
            b"Finished On,Started On,Title,Company Name\n,Mar 2021,Shop assistant,Lindley\n,2023,Team leader,Lindley\n",
            id="another order",
        ),
    ],
)
def test_however_the_file_is_written(contents: bytes) -> None:
    records, _ = linkedin.read_zip(zipped(**{"Basic_LinkedInDataExport_11-24-2026__Positions": contents}))
    assert named(records, "role") == ["Shop assistant", "Team leader"]


def test_the_preamble_does_not_shift_the_lines() -> None:
    records, _ = linkedin.read_zip(zipped(Positions=PREAMBLE + POSITIONS))
    assert records[0].where == "positions.csv, 6"


def test_a_month_in_another_language_is_reported_and_costs_no_other_row() -> None:
    records, _ = linkedin.read_zip(zipped(Positions=POSITIONS.replace("Mar 2021", "März 2021")))
    assert [trouble.why for trouble in records[0].troubles] == [Why.MONTH_IN_ANOTHER_LANGUAGE]
    assert named(records, "role") == ["Team leader"]


def test_a_row_that_cannot_be_read_costs_no_other() -> None:
    broken = 'Lindley,"never closed,,,Mar 2020,\n'
    header, *rest = POSITIONS.splitlines(keepends=True)
    records, _ = linkedin.read_zip(
        zipped(Positions=header + broken + "".join(rest) + "Lindley,Nobody knows when,,,,\n")
    )
    assert named(records, "role") == ["Shop assistant", "Team leader"]
    assert [r.troubles[0].why for r in records if r.troubles] == [Why.QUOTES, Why.NO_START]


def test_files_that_are_missing_are_no_trouble() -> None:
    records, opened = linkedin.read_zip(zipped(Skills=SKILLS, Profile="First Name\nNadia\n"))
    assert named(records, "skill") == ["Merchandising", "merchandising"]
    assert not opened.refused


def test_a_table_alone_is_known_by_its_header() -> None:
    for text, name in [(POSITIONS, "positions"), (SKILLS, "skills"), (EDUCATION, "education")]:
        sheet = linkedin.sheet_of(PREAMBLE + text)
        assert sheet is not None
        assert sheet.file == f"{name}.csv"
    assert linkedin.sheet_of("date,what happened\n2024,x\n") is None
    assert linkedin.sheet_of("name,notes\nx,y\n") is None


# --- Archives that hurt -----------------------------------------------------------------------------------------


def test_names_that_point_out_of_the_archive_are_not_read() -> None:
    for name in ("../Positions", "/etc/Positions", "a/../../Positions", "C:/Positions", "..\\Positions"):
        records, opened = linkedin.read_zip(zipped(**{name: POSITIONS, "Skills": SKILLS}))
        assert named(records, "role") == []
        assert [why for _, why in opened.refused] == [Broken.ODD_NAME], name
        assert named(records, "skill")


def test_a_bomb_is_not_unpacked() -> None:
    records, opened = linkedin.read_zip(zipped(Positions=b"x," * 12_000_000, Skills=SKILLS))
    assert [why for _, why in opened.refused] == [Broken.TOO_BIG]
    assert named(records, "skill")


def test_a_bomb_that_lies_about_its_size_is_stopped() -> None:
    honest = zipped(Positions=b"x," * 15_000_000)
    size = struct.pack("<I", 30_000_000)
    assert honest.count(size) >= 1
    _, opened = linkedin.read_zip(honest.replace(size, struct.pack("<I", 190_000)))
    assert [why for _, why in opened.refused] in ([Broken.TOO_BIG], [Broken.DAMAGED])


def test_the_bound_on_all_files_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "MOST_TOGETHER", len(SKILLS) + 10)
    found = archive.opened(zipped(Skills=SKILLS, Positions=POSITIONS), {"skills.csv", "positions.csv"})
    assert set(found.files) == {"skills.csv"}
    assert found.refused == [("Positions.csv", Broken.TOO_BIG)]


def test_too_many_files_are_refused() -> None:
    with pytest.raises(NotRead) as refused:
        linkedin.read_zip(zipped(**{f"f{n}": "x" for n in range(archive.MOST_FILES + 1)}))
    assert refused.value.why is Broken.TOO_MANY_FILES


def test_a_locked_archive_is_told_apart() -> None:
    data = bytearray(zipped(Positions=POSITIONS))
    data[6] |= 1  # the flag in the file's own header, and in the list at the end
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(NotRead) as refused:
        linkedin.read_zip(bytes(data))
    assert refused.value.why is Broken.ENCRYPTED


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"PK\x03\x04 and nothing", b"GIF89a", POSITIONS.encode()])
def test_what_is_no_zip(data: bytes) -> None:
    with pytest.raises(NotRead) as refused:
        archive.opened(data, {"positions.csv"})
    assert refused.value.why is Broken.NO_ZIP


def test_a_damaged_file_costs_no_other() -> None:
    data = bytearray(zipped(Positions=POSITIONS, Skills=SKILLS, method=zipfile.ZIP_STORED))
    data[data.index(b"Shop assistant")] ^= 0xFF
    records, opened = linkedin.read_zip(bytes(data))
    assert [why for _, why in opened.refused] == [Broken.DAMAGED]
    assert named(records, "skill")


def test_packings_that_cannot_be_bounded_are_not_read() -> None:
    _, opened = linkedin.read_zip(zipped(Positions=POSITIONS, method=zipfile.ZIP_BZIP2))
    assert [why for _, why in opened.refused] == [Broken.DAMAGED]


def test_the_outermost_of_two_counts_and_an_archive_inside_is_left_alone() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as out:
        out.writestr("old/Skills.csv", "Name\nOld\n")
        out.writestr("Skills.csv", SKILLS)
        out.writestr("inner.zip", zipped(Positions=POSITIONS))
    records, opened = linkedin.read_zip(made.getvalue())
    assert named(records, "skill") == ["Merchandising", "merchandising"]
    assert opened.refused == [("old/Skills.csv", Broken.TWICE)]
    assert named(records, "role") == []
