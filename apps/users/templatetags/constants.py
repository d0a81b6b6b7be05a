"""`translate`, `blocktranslate` and `url` where nothing in them varies: worked out once for each language.

A page has a hundred fixed sentences and two dozen fixed addresses; Django looks each of them up again on every visit.
What varies is left to Django's own tags, and both write the same.
"""

from collections.abc import Callable, Hashable
from uuid import UUID

from django import template
from django.conf import settings
from django.template.base import FilterExpression, Node, Parser, Token, TokenType, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_tag
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.translation import get_language

from apps.users.addresses import address

register = template.Library()


class Constant(Node):
    """A tag whose text hangs on nothing but `state`; written out, or put under the name `asvar`."""

    child_nodelists: tuple[()] = ()  # as with Django’s own nodes

    def __init__(self, node: Node, asvar: str | None, state: Callable[[], Hashable]) -> None:
        self.node, self.asvar, self.state = node, asvar, state
        self.kept: dict[Hashable, str] = {}

    def render(self, context: Context) -> str:
        """The text of this moment’s language or place."""
        key = self.state()
        text = self.kept.get(key)
        if text is None:
            with context.push():
                written = self.node.render(context)
                text = self.kept[key] = context[self.asvar] if self.asvar else written
        if self.asvar:
            context[self.asvar] = text
            return ""
        return text


class OfRow(Node):
    """A `url` with one argument; where that is the id of a row, the rest of the address is known."""

    child_nodelists: tuple[()] = ()  # as with Django’s own nodes

    def __init__(self, node: URLNode, page: object) -> None:
        self.node, self.page = node, str(page.literal if isinstance(page, Variable) else page)

    def render(self, context: Context) -> str:
        """The address of this row’s page."""
        row = self.node.args[0].resolve(context)
        if type(row) is not UUID:
            return self.node.render(context)
        try:
            found = address(self.page, row)
        except NoReverseMatch:
            return self.node.render(context)
        if self.node.asvar:
            context[self.node.asvar] = found
            return ""
        return found


@register.tag("translate")
def translate(parser: Parser, token: Token) -> Node:
    """Django’s `translate`; a sentence in quotes is looked up once for each language."""
    node: TranslateNode = do_translate(parser, token)
    constant = _is_quoted(node.filter_expression) and not node.noop and node.message_context is None
    return Constant(node, node.asvar, get_language) if constant else node


@register.tag("blocktranslate")
def blocktranslate(parser: Parser, token: Token) -> Node:
    """Django’s `blocktranslate`; a text without variables is looked up once for each language."""
    node: BlockTranslateNode = do_block_translate(parser, token)
    varies = node.extra_context or node.countervar or node.message_context or node.plural
    constant = not varies and all(part.token_type == TokenType.TEXT for part in node.singular)
    return Constant(node, node.asvar, get_language) if constant else node


@register.tag("url")
def url(parser: Parser, token: Token) -> Node:
    """Django’s `url`; that of a page without arguments is worked out once, and that of a row put together."""
    node: URLNode = url_tag(parser, token)
    if not _is_quoted(node.view_name) or node.kwargs:
        return node
    if not node.args:
        return Constant(node, node.asvar, _place)
    return OfRow(node, node.view_name.var) if len(node.args) == 1 else node


def _place() -> Hashable:
    return settings.ROOT_URLCONF, get_script_prefix()


def _is_quoted(expression: FilterExpression) -> bool:
    var = expression.var
    literal = isinstance(var, str) or (isinstance(var, Variable) and isinstance(var.literal, str))
    return literal and not expression.filters
