"""Links in account mail lead to SITE_URL, whatever host the request that caused them named."""

import re
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse


@pytest.mark.parametrize("host", ["localhost:9", "127.0.0.1", "testserver"])
def test_another_host_gets_into_no_mail(alice: Any, as_nobody: Any, host: str) -> None:
    asked = [
        ("account_reset_password", {"email": "alice@example.org"}),
        ("account_reset_password", {"email": "nobody@example.org"}),
        ("account_signup", {"email": "alice@example.org", "password1": "correct horse battery"}),
        ("account_signup", {"email": "new@example.org", "password1": "correct horse battery"}),
        ("account_request_login_code", {"email": "alice@example.org"}),
    ]
    for name, data in asked:
        assert as_nobody.post(reverse(name), data, headers={"Host": host}).status_code in {200, 302}, name
    assert len(mail.outbox) >= 4
    links = [link for letter in mail.outbox for link in re.findall(r"https?://[^\s\"<>]+", str(letter.body))]
    assert len(links) >= 3
    assert {link.split("/")[2] for link in links} == {"testserver"}


def test_a_forwarded_host_is_not_believed(alice: Any, as_nobody: Any) -> None:
    told = {"X-Forwarded-Host": "owned.example", "Forwarded": "host=owned.example", "X-Host": "owned.example"}
    as_nobody.post(reverse("account_reset_password"), {"email": "alice@example.org"}, headers=told)
    assert "owned.example" not in str(mail.outbox[-1].message())
