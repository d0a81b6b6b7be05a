"""A browser in words, and options for scripts as an attribute."""

import json
from typing import Any

from django import template
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _

from apps.users import devices

register = template.Library()


@register.filter
def device_words(user_agent: str) -> str:
    """“Firefox on Windows”; a browser that names itself in no way we know is said to be one."""
    browser, system = devices.read(user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser we do not know")


@register.filter
def as_json(value: Any) -> str:
    """Plain data as JSON; the template escapes it, so it can stand in an attribute."""
    return json.dumps(value, cls=DjangoJSONEncoder)
