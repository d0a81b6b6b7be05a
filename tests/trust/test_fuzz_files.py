"""Files to be brought in, gnawed at: what is read is read, what is not is said, and nothing comes in by half."""

import random
import re
import zlib
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from apps.skills.models import CatalogueSkill, Occupation
from tests.skills.test_importing import HEAD
from tests.trust import mutations
from tests.trust.fuzzing import Wall, seed
from tests.trust.mutations import FilePart
from tests.trust.samples import CARDS, ENTRIES, OFFERS, PEOPLE, POSITIONS, RESUME, samples, zipped

SOME, ALL = 24, 1_500
DOORS = ("/journal/import/", "/offers/import/", "/people/import/")
SOUND = (ENTRIES, OFFERS, PEOPLE, CARDS, RESUME, POSITIONS.encode(), zipped())


@pytest.fixture
def wall(as_alice: Client, alice: Any) -> Wall:
    return Wall(as_alice, alice)


def bring(wall: Wall, door: str, file: FilePart, rng: random.Random, note: str) -> str:
    """Send a file through a door and say yes to its preview, as a person would; what became of it."""
    body = mutations.Body(mutations.multipart([("file", file)]), mutations.PARTS, None, "parts")
    answer = wall.send("POST", door, body, note)
    if answer.status_code == 422:
        return "refused"
    if answer.status_code == 302:  # it waits for a yes
        assert wall.client.get(answer["Location"]).status_code == 200, note
        assert b"".join(wall.client.get(f"{answer['Location']}report.csv").streaming_content), note
        assert wall.client.post(answer["Location"], {"update": "on"}).status_code == 302, note
        assert wall.client.get(answer["Location"]).status_code == 200, note
    else:
        found = re.search(r'name="packed" value="([^"]+)"', answer.content.decode())
        if not found:
            return "nothing in it"
        ticked = {"packed": found[1], "take": [str(n) for n in range(1, 40)], "change": ["1", "2", "x"]}
        assert wall.client.post(door, ticked).status_code in {200, 302}, note
    connection.check_constraints()
    return "brought in"


def brought(wall: Wall, files: int) -> None:
    start, became = seed(), dict.fromkeys(("refused", "nothing in it", "brought in"), 0)
    others = samples()
    for number in range(files):
        rng = random.Random(zlib.crc32(f"file {start} {number}".encode()))
        if rng.random() < 0.15:
            file = mutations.any_of(rng, others)
        else:
            file = FilePart("x.csv", mutations.gnawed(rng, SOUND[number // 3 % len(SOUND)]))
        note = f"FUZZ_SEED={start}, file {number} through {DOORS[number % 3]}"
        with wall.undone():
            became[bring(wall, DOORS[number % 3], mutations.renamed(rng, file), rng, note)] += 1
    print(f"FUZZ_SEED={start}: {became}")
    assert became["refused"]
    assert became["brought in"]


def test_some_gnawed_files(wall: Wall) -> None:
    brought(wall, SOME)


@pytest.mark.long
def test_thousands_of_gnawed_files(wall: Wall) -> None:
    brought(wall, ALL)


# --- The public lists, which an administrator brings in ------------------------------------------------------

ESCO = HEAD + b'esco/1,skill/competence,weld metal,"join\nweld steel"\r\nesco/2,knowledge,knead dough,\r\n'
ONET = {
    "Occupation Data.txt": "O*NET-SOC Code\tTitle\tDescription\r\n51-4121.00\tWelders\tJoin metal.\r\n",
    "Skills.txt": "O*NET-SOC Code\tElement ID\tElement Name\tScale ID\tData Value\r\n"
    "51-4121.00\t2.A.1\tReading\tIM\t3.5\r\n",
}


def catalogue() -> tuple[int, int]:
    return CatalogueSkill.objects.count(), Occupation.objects.count()


@pytest.mark.django_db
def test_gnawed_lists_come_in_whole_or_are_refused_with_a_sentence(tmp_path: Path) -> None:
    start, before = seed(), catalogue()
    for number in range(24):
        rng = random.Random(zlib.crc32(f"list {start} {number}".encode()))
        if number % 2:
            file = tmp_path / "skills_en.csv"
            file.write_bytes(mutations.gnawed(rng, ESCO))
            command = ("import_esco", file)
        else:
            for name, contents in ONET.items():
                (tmp_path / name).write_bytes(mutations.gnawed(rng, contents.encode()))
            command = ("import_onet", tmp_path)
        with transaction.atomic():
            said = "brought in"
            try:
                call_command(*command, stdout=StringIO())
            except CommandError as error:
                said = str(error)
            assert said, f"FUZZ_SEED={start}, list {number}"
            transaction.set_rollback(True)
        assert catalogue() == before
