"""The measure of an entry: typed, kept and told as the person writes numbers."""

from decimal import Decimal
from typing import Any

import pytest

from apps.achievements.actions import record_achievement
from apps.achievements.amounts import measured
from apps.achievements.models import Achievement
from apps.users import formats
from apps.users.ownership import acting_as
from tests.achievements.conftest import entry_data


@pytest.mark.parametrize(
    ("before", "after", "unit", "locale", "told"),
    [
        (Decimal(9), Decimal("2.0000"), "falls a month", "en-GB", "from 9 to 2 falls a month"),
        (Decimal("12.5"), Decimal("1200.25"), "%", "de-DE", "from 12,5 to 1.200,25 %"),
        (Decimal(9), Decimal(2), "", "en-GB", "from 9 to 2"),
        (None, Decimal(0), "falls", "en-GB", "0 falls"),
        (Decimal(9), None, "falls", "en-GB", "9 falls before"),
        (Decimal("0.0001"), Decimal("-3"), "mm", "en-GB", "from 0.0001 to -3 mm"),
        (None, None, "falls", "en-GB", ""),
    ],
)
def test_a_measure_says_what_is_known(before: Any, after: Any, unit: str, locale: str, told: str) -> None:
    with formats.override(locale):
        assert measured(before, after, unit) == told


def test_it_is_typed_and_shown_in_the_persons_own_numbers(as_alice: Any, alice: Any) -> None:
    alice.locale = "de-DE"
    alice.save()
    said = {"measure_before": "1.200,5", "measure_after": "2", "measure_unit": "falls", "beneficiary": "<the ward>"}
    page = as_alice.post("/journal/new/", entry_data(**said), follow=True).content.decode()
    assert "from 1.200,5 to 2 falls" in page
    assert "&lt;the ward&gt;" in page
    with acting_as(alice):
        entry = Achievement.objects.owned_by(alice).get()
    form = as_alice.get(f"/journal/{entry.pk}/edit/").content.decode()
    assert 'value="1.200,5"' in form
    assert '<details class="more" open>' in form


def test_it_is_folded_away_while_it_is_empty(as_alice: Any, entry: Achievement) -> None:
    for url in ("/journal/new/", f"/journal/{entry.pk}/edit/"):
        assert '<details class="more">' in as_alice.get(url).content.decode()
    page = as_alice.get(f"/journal/{entry.pk}/").content.decode()
    assert "In numbers" not in page
    assert "For whom" not in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"measure_before": "nine"}, "could not read this as a number"),
        ({"measure_after": "0.12345"}, "Too many decimals"),
        ({"measure_after": "1" * 17}, "no more than 16 digits"),
        ({"measure_unit": "u" * 61}, "60"),
        ({"beneficiary": "b" * 161}, "160"),
    ],
)
def test_what_cannot_be_kept_is_said_where_it_stands(as_alice: Any, changes: dict[str, str], sentence: str) -> None:
    answer = as_alice.post("/journal/new/", entry_data(**changes))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert '<details class="more" open>' in page
    assert next(iter(changes.values())) in page


def test_proof_stays_where_none_is_spoken_of(acting_as_alice: Any) -> None:
    entry = record_achievement(owner=acting_as_alice, line="One", proofs={"https://a.example/": "a"})
    record_achievement(owner=acting_as_alice, row=entry.pk, line="Two")
    assert entry.proofs.count() == 1
    record_achievement(owner=acting_as_alice, row=entry.pk, line="Three", proofs={})
    assert entry.proofs.count() == 0
