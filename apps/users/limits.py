"""How often something may be tried, counted in the cache that all web processes share."""

import hashlib
import ipaddress
import time

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest


def allows(what: str, who: str, *, most: int, seconds: int) -> bool:
    """Count one try of `what` by `who`; False once there were more than `most` within this window of `seconds`."""
    known = hashlib.sha256(who.encode()).hexdigest()[:32]  # neither an address nor a secret lies in the cache
    key = f"limit:{what}:{known}:{int(time.time() // seconds)}"
    cache.add(key, 0, timeout=2 * seconds)
    try:
        return int(cache.incr(key)) <= most
    except ValueError:  # the cache has let go of it in this very moment
        return True


def address_of(request: HttpRequest) -> str:
    """Where a request comes from, behind as many proxies as TRUSTED_PROXY_COUNT says; of IPv6 the network of a home."""
    address = str(get_adapter().get_client_ip(request))
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    if known.version == 6:
        return str(ipaddress.ip_network(f"{known}/64", strict=False).network_address)
    return address
