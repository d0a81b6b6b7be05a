"""What the forms of the journal and the timeline have in common."""

from typing import Any

from django import forms

from apps.users.partial_dates import DatedForm

__all__ = ["DatedForm", "one_line", "rows"]


def rows(count: int, placeholder: str | Any = "", **attrs: str) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count, "placeholder": placeholder, **attrs})


def one_line(text: str) -> str:
    return " ".join(text.split())
