"""Widgets written without templates say the same as Django's own."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.test.html import parse_html

from apps.opportunities.factors import FACTORS
from apps.opportunities.forms.rating import RatingForm
from apps.opportunities.models import Rating
from apps.users.widgets import Line, LongSelect, Ready

NASTY = "\"><script>&'😀"


@pytest.mark.parametrize("value", [None, "", "plain", NASTY, 7])
@pytest.mark.parametrize("attrs", [{}, {"required": True, "disabled": False, "aria-label": NASTY, "maxlength": "5"}])
def test_a_line_is_django_s_text_input(value: Any, attrs: dict[str, Any]) -> None:
    ours, theirs = (widget(attrs={"dir": "auto"}).render("note", value, attrs) for widget in (Line, forms.TextInput))

    assert parse_html(ours) == parse_html(theirs)


@pytest.mark.parametrize("value", ["", "b", NASTY, None])
def test_a_long_select_is_django_s_select(value: str | None) -> None:
    choices = Ready([("", "any"), ("b", NASTY), (NASTY, "x"), ("Group", [("c", "C")])])
    ours, theirs = (widget(choices=choices).render("pick", value) for widget in (LongSelect, forms.Select))

    assert parse_html(ours) == parse_html(theirs)


def test_the_choices_of_a_rating_are_django_s_radios() -> None:
    form = RatingForm(None, factor=FACTORS["pay"], stored=Rating(value=Decimal(7)), present=Decimal("6.5"))
    form.fields["choice"].widget = forms.RadioSelect({"class": "form-check-input"}, form.fields["choice"].choices)

    ours = re.findall(r"<input[^>]*>", form.pick + form.between)
    theirs = [str(radio.tag()) for radio in form["choice"]]
    unneeded = r' (id="[^"]*"|required|data-value="[^"]*")'  # the label is around it; a choice is always made
    assert [parse_html(re.sub(unneeded, "", one)) for one in ours] == [
        parse_html(re.sub(unneeded, "", one)) for one in theirs
    ]
    assert 'data-value="6.5"' in form.pick
