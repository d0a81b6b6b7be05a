"""The rows of the order as HTML, kept: few of them change from one visit to the next, and drawing takes longest."""

from dataclasses import dataclass
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from apps.opportunities.options import Option


@dataclass(frozen=True, slots=True)
class Told:
    """Everything that a row says, in the words and numbers of the person it is drawn for."""

    key: str
    url: str
    name: str
    title: str
    is_present_job: bool
    quadrant: str
    style: str  # of the pill that names the quadrant
    explained: str
    life: str
    future: str
    overall: str
    firmness: str
    deadline: str
    lowest: str
    ask: str
    can_compare: bool  # whether there is another to tick it with


def drawn(option: Option, *, firmness: str, ask: str, can_compare: bool) -> SafeString:
    """Both lines of the row, in the language of the page."""
    pill = option.pill
    told = Told(
        key=option.key,
        url=option.url,
        name=option.name,
        title=option.offer.title,
        is_present_job=option.offer.is_present_job,
        quadrant=pill.text,
        style=pill.style,
        explained=pill.explained,
        life=option.life,
        future=option.future,
        overall=option.overall,
        firmness=firmness,
        deadline=option.deadline,
        lowest=option.lowest,
        ask=ask,
        can_compare=can_compare,
    )
    return _drawn(told, get_language())


@lru_cache(maxsize=2000)
def _drawn(told: Told, language: str | None) -> SafeString:
    return render_to_string("opportunities/_row.html", {"row": told})
