"""A reason of the ledger without anybody's words: what a mail server says may hold an address.

Pure.
"""

from __future__ import annotations

import re
from collections.abc import Container

# The codes alone, as Python and PostgreSQL both read it.
CODE = r"^[245][0-9]{2}(?:[ -][245]\.[0-9]{1,3}\.[0-9]{1,3})?"
OTHER = "other"


def coded(reason: str, known: Container[str]) -> str:
    """One of our own words as it is, of a mail server's answer the codes, of anything else “other”."""
    if not reason or reason in known:
        return reason
    code = re.match(CODE, reason)
    return code[0].replace("-", " ") if code else OTHER
