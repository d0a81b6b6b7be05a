"""ESCO's file of skills as large as the real one, made up the same each time: no copy of the data is needed."""

import csv
import random
from collections.abc import Iterator
from pathlib import Path

SKILLS, OTHERS = 13_900, 6.3  # rows, and other names of each on average: close to 100 000 labels in all
COLUMNS = [
    "conceptType", "conceptUri", "skillType", "reuseLevel", "preferredLabel", "altLabels", "hiddenLabels",
    "status", "modifiedDate", "scopeNote", "definition", "inScheme", "description",
]  # fmt: skip


def _words(text: str) -> list[str]:
    return text.split()


# As uneven as in life: one name in eight begins with “manage”.
COMMON = _words("perform maintain operate develop") * 6 + _words("use monitor ensure apply") * 4
VERBS = (
    ["manage"] * 12
    + COMMON
    + _words("""
advise analyse arrange assess assist build calculate check clean collect communicate conduct coordinate create
cut define demonstrate design draft drive edit estimate evaluate examine explain follow handle identify
implement inspect install interpret keep lead lift measure mix negotiate organise pack plan prepare present
process produce promote provide read record repair research schedule select sell serve set supervise teach
test train translate treat write
""")
)
OBJECTS = _words("""
electrical electronic medical musical commercial digital financial historical industrial legal mechanical
natural public technical thermal social local marine mobile personal
""")
THINGS = _words("""
equipment systems records materials budgets contracts machines vehicles documents reports patients customers
crops animals instruments drawings networks databases samples procedures standards software staff stock tools
installations circuits engines structures surfaces textiles timber tissue events exhibitions lessons meals
menus orders parcels permits policies prices products projects purchases recipes repairs reservations
resources risks safety sales schedules services shipments signals sites sources supplies surveys tests
theories therapies tours trades training transactions transport treatments trees utilities vaccines values
waste water welds wine wood
""")
PLACES = _words("""
aviation banking brewing care construction dentistry farming fishing forestry healthcare hospitality
laboratories logistics mining museums pharmacy printing railways retail schools shipping sports theatre
tourism warehouses zoos
""")
SYLLABLES = _words("an bro cel dor em fi gra hol in ket lum mo nar op pel qua ris sto tur ul ven wis yar zin")


def write_skills(path: Path, count: int = SKILLS) -> None:
    """A CSV file like skills_en.csv, with `count` skills."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(_rows(count))


def _rows(count: int) -> Iterator[dict[str, str]]:
    dice = random.Random(1)
    for n in range(count):
        names = [_name(dice) for _ in range(1 + round(dice.triangular(1, 2 * OTHERS, OTHERS)))]
        yield {
            "conceptType": "KnowledgeSkillCompetence",
            "conceptUri": f"http://data.europa.eu/esco/skill/{n:08}",
            "skillType": dice.choice(["skill/competence", "skill/competence", "knowledge"]),
            "preferredLabel": names[0],
            "altLabels": "\n".join(names[1:]),
            "status": "released",
            "description": f"Do what is needed to {names[0]}, safely and in time.",
        }


def _name(dice: random.Random) -> str:
    """A name of three to five words; every third has a word that only a few share, as life has 15 000 of them."""
    rare = "".join(dice.choice(SYLLABLES) for _ in range(dice.randint(2, 4)))
    words = [dice.choice(VERBS), rare if dice.random() < 0.35 else dice.choice(OBJECTS), dice.choice(THINGS)]
    return " ".join([*words, "in", dice.choice(PLACES)] if dice.random() < 0.4 else words)
