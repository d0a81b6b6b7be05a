"""Every form of every page, spoilt in every way: a few hundred posts here, ten thousand in the long run.

`FUZZ_SEED=12 bin/test --long tests/trust/test_fuzz_forms.py` repeats the posts of a failure that told its seed.
"""

import random
import zlib
from typing import Any

import pytest
from django.test import Client

from tests.filled import fill
from tests.forms_in_pages import all_forms
from tests.trust.fuzzing import Wall, attempt, seed
from tests.trust.samples import samples

SOME, ALL = 260, 10_000


@pytest.fixture
def wall(db: None, settings: Any) -> Wall:
    settings.ACCOUNT_RATE_LIMITS = False  # thousands of tries are the point here
    filled = fill()
    client = Client()
    client.force_login(filled.user)
    forms = all_forms(client, filled)
    wall = Wall(client, filled.user)
    wall.forms = forms
    return wall


def sent(wall: Any, posts: int) -> None:
    start = seed()
    files = samples()
    for number in range(posts):
        rng = random.Random(zlib.crc32(f"{start} {number}".encode()))
        form = wall.forms[(number * 7 + start) % len(wall.forms)]
        attempt(wall, rng, form, files, f"FUZZ_SEED={start}, post {number}, {form.method} {form.name}")
    print(f"FUZZ_SEED={start}: {posts} posts to {len(wall.forms)} forms, answers {dict(sorted(wall.statuses.items()))}")


def test_some_hundred_spoilt_forms(wall: Any) -> None:
    sent(wall, SOME)


@pytest.mark.long
def test_ten_thousand_spoilt_forms(wall: Any) -> None:
    sent(wall, ALL)
    assert wall.statuses[302] > 500
    assert wall.statuses[422] > 500
