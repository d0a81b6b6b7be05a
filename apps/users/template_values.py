"""A shorter way from a name in a template to its text; a page takes it some hundred times.

Django raises an exception inside for every attribute of an object, and asks five questions about every plain text.
What is neither still goes Django's own way.
"""

import html
from typing import Any
from uuid import UUID

from django.template import base
from django.template.base import Variable, VariableNode
from django.template.context import Context
from django.utils.safestring import SafeString

_its_own_way = Variable._resolve_lookup  # type: ignore[attr-defined]  # there is no public way
_written_by_django = VariableNode.render
PLAIN = {int, UUID}  # are written with neither separators nor anything to escape


def shorten() -> None:
    """Let templates take the shorter way."""
    Variable._resolve_lookup = looked_up  # type: ignore[attr-defined]  # there is no public way
    VariableNode.render = written  # type: ignore[method-assign, assignment]  # nor here


def looked_up(self: Any, context: Any) -> Any:
    """What a name such as `entry.line` stands for: names of the context, then attributes; what can be called is called.

    Whatever is no attribute (an entry of a mapping, a place in a list, what is missing or must not be called) goes
    Django's way from the beginning.
    """
    if not isinstance(context, Context):
        return _its_own_way(self, context)
    first, *bits = self.lookups
    for names in reversed(context.dicts):
        if first in names:
            found = names[first]
            break
    else:
        return _its_own_way(self, context)
    try:
        if callable(found):
            found = _called(found)
        for bit in bits:
            if hasattr(type(found), "__getitem__"):
                return _its_own_way(self, context)
            found = getattr(found, bit)
            if callable(found):
                found = _called(found)
    except Exception:  # what becomes of it, such as of a row that is not there, is Django’s to say
        return _its_own_way(self, context)
    return found


def _called(found: Any) -> Any:
    if getattr(found, "do_not_call_in_templates", False):
        return found
    if getattr(found, "alters_data", False):
        raise TypeError("Templates change nothing.")
    return found()


def written(self: VariableNode, context: Context) -> str:
    """The text of `{{ … }}`: plain text is escaped, safe text stands as it is, all else goes Django's way."""
    try:
        value = self.filter_expression.resolve(context)
    except UnicodeDecodeError:
        return ""
    kind = type(value)
    if kind is SafeString:
        return value  # type: ignore[no-any-return]  # its type was looked at
    if kind is str:
        return html.escape(value) if context.autoescape else value
    if kind in PLAIN:
        return str(value)
    return base.render_value_in_context(value, context)
