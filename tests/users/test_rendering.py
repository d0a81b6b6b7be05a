"""Inputs are written as Django's own templates write them, only sooner."""

import copy
from concurrent.futures import ThreadPoolExecutor
from typing import Any, ClassVar
from uuid import UUID

import pytest
from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.forms.renderers import DjangoTemplates
from django.template import Context, Engine
from django.template.base import Variable, VariableNode
from django.test.html import parse_html
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_lazy, override
from hypothesis import given
from hypothesis import strategies as st

from apps.users import template_values
from apps.users.rendering import Renderer
from apps.users.sentences import shorten
from apps.users.templatetags.fields import drawn

WIDGETS: list[forms.Widget] = [
    forms.TextInput(),
    forms.EmailInput(attrs={"autocomplete": "email", "required": True}),
    forms.PasswordInput(),
    forms.HiddenInput(),
    forms.NumberInput(attrs={"step": "0.5", "min": 0}),
    forms.DateInput(attrs={"type": "date"}),
    forms.TimeInput(),
    forms.URLInput(),
    forms.CheckboxInput(),
    forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    forms.Select(choices=[("a", "A & B"), ("b", "<B>")]),
    forms.RadioSelect(choices=[("a", "A"), ("b", "B")]),
]


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("value", [None, "", "a", "<script>alert(1)</script>", 'it\'s "quoted" & more', 0, True])
@pytest.mark.parametrize("attrs", [None, {"id": "x", "disabled": True, "readonly": False, "title": '"><b>'}])
def test_as_django_writes_it(widget: forms.Widget, value: Any, attrs: Any) -> None:
    ours = widget.render("name", value, attrs=attrs, renderer=Renderer())
    assert parse_html(ours) == parse_html(widget.render("name", value, attrs=attrs, renderer=DjangoTemplates()))


@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=40))
def test_whatever_is_typed_stays_text(typed: str) -> None:
    for widget in (forms.TextInput(), forms.Textarea()):
        ours = widget.render("name", typed, attrs={"title": typed}, renderer=Renderer())
        assert parse_html(ours) == parse_html(widget.render("name", typed, {"title": typed}, DjangoTemplates()))


def test_fewer_catalogues_say_the_same() -> None:
    said = {text: gettext(text) for text in ("Log in", "This field is required.", "What you need right now")}
    shorten()
    assert {text: gettext(text) for text in said} == said


@pytest.mark.parametrize(
    "source",
    [
        '{% translate "Today" %}',
        "{% translate 'A & <b>' as x %}{{ x }}{{ x }}",
        '{% translate "100 %% sure" %}',
        "{% translate written %}{% translate written|lower %}",
        "{% blocktranslate trimmed %} What you need\n  right now {% endblocktranslate %}",
        "{% blocktranslate with name=written %}Hello {{ name }}{% endblocktranslate %}",
        "{% blocktranslate asvar x %}100 % & <i>{% endblocktranslate %}{{ x }}",
        "{% url 'opportunities:list' %}{% url 'opportunities:list' as x %}{{ x }}",
        "{% url 'opportunities:detail' pk %}{% url name %}",
        "{% url 'opportunities:detail' pk as x %}{{ x }}",
        "{% url 'opportunities:detail' text %}{% url 'nowhere' pk as y %}[{{ y }}]",
        "{% url 'nowhere' as x %}[{{ x }}]",
    ],
)
def test_constant_tags_write_what_django_writes(source: str) -> None:
    values = {"written": "<Today>", "name": "skills:list", "pk": UUID(int=7), "text": str(UUID(int=8))}
    theirs = Engine(builtins=["django.templatetags.i18n"]).from_string(source)
    ours = Engine(builtins=["django.templatetags.i18n", "apps.users.templatetags.constants"]).from_string(source)
    for language in ("en-gb", "de", "en-gb"):
        with override(language):
            assert ours.render(Context(values)) == theirs.render(Context(values))


def test_a_constant_sentence_is_in_the_language_of_each_visit() -> None:
    template = Engine(builtins=["apps.users.templatetags.constants"]).from_string('{% translate "Monday" %}')
    said = []
    for language in ("en-gb", "de", "en-gb"):
        with override(language):
            said.append(template.render(Context()))
    assert said == ["Monday", "Montag", "Monday"]


