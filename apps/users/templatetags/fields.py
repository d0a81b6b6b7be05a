"""Fields of a form with the classes of Bootstrap, as crispy-forms gives them, without three look-ups for each."""

from django import template
from django.forms import BoundField, Widget
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def drawn(field: BoundField, classes: str) -> SafeString:
    """The input of a field; its classes are those it has, its kind (“textinput”) and these, each once."""
    widgets: list[Widget] = getattr(field.field.widget, "widgets", [field.field.widget])
    for widget in widgets:
        wanted = f"{widget.attrs.get('class', '')} {type(widget).__name__.lower()} {classes}"
        widget.attrs["class"] = " ".join(dict.fromkeys(wanted.split()))
    return SafeString(field)
