"""One small sound file of each format that somebody may bring in, to be spoilt."""

import io
import json
import zipfile

from tests.trust.mutations import FILE_NAMES, FilePart

ENTRIES = (
    b"date,what happened,what changed,skills,role,private note\r\n"
    b'2025-03-02,"Showed two new hires the stockroom",Fewer questions,"Training, Patience",Shop assistant,mine\r\n'
    b"sometime,Something,,,,\r\n2024-02,Counted the stock,,,,\r\n"
)
OFFERS = b"title,organisation,place,pay,notes\r\nTeam lead,Lindley,Leeds,25000,Nights\r\n,,,,\r\nBaker,Crust,,,\r\n"
PEOPLE = b"name,relation,e-mail,organisation\r\nLeah Moss,mentor,leah@example.org,Lindley\r\nOmar,,,\r\n"
CARDS = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Leah Moss\r\nN:Moss;Leah;;;\r\nEMAIL;TYPE=work:leah@example.org\r\n"
    b"ORG:Lindley;Shop\r\n"
    b"NOTE;ENCODING=QUOTED-PRINTABLE:Met=20at=\r\n the=20fair\r\nBDAY:1980-02-30\r\nEND:VCARD\r\n"
    b"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Omar\r\nTEL:+44 1\r\nEND:VCARD\r\n"
)
RESUME = json.dumps(
    {
        "basics": {"name": "N", "label": "Retail"},
        "work": [
            {
                "name": "Lindley",
                "position": "Shop assistant",
                "startDate": "2021-03",
                "endDate": "2024-02-29",
                "summary": "Till",
                "highlights": ["Trained five new hires", "Cut waste by 12 %"],
            }
        ],
        "education": [{"institution": "College", "area": "Retail", "studyType": "Level 2", "startDate": "2015"}],
        "certificates": [{"name": "Food hygiene", "date": "2022-11", "issuer": "H", "url": "https://example.org/c"}],
        "skills": [{"name": "Till", "level": "Master", "keywords": ["cash"]}],
        "references": [{"name": "Leah", "reference": "Good with people"}],
        "projects": [{"name": "Shelves", "highlights": ["Softer"], "startDate": "2023"}],
    }
).encode()
POSITIONS = (
    "Company Name,Title,Description,Location,Started On,Finished On\n"
    'Lindley,Shop assistant,"Ran the till.\nTrained ""five""",Leeds,Mar 2021,\n'
)
EVIL = (
    "../../../etc/cron.d/x.csv",
    "/etc/passwd",
    "C:\\x.csv",
    "Positions.csv/",
    "é\u202e.csv",
    "x" * 300 + ".csv",
    "Skills.csv",
)


def zipped(names: tuple[str, ...] = ("Positions.csv", "Skills.csv"), bomb: int = 0) -> bytes:
    """LinkedIn's export, or something that calls itself so."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name in names:
            out.writestr(name, POSITIONS if name.startswith("Pos") else "Name\nTill\n" + "Till,\n" * bomb)
    return made.getvalue()


def samples() -> list[FilePart]:
    """Each under a proper name, and some that are nothing."""
    sound = {
        "entries.csv": ENTRIES,
        "offers.csv": OFFERS,
        "people.csv": PEOPLE,
        "people.vcf": CARDS,
        "resume.json": RESUME,
        "linkedin.zip": zipped(),
        "positions.csv": POSITIONS.encode(),
        "utf16.csv": ENTRIES.decode().encode("utf-16"),
        "latin.csv": "date;what happened\r\n02.03.2025;Für Frau Müller\r\n".encode("latin-1"),
        "evil.zip": zipped(EVIL),
        "bomb.zip": zipped(bomb=400_000),
        "inside.zip": zipped(("a.zip", "../Positions.csv")),
        "empty.csv": b"",
        "nul.csv": b"\0" * 999,
        "deep.json": b"[" * 50_000,
        "numbers.json": b'{"work": [{"startDate": 1e999, "name": ' + b"9" * 5000 + b'}], "basics": []}',
        "picture.png": b"\x89PNG\r\n\x1a\n" + b"\0" * 99,
        "page.pdf": b"%PDF-1.7\n%%EOF",
    }
    kinds = {".csv": "text/csv", ".zip": "application/zip", "json": "application/json"}
    named = [FilePart(name, contents, kinds.get(name[-4:], "x/y")) for name, contents in sound.items()]
    return named + [FilePart(name, ENTRIES) for name in FILE_NAMES]
