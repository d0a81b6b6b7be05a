"""Passwords as the pages take them: what is said, what is kept, what is compared."""

from typing import Any

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import escape

from apps.users.guessing import Why
from apps.users.models import User
from apps.users.passwords import ADVICE, HINT, REASONS
from tests.conftest import PASSWORD
from tests.users.doors import browser, is_in, log_in, prove

FRESH = "five quiet harbour cranes"


def sign_up(password: str, email: str = "ines.moreau@example.org") -> Any:
    return browser().post(reverse("account_signup"), {"email": email, "password1": password})


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("harbour", Why.SHORT),
        ("x" * 257, Why.LONG),
        ("password123456", Why.COMMON),
        ("InesMoreau1", Why.OWN),
        ("Careerplanner!", Why.SITE),
        ("qwertyuiop[]", Why.KEYS),
        ("12.03.1984.", Why.DATE),
    ],
)
def test_sign_up_says_in_words_why_and_what_to_do(password: str, why: Why, mailoutbox: Any) -> None:
    answer = sign_up(password)
    reason = str(REASONS[why]) % {"least": 10, "most": 256}
    assert escape(reason) in answer.text
    assert (str(ADVICE) in answer.text) == (why is not Why.LONG)
    assert password not in answer.text, "what was typed as a password is in no page"
    assert not mailoutbox
    assert not User.objects.exists()


@pytest.mark.parametrize(
    "password", [FRESH, "ó" * 3 + " tram lamp zu qve " * 7, "пять тихих портовых кранов", " edges kept too "]
)
def test_a_long_one_a_foreign_one_and_one_with_spaces_let_in_exactly_as_typed(alice: Any, password: str) -> None:
    client = browser()
    log_in(client, alice.email)
    sent = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    client.post(reverse("account_change_password"), sent)
    for other in (password.swapcase(), password[:-1], password.strip() + "x", password[:72] + "x"):
        if other != password:
            assert not _lets_in(alice.email, other)
    assert _lets_in(alice.email, password)


def _lets_in(email: str, password: str) -> bool:
    from django.core.cache import cache

    cache.clear()
    log_in(client := browser(), email, password)
    return is_in(client)


def test_two_keyboards_write_one_password(alice: Any) -> None:
    alice.set_password("cinq hérons près du café")
    alice.save()
    assert _lets_in(alice.email, "cinq hérons près du café")


@pytest.mark.parametrize("name", ["account_signup", "account_change_password"])
def test_the_hint_stands_beside_the_field_which_may_be_pasted_into(alice: Any, name: str) -> None:
    client = browser()
    if name != "account_signup":
        log_in(client, alice.email)
    page = client.get(reverse(name)).text
    assert page.count(str(HINT)) == 1
    field = page.partition('name="password1"')
    tag = field[0].rpartition("<")[2] + field[2].partition(">")[0]
    assert 'type="password"' in tag
    assert 'autocomplete="new-password"' in tag
    assert "maxlength" not in tag
    assert "onpaste" not in page


def test_a_reset_checks_the_new_one_as_well(alice: Any, mailoutbox: Any) -> None:
    client = browser()
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = next(word for word in mailoutbox[-1].body.split() if word.startswith("http://testserver/"))
    form = client.get(link.removeprefix("http://testserver"), follow=True)
    assert str(HINT) in form.text
    refused = client.post(
        form.request["PATH_INFO"], {"password1": "alice@example.org", "password2": "alice@example.org"}
    )
    assert str(REASONS[Why.OWN]) in refused.text
    assert _lets_in(alice.email, PASSWORD)


def test_operators_on_the_command_line_are_asked_the_same() -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password("Careerplanner1", User(email="op@example.org"))
    assert refused.value.error_list[0].code == Why.SITE


def test_a_password_is_kept_with_argon2(alice: Any, settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    alice.set_password(FRESH)
    assert alice.password.startswith("argon2$argon2id$")
    assert alice.check_password(FRESH)


def test_a_changed_password_is_told_and_its_letter_holds_no_secret(alice: Any, mailoutbox: Any) -> None:
    client = browser()
    log_in(client, alice.email)
    prove(client)
    sent = {"oldpassword": PASSWORD, "password1": FRESH, "password2": FRESH}
    client.post(reverse("account_change_password"), sent)
    letter = mailoutbox[-1]
    assert letter.to == [alice.email]
    assert "Firefox on Windows" in letter.body
    for secret in (PASSWORD, FRESH, alice.password):
        assert secret not in letter.body + letter.subject
