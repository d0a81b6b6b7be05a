"""The second step: no door goes round it, its secrets are sealed, codes work once, and only the person changes it."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from apps.users.second_step import SEALED, SecondStep
from tests.conftest import PASSWORD
from tests.users.doors import (
    SECRET,
    app_code,
    browser,
    is_in,
    log_in,
    mailed_code,
    prove,
    steps_of,
    turn_on,
)

STEP = reverse("mfa_authenticate")
FRESH = "five quiet harbour cranes"


# --- No way round -------------------------------------------------------------------------------------


def test_a_mailed_code_does_not_go_round_it(alice: Any) -> None:
    turn_on(alice)
    client = browser()
    client.post(reverse("account_request_login_code"), {"email": alice.email})
    step = client.post(reverse("account_confirm_login_code"), {"code": mailed_code()})
    assert step.headers["Location"] == STEP
    assert not is_in(client)
    client.post(STEP, {"code": app_code()})
    assert is_in(client)


def test_a_reset_does_not_go_round_it(alice: Any) -> None:
    turn_on(alice)
    client = browser()
    client.post(reverse("account_reset_password"), {"email": alice.email})
    link = re.search(r"http://testserver(/\S+)", str(mail.outbox[-1].body))
    assert link
    form = client.get(link[1], follow=True).request["PATH_INFO"]
    client.post(form, {"password1": FRESH, "password2": FRESH})
    assert not is_in(client)
    assert log_in(client, alice.email, FRESH).headers["Location"] == STEP
    assert not is_in(client)
    assert steps_of(alice) == {"totp", "recovery_codes"}, "a reset takes nothing away"
    assert client.get(link[1]).status_code == 200, "the link worked once"
    assert "no longer works" in client.get(link[1]).text


def test_half_way_in_opens_nothing(alice: Any) -> None:
    turn_on(alice)
    log_in(client := browser(), alice.email)
    for name in ("mfa_index", "mfa_deactivate_totp", "mfa_view_recovery_codes", "account_email", "usersessions_list"):
        assert client.get(reverse(name)).status_code == 302, name
    assert client.post(STEP, {"code": "000000"}).status_code == 200
    assert not is_in(client)


def test_a_stolen_password_does_not_take_it_away(alice: Any) -> None:
    turn_on(alice)
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": app_code()})
    asked = client.get(reverse("mfa_deactivate_totp"))
    assert asked.headers["Location"].startswith(reverse("mfa_reauthenticate")), "a code is asked for, not the password"
    prove(client)
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert "totp" in steps_of(alice)
    with time_machine.travel(timezone.now() + timedelta(seconds=31)):
        client.post(reverse("mfa_reauthenticate"), {"code": app_code()})
        client.post(reverse("mfa_deactivate_totp"))
    assert steps_of(alice) == set()


# --- Codes --------------------------------------------------------------------------------------------


def test_a_code_of_the_app_works_once_and_for_half_a_minute(alice: Any) -> None:
    turn_on(alice)
    code = app_code()
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": code})
    assert is_in(client)
    log_in(again := browser(), alice.email)
    again.post(STEP, {"code": code})
    assert not is_in(again)
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        log_in(late := browser(), alice.email)
        late.post(STEP, {"code": code})
        assert not is_in(late)


def test_a_recovery_code_works_once(alice: Any) -> None:
    codes = turn_on(alice)
    assert len(set(codes)) == 10
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": codes[3]})
    assert is_in(client)
    log_in(again := browser(), alice.email)
    again.post(STEP, {"code": codes[3]})
    assert not is_in(again)
    again.post(STEP, {"code": codes[4]})
    assert is_in(again)


def test_recovery_codes_are_shown_once_downloaded_and_replaced(alice: Any) -> None:
    codes = turn_on(alice)
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": codes[0]})
    client.post(reverse("mfa_reauthenticate"), {"code": codes[1]})
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert re.findall(r"<li><code>(\w+)</code>", page.text) == codes[2:]
    file = client.post(reverse("mfa_recovery_codes_file"), {"code": codes[2:]})
    assert file.headers["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'
    assert file.headers["Cache-Control"] == "no-store, private"
    assert [line for line in file.text.splitlines() if line.isdigit()] == codes[2:]
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert not any(code in again.text for code in codes)
    assert client.get(reverse("mfa_download_recovery_codes")).status_code in {302, 403, 404}
    client.post(reverse("mfa_generate_recovery_codes"))
    fresh = re.findall(r"<li><code>(\w+)</code>", client.get(reverse("mfa_view_recovery_codes")).text)
    assert len(fresh) == 10
    assert not set(fresh) & set(codes)
    log_in(other := browser(), alice.email)
    other.post(STEP, {"code": codes[5]})
    assert not is_in(other), "the earlier ones are over"


def test_the_file_repeats_codes_only(as_alice: Any, as_nobody: Any) -> None:
    file = reverse("mfa_recovery_codes_file")
    answer = as_alice.post(file, {"code": ["12345678", "<script>", "1234567", "=1+1"]})
    assert "<" not in answer.text
    assert "=" not in answer.text
    assert "12345678" in answer.text
    assert as_alice.get(file).headers["Location"] == reverse("mfa_index")
    assert as_alice.post(file, {"code": "x"}).headers["Location"] == reverse("mfa_index")
    assert as_nobody.post(file, {"code": "12345678"}).headers["Location"].startswith(reverse("account_login"))


# --- Sealed -------------------------------------------------------------------------------------------


def test_secrets_lie_sealed_in_the_database(alice: Any) -> None:
    turn_on(alice)
    for row in Authenticator.objects.filter(user=alice):
        assert SECRET not in str(row.data)
        assert str(row.data.get("secret") or row.data["seed"]).startswith(SEALED)


def test_a_new_key_opens_what_an_earlier_one_sealed(alice: Any, settings: Any, caplog: Any) -> None:
    turn_on(alice)
    earlier, settings.SECRET_KEY = settings.SECRET_KEY, "another key, just as long and just as random"
    totp = Authenticator.objects.get(user=alice, type="totp")
    assert not totp.wrap().validate_code(app_code())
    assert "SECRET_KEY_FALLBACKS" in caplog.text
    settings.SECRET_KEY_FALLBACKS = [earlier]
    assert totp.wrap().validate_code(app_code())


def test_what_was_kept_before_there_was_a_seal_is_read_as_it_is() -> None:
    step = SecondStep()
    assert step.decrypt(SECRET) == SECRET
    assert step.decrypt(step.encrypt(SECRET)) == SECRET
    assert step.encrypt(SECRET) != step.encrypt(SECRET)


# --- Asked again before anything that matters ---------------------------------------------------------

MATTERS = {
    "e-mail added": ("account_email", {"email": "new@example.org", "action_add": ""}),
    "e-mail removed": ("account_email", {"email": "alice@example.org", "action_remove": ""}),
    "app turned on": ("mfa_activate_totp", {"code": "123456"}),
    "passkey added": ("mfa_add_webauthn", {"credential": "{}"}),
    "codes made": ("mfa_generate_recovery_codes", {}),
    "sessions ended": ("usersessions_list", {}),
}


@pytest.mark.parametrize(("name", "sent"), MATTERS.values(), ids=MATTERS)
def test_a_session_alone_changes_no_way_in(alice: Any, name: str, sent: dict[str, str]) -> None:
    log_in(client := browser(), alice.email)
    answer = client.post(reverse(name), sent)
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert alice.emailaddress_set.count() == 1
    assert steps_of(alice) == set()
    page = client.get(answer.headers["Location"])
    assert "Is it still you?" in page.text
    assert client.post(answer.headers["Location"], {"password": "wrong wrong"}).status_code == 200
    assert steps_of(alice) == set()


def test_a_new_password_asks_for_the_present_one(alice: Any) -> None:
    log_in(client := browser(), alice.email)
    sent = {"oldpassword": "wrong wrong", "password1": FRESH, "password2": FRESH}
    page = client.post(reverse("account_change_password"), sent)
    assert "not your present password" in page.text
    alice.refresh_from_db()
    assert alice.check_password(PASSWORD)


def test_a_proof_holds_for_five_minutes(alice: Any) -> None:
    log_in(client := browser(), alice.email)
    prove(client)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=5, seconds=1)):
        assert client.get(reverse("mfa_activate_totp")).status_code == 302


def test_who_has_a_passkey_and_an_app_may_choose_which_to_show(alice: Any) -> None:
    turn_on(alice)
    log_in(client := browser(), alice.email)
    client.post(STEP, {"code": app_code()})
    page = client.get(reverse("mfa_reauthenticate"))
    assert "Use a passkey" not in page.text
    assert "Use my password" not in page.text
