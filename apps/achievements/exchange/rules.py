"""What must hold in a row as a whole, beyond what each of its fields may hold."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from apps.achievements.exchange.fields import Value
from apps.achievements.exchange.troubles import Why

Rule = Callable[[Mapping[str, Value]], Why | None]


def covers(value: Value) -> tuple[str, str]:
    """First and last day that a partial date can mean, as ISO text that compares in order."""
    text = str(value)
    return (text + "-01-01"[len(text) - 4 :] if len(text) < 10 else text), text + "-99-99"[len(text) - 4 :]


def in_turn(start: str, end: str) -> Rule:
    """Of two dates the end is not before the start."""

    def rule(values: Mapping[str, Value]) -> Why | None:
        first, last = values.get(start), values.get(end)
        return Why.ENDS_BEFORE_START if first and last and covers(last)[1] < covers(first)[0] else None

    return rule


def scope(values: Mapping[str, Value]) -> Why | None:
    """A fact about scope says something, and a budget has its currency."""
    if values.get("people") is None and values.get("budget") is None and not values.get("stakes"):
        return Why.SAYS_NOTHING
    return Why.NO_CURRENCY if values.get("budget") is not None and not values.get("currency") else None


def proof(values: Mapping[str, Value]) -> Why | None:
    """A proof has what its kind needs and nothing that belongs to another; only a file comes with bytes."""
    if values.get("file") is not None and values.get("kind") != "file":
        return Why.NOT_OF_ITS_KIND
    kind, url, credential = (values.get(name) for name in ("kind", "url", "credential"))
    fits = {
        "link": bool(url) and not credential,
        "feedback": bool(values.get("quote")) and not url and not credential,
        "credential": bool(credential) and not url,
    }.get(str(kind or "link"), not url and not credential)
    return None if fits else Why.NOT_OF_ITS_KIND


def follow_up(values: Mapping[str, Value]) -> Why | None:
    """A question is either answered on a day, or asked again from one on."""
    answered, asked = values.get("answered_on"), values.get("ask_after")
    return None if (bool(answered) if values.get("answer") else bool(asked) and not answered) else Why.SAYS_NOTHING


def witness(values: Mapping[str, Value]) -> Why | None:
    """An answer and its moment come together."""
    return None if bool(values.get("answer")) == bool(values.get("answered_at")) else Why.SAYS_NOTHING


def draft(values: Mapping[str, Value]) -> Why | None:
    """Something was written, and a draft of a change names the entry that is being changed."""
    if values.get("form") == "entry" and not values.get("entry"):
        return Why.NO_SUCH_ROW
    return None if values.get("typed") else Why.SAYS_NOTHING
