"""What may stand in a JSON column of a file that comes in."""

import copy
from typing import Any

import pytest
from django.db import models

from apps.opportunities.factors import FACTORS
from apps.opportunities.models import Decision
from apps.reflections.takeaway import json_columns
from apps.reflections.takeaway.catalogue import columns, tables
from apps.users.ownership import acting_as
from tests.filled import Filled

FACTOR = next(iter(FACTORS))


def test_every_json_column_that_comes_in_is_described() -> None:
    found = {
        (model._meta.label, field.name)
        for model in tables()
        for field in columns(model)
        if isinstance(field, models.JSONField)
    }
    assert found == set(json_columns._shapes())


def test_what_nobody_described_does_not_come_in() -> None:
    assert not json_columns.fits("opportunities.Decision", "reasons", {})


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("version",), 2),
        (("taken_on",), "2026-13-01"),
        (("season", "alpha"), "1.5"),
        (("season", "swings", "luck"), "10"),
        (("options",), {}),
        (("options", 0, "ratings", FACTOR), ["11", "told"]),
        (("options", 0, "ratings", FACTOR), ["NaN", "told"]),
        (("options", 0, "life"), ["1"]),
        (("options", 0, "pay"), ["1", "fortnight", "GBP", None]),
        (("options", 0, "name"), "\0"),
        (("options", 0, "present"), 1),
        (("order",), [["a"]]),
        (("more",), "anything"),
    ],
)
def test_a_snapshot_with_one_wrong_value_is_refused(nadia: Filled, place: tuple[Any, ...], value: Any) -> None:
    with acting_as(nadia.user):
        snapshot = Decision.objects.exclude(snapshot={}).values_list("snapshot", flat=True)[0]
    assert json_columns.fits("opportunities.Decision", "snapshot", snapshot)
    spoilt = copy.deepcopy(snapshot)
    there = spoilt
    for step in place[:-1]:
        there = there[step]
    there[place[-1]] = value
    assert not json_columns.fits("opportunities.Decision", "snapshot", spoilt)


@pytest.mark.parametrize("swings", [[], {FACTOR: 101}, {FACTOR: "x"}, {FACTOR: True}, {"luck": 10}, None, "50"])
def test_swings_that_no_season_has_are_refused(swings: Any) -> None:
    assert json_columns.fits("opportunities.Season", "swings", {FACTOR: 100})
    assert not json_columns.fits("opportunities.Season", "swings", swings)


@pytest.mark.parametrize("contents", [{"line": 1}, {"line": ["x"]}, ["line"], {"a" * 201: "x"}, {"line": "\ud800"}])
def test_a_draft_holds_texts_by_name_and_nothing_else(contents: Any) -> None:
    assert json_columns.fits("achievements.Draft", "contents", {"line": "Sorted"})
    assert not json_columns.fits("achievements.Draft", "contents", contents)
