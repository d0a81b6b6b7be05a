"""Fields of a form that Django's own widgets draw too slowly."""

from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SELECTED = SafeString(" selected")


class LongSelect(forms.Select):
    """A list to pick from, written in one go: a template for each of 300 options takes a tenth of a second."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        groups = self.optgroups(name, self.format_value(value))
        return format_html("<select{}>{}</select>", attributes, format_html_join("", "{}", map(self._group, groups)))

    @staticmethod
    def _group(group: tuple[str | None, list[dict[str, Any]], int | None]) -> tuple[SafeString]:
        label, options, _index = group
        written = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            ((option["value"], SELECTED if option["selected"] else "", option["label"]) for option in options),
        )
        return (format_html('<optgroup label="{}">{}</optgroup>', label, written) if label else written,)
