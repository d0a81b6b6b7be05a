"""How often something may be tried, counted in the real cache."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import RequestFactory
from django.utils import timezone

from apps.users.limits import address_of, allows


def test_so_many_and_no_more_until_the_next_window():
    assert [allows("try", "me", most=3, seconds=600) for _ in range(5)] == [True, True, True, False, False]
    assert allows("try", "somebody else", most=3, seconds=600)
    assert allows("other", "me", most=3, seconds=600)
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        assert allows("try", "me", most=3, seconds=600)


def test_what_is_counted_cannot_be_read_from_the_cache():
    allows("try", "203.0.113.9", most=3, seconds=600)
    client = cache._cache.get_client()
    keys = [key.decode() for key in client.keys("*limit:try*")]
    assert len(keys) == 1
    assert "203.0.113.9" not in keys[0]
    assert 0 < client.ttl(keys[0]) <= 1200


@pytest.mark.parametrize(
    ("address", "counted"),
    [("203.0.113.9", "203.0.113.9"), ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"), ("2001:db8:1:2::9", "2001:db8:1:2::")],
)
def test_a_home_is_one_place(address, counted):
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=address)) == counted


def test_an_address_is_believed_as_far_as_our_own_proxies_say_it(settings):
    asked = RequestFactory().get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "192.0.2.1, 203.0.113.9"})
    assert address_of(asked) == "10.0.0.1"
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert address_of(asked) == "203.0.113.9"