def test_a_language_is_that_of_its_thread() -> None:
    with override("de"), ThreadPoolExecutor(1) as others:
        assert others.submit(get_language).result() != "de"
        assert get_language() == "de"


@pytest.mark.parametrize("widget", WIDGETS, ids=lambda widget: type(widget).__name__)
@pytest.mark.parametrize("classes", ["form-control", "form-control is-invalid"])
def test_a_field_has_the_classes_that_crispy_forms_gives_it(widget: forms.Widget, classes: str) -> None:
    def form() -> forms.Form:
        class One(forms.Form):
            it = forms.CharField(widget=copy.deepcopy(widget), initial="a")

        return One()

    theirs = Engine(libraries={"crispy_forms_field": "crispy_forms.templatetags.crispy_forms_field"}).from_string(
        f"{{% load crispy_forms_field %}}{{% crispy_field form.it 'class' '{classes}' %}}"
    )
    assert parse_html(drawn(form()["it"], classes)) == parse_html(theirs.render(Context({"form": form()})))


class Thing:
    """What a template may meet: attributes, methods, what must not be called, what is missing, what breaks."""

    name, number, key, share, none = "A & <b>", 1234567, UUID(int=7), 0.5, None
    safe, lazy = mark_safe("<i>1</i>"), gettext_lazy("Today")
    words: ClassVar[dict[str, str]] = {"name": "in a mapping", "items": "an entry before a method"}

    def called(self) -> str:
        return "what <it> answers"

    def asks(self, more: str) -> str:
        return more

    def delete(self) -> str:
        raise AssertionError("A template must not call this.")

    delete.alters_data = True  # type: ignore[attr-defined]  # as Django marks such methods

    @property
    def broken(self) -> str:
        raise AttributeError("inside")

    @property
    def gone(self) -> str:
        raise ObjectDoesNotExist

    def went(self) -> str:
        raise ObjectDoesNotExist

    @property
    def me(self) -> "Thing":
        return self

    def __str__(self) -> str:
        return "a <thing>"


Thing.kept = type("Kept", (), {"do_not_call_in_templates": True, "label": "a class"})  # type: ignore[attr-defined]  # as choices are

NAMES = [
    "thing",
    "name",
    "number",
    "key",
    "share",
    "none",
    "safe",
    "lazy",
    "words",
    "called",
    "asks",
    "delete",
    "me",
    "missing",
    "kept",
    "items",
    "name",
    "items.0",
    "items.9",
    "True",
    "None",
    "thing.name",
    "thing.number",
    "thing.key",
    "thing.share",
    "thing.none",
    "thing.safe",
    "thing.lazy",
    "thing.words.name",
    "thing.words.items",
    "thing.words.missing",
    "thing.called",
    "thing.called.upper",
    "thing.asks",
    "thing.delete",
    "thing.me.me.name",
    "thing.missing",
    "thing.gone",
    "thing.me.gone.name",
    "thing.went",
    "items.0.name",
    "thing.kept.label",
    "thing.me.called",
    "function",
    "missing.name",
    "thing.name.upper",
    "form.errors",
]
AROUND = ["{{{{ {} }}}}", "{{{{ {}|default:'-' }}}}", "{{% if {} %}}yes{{% else %}}no{{% endif %}}"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("escaping", [True, False])
def test_values_are_written_as_django_writes_them(name: str, around: str, escaping: bool) -> None:
    thing = Thing()
    values = {
        "thing": thing,
        "name": "<x>",
        "items": [thing, 2],
        "function": lambda: "called <b>",
        "form": forms.Form(),
    }
    template = Engine().from_string(around.format(name))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Variable, "_resolve_lookup", template_values._its_own_way)
        patch.setattr(VariableNode, "render", template_values._written_by_django)
        theirs = template.render(Context(values, autoescape=escaping))
    assert template.render(Context(values, autoescape=escaping)) == theirs


def test_what_breaks_inside_an_attribute_is_told() -> None:
    with pytest.raises(AttributeError, match="inside"):
        Engine().from_string("{{ thing.broken }}").render(Context({"thing": Thing()}))
