"""How plain inputs become HTML: Django takes three templates for each, and a page of a form has dozens."""

from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import escape
from django.utils.safestring import SafeString

from apps.users.widgets import tag, written

INPUTS = {
    f"django/forms/widgets/{kind}.html"
    for kind in ("checkbox", "date", "email", "hidden", "number", "password", "text", "time", "url")
}
TEXTAREA = "django/forms/widgets/textarea.html"


class Renderer(DjangoTemplates):
    """Writes inputs and text areas in one go, with what Django's templates would write; leaves the rest to them."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> SafeString:
        widget = context.get("widget", {})
        if template_name in INPUTS:
            named = {"type": widget["type"], "name": widget["name"], "value": widget["value"]}
            return tag({**named, **widget["attrs"]})
        if template_name == TEXTAREA:
            attributes = written({"name": widget["name"], **widget["attrs"]})
            return SafeString(f"<textarea{attributes}>\n{escape(widget['value'] or '')}</textarea>")
        return SafeString(super().render(template_name, context, request))
