"""Fields of a form that Django's own widgets draw too slowly."""

from collections.abc import Container, Iterable, Iterator, Mapping
from html import escape
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import format_html
from django.utils.safestring import SafeString


class Ready(BaseChoiceIterator):
    """Choices that are pairs already: Django goes through a plain list again each time it is set."""

    def __init__(self, choices: Iterable[tuple[str, Any]]) -> None:
        self.choices = list(choices)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        yield from self.choices


def tag(attributes: Mapping[str, Any]) -> SafeString:
    """An input with these attributes in this order; True stands alone, False and None are left out."""
    return SafeString(f"<input{written(attributes)}>")


def written(attributes: Mapping[str, Any]) -> SafeString:
    """Attributes as HTML, each with a blank before it; True stands alone, False and None are left out."""
    shown = ((name, value) for name, value in attributes.items() if value is not None and value is not False)
    return SafeString("".join(f" {name}" if it is True else f' {name}="{escape(str(it))}"' for name, it in shown))


def ticks(name: str, choices: Iterable[tuple[str, Any]], ticked: Container[str]) -> SafeString:
    """Boxes to tick, each inside its label, written in one go like a LongSelect."""
    written = (
        f'<label><input type="checkbox" class="form-check-input" name="{escape(name)}" value="{escape(key)}"'
        f"{' checked' if key in ticked else ''}> <bdi>{escape(str(label))}</bdi></label>\n"
        for key, label in choices
    )
    return SafeString("".join(written))


class Line(forms.TextInput):
    """A line of text, written without a template: a page of eleven ratings has dozens of inputs."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attributes = self.build_attrs(self.attrs, attrs)
        return tag({"type": self.input_type, "name": name, "value": self.format_value(value), **attributes})


class LongSelect(forms.Select):
    """A list to pick one of, written in one go: a template for each of 300 options takes a tenth of a second."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        options = "".join(_options(self.choices, str(self.format_value(value)[0] if value else "")))
        return format_html("<select{}>{}</select>", attributes, SafeString(options))


def _options(choices: Iterable[Any], picked: str) -> Iterator[str]:
    """Each option as HTML; every value and label is escaped, whatever it says of itself."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            yield f'<optgroup label="{escape(str(key))}">'
            yield from _options(label, picked)
            yield "</optgroup>"
        else:
            text = "" if key is None else str(key)
            chosen = " selected" if text == picked else ""
            yield f'<option value="{escape(text)}"{chosen}>{escape(str(label))}</option>\n'
