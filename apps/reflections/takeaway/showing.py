"""What a file holds and what became of it, for a page and for a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from apps.reflections.takeaway.catalogue import tables
from apps.reflections.takeaway.names import named

MOST = 50  # rows that could not come in and are shown on the page; the table has all


def summed(report: dict[str, Any]) -> dict[str, Any]:
    """Rows by kind, and those that could not come in."""
    rows = report.get("rows", [])
    before = report.get("tables", {})
    kinds = Counter(before) if before else Counter(label for label, _title, what, _why in rows if what == "new")
    bad = [{"kind": named(label), "title": title, "why": why} for label, title, what, why in rows if what == "bad"]
    return {
        "kinds": [(named(label), n) for label, n in kinds.most_common()],
        "new": report.get("counts", {}).get("new", 0),
        "same": report.get("counts", {}).get("same", 0),
        "bad": bad[:MOST],
        "bad_count": len(bad),
    }


def as_table(report: dict[str, Any]) -> Iterator[list[str]]:
    """Every row of the file with what became of it."""
    became = {"new": _("new"), "same": _("here already"), "bad": _("could not come in")}
    yield [_("kind"), _("what"), _("what became of it"), _("why")]
    for label, title, what, why in report.get("rows", []):
        yield [named(label), title, became.get(what, what), why]


def held() -> list[str]:
    """What is in the file, by name."""
    return sorted(named(model._meta.label) for model in tables())
