"""Amounts are read and shown as the person's locale writes them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from apps.opportunities.models import Opportunity
from apps.users.ownership import acting_as
from tests.forms_in_pages import forms_in


@pytest.mark.parametrize(
    ("locale", "typed", "kept"),
    [
        ("en-GB", "2,450.50", "2450.50"),
        ("en-GB", "2450.5", "2450.50"),
        ("de-DE", "2.450,50", "2450.50"),
        ("de-DE", "2450,5", "2450.50"),
        ("fr-FR", "2\u202f450,50", "2450.50"),
        ("fr-FR", "2 450,50", "2450.50"),
        ("de-CH", "2’450.50", "2450.50"),
        ("en-IN", "2,34,450.50", "234450.50"),
        ("sv-SE", "2 450,50", "2450.50"),
    ],
)
def test_pay_is_read_as_the_person_writes_it(locale: str, typed: str, kept: str, as_alice: Client, alice: Any) -> None:
    alice.locale = locale
    alice.save()
    data = {"title": "Baker", "pay_amount": typed, "pay_currency": "EUR", "pay_period": "month"}
    assert as_alice.post(reverse("opportunities:new"), data).status_code == 302
    with acting_as(alice):
        assert str(Opportunity.objects.get().pay_amount) == kept
    offer = reverse("opportunities:edit", args=[_only(alice, Opportunity)])
    form = next(f for f in forms_in(as_alice, offer) if f.name == "opportunities:edit")
    assert as_alice.post(form.action, form.data()).status_code == 302
    with acting_as(alice):
        assert str(Opportunity.objects.get().pay_amount) == kept, "shown and sent back it is the same amount"


def _only(user: Any, model: Any) -> Any:
    with acting_as(user):
        return model.objects.get().pk
