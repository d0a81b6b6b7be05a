"""The way from a number on a page to the part of the method that explains it."""

from functools import lru_cache

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

register = template.Library()


@register.simple_tag
def how(part: str, about: object) -> SafeString:
    """A link beside a number: `part` is an id of the method page, `about` says to screen readers what the number is."""
    return _drawn(part, str(about), gettext("how?"))


@lru_cache(maxsize=500)
def _drawn(part: str, about: str, text: str) -> SafeString:
    link = '<a class="how" href="{}#{}">{}<span class="visually-hidden"> {}</span></a>'
    return format_html(link, reverse("opportunities:method"), part, text, about)
