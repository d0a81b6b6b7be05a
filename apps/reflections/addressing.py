"""Addresses that take a reply: the site's own, with the secret of one e-mail in it.

Pure: knows no database.
"""

import re
from collections.abc import Iterable

SECRET = re.compile("[0-9a-f]{32}")


def address(base: str, token: str) -> str:
    """`reply@host` with the secret in it: `reply+secret@host`. `base` is an address, `token` 32 hexadecimal digits."""
    local, _, host = base.rpartition("@")
    return f"{local}+{token}@{host}"


def tokens(base: str, headers: Iterable[str]) -> list[str]:
    """The secrets of our addresses in these header lines, each once, in their order; servers may change their case."""
    local, _, host = base.rpartition("@")
    ours = re.compile(rf"(?<![\w.+-]){re.escape(local)}\+({SECRET.pattern})@{re.escape(host)}(?![\w.-])", re.IGNORECASE)
    return list(dict.fromkeys(found.lower() for header in headers for found in ours.findall(header)))


def bare(written: str) -> str:
    """An address such that two ways to write the same one are equal: without case, its host in the letters of DNS."""
    local, at, host = written.strip().casefold().rpartition("@")
    try:
        return f"{local}{at}{host.encode('idna').decode('ascii')}"
    except UnicodeError:
        return f"{local}{at}{host}"
