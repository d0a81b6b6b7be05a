"""The search as PostgreSQL runs it: what is kept of a text, what is asked, and the finds marked for a page."""

from collections.abc import Iterable
from functools import reduce
from html import escape
from operator import and_, or_

from django.contrib.postgres.search import SearchQuery, SearchQueryCombinable, SearchVector
from django.db import connection
from django.db.models import Func, TextField, Value
from django.utils.safestring import SafeString

from apps.achievements.highlights import Span, Stems, candidates
from apps.achievements.wanted import BLANKS, Group, Term, Wanted

CONFIGS = ("english", "simple")  # what a stored vector holds: stems, and every word as it stands


def searched(*fields: str, weight: str, config: str = "english") -> SearchVector:
    """The words of these fields, for a generated column; `config` is the dictionary, `weight` A (most) to D."""
    blanks = Value(BLANKS), Value(" " * len(BLANKS))
    texts = (Func(name, *blanks, function="translate", output_field=TextField()) for name in fields)
    return SearchVector(*texts, weight=weight, config=config)


def query(wanted: Wanted) -> SearchQueryCombinable | None:
    """What `Achievement.words` is matched with; None where nothing is asked for."""
    groups = [_group(group) for group in wanted.groups]
    return reduce(or_, groups) if groups else None


def _group(group: Group) -> SearchQueryCombinable:
    return reduce(and_, map(_term, group))


def _term(term: Term) -> SearchQueryCombinable:
    value, kind = (_lexeme(term.text), "raw") if term.is_begun else (term.text, "phrase")
    asked = [SearchQuery(value, search_type=kind, config=config) for config in CONFIGS]
    return reduce(and_, (~each for each in asked)) if term.is_excluded else reduce(or_, asked)


def _lexeme(text: str) -> str:
    """The beginning of a word for `to_tsquery`, quoted so that nothing in it is an operator."""
    return "'{}':*".format(text.replace("\\", " ").replace("'", " ").strip())


def stems(texts: Iterable[str], terms: Iterable[Term]) -> Stems:
    """What PostgreSQL’s English dictionary makes of the words that may have been found."""
    words = sorted(candidates(texts, terms))
    with connection.cursor() as cursor:
        cursor.execute("SELECT word, (ts_lexize('english_stem', word))[1] FROM unnest(%s::text[]) AS word", [words])
        return {word: stem or word for word, stem in cursor.fetchall()}


def marked(text: str, found: Iterable[Span]) -> SafeString:
    """The text, escaped, with the finds inside `<mark>`."""
    parts, at = [], 0
    for start, end in found:
        parts += [escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>"]
        at = end
    return SafeString("".join([*parts, escape(text[at:])]))
