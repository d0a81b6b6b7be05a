"""The forms of a site, found in its pages as a browser would find them."""

from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve

from tests.filled import Filled, account_paths, paths_of

TEXT = {"text", "textarea", "search", "url", "email"}

# Forms of allauth that end sessions would end the test's own.
NOT_TRIED = {"account_logout", "usersessions_list"}


@dataclass
class Field:
    """One control of a form, with what it would send if left alone; None where it would send nothing."""

    name: str
    kind: str
    value: str | None
    choices: list[str] = field(default_factory=list)


@dataclass(repr=False)
class Form:
    """A form of a page: where it is sent, and its fields in order."""

    page: str
    action: str
    method: str
    fields: list[Field] = field(default_factory=list)

    def __repr__(self) -> str:
        return f"<{self.method} {self.action} of {self.page}>"

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self))  # Hypothesis would write out every time zone of every form

    @property
    def name(self) -> str:
        """The name of the address it is sent to."""
        return resolve(urlsplit(self.action).path).view_name

    def data(self, **changed: Any) -> dict[str, Any]:
        """What a browser sends: the last value of a name, the checked radio, the selected option."""
        sent = {f.name: f.value for f in self.fields if f.value is not None and f.name != "csrfmiddlewaretoken"}
        return {**sent, **changed}

    @property
    def names(self) -> list[str]:
        """The names of its fields, each once."""
        return list(dict.fromkeys(f.name for f in self.fields if f.name != "csrfmiddlewaretoken"))

    @property
    def texts(self) -> list[str]:
        """The fields one types into."""
        return list(dict.fromkeys(f.name for f in self.fields if f.kind in TEXT))


class Forms(HTMLParser):
    """Reads the forms of a page, buttons that send it elsewhere included."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page = page
        self.forms: list[Form] = []
        self.here: Form | None = None
        self.field: Field | None = None

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.here = Form(
                self.page, urljoin(self.page, given.get("action") or self.page), given.get("method", "get").lower()
            )
            self.forms.append(self.here)
        elif self.here is None:
            return
        elif tag == "input" and given.get("name"):
            kind = given.get("type", "text")
            off = kind in {"checkbox", "radio"} and "checked" not in given
            self.here.fields.append(
                Field(given["name"], kind, None if off else given.get("value", "on" if kind == "checkbox" else ""))
            )
        elif tag in {"select", "textarea"} and given.get("name"):
            self.field = Field(given["name"], tag, "" if tag == "textarea" else None)
            self.here.fields.append(self.field)
        elif tag == "option" and self.field:
            value = given.get("value", "")
            self.field.choices.append(value)
            if "selected" in given or self.field.value is None:
                self.field.value = value
        elif tag == "button" and given.get("formaction"):
            there = replace(self.here, action=urljoin(self.page, given["formaction"]), fields=self.here.fields)
            there.fields = [
                *self.here.fields,
                *([Field(given["name"], "hidden", given.get("value", ""))] if given.get("name") else []),
            ]
            self.forms.append(there)

    def handle_data(self, data: str) -> None:
        if self.field and self.field.kind == "textarea":
            self.field.value = (self.field.value or "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.here = None
        elif tag in {"select", "textarea"}:
            if self.field and tag == "textarea":
                self.field.value = (self.field.value or "").removeprefix("\n")
            self.field = None


def forms_in(client: Client, path: str) -> list[Form]:
    """The forms of one page."""
    reader = Forms(path)
    reader.feed(client.get(path).content.decode())
    return reader.forms


def all_forms(client: Client, nadia: Filled) -> list[Form]:
    """Every form of every page of this account, one for each address and set of fields."""
    found: dict[Any, Form] = {}
    for path in [*paths_of(nadia).values(), *account_paths().values()]:
        answer = client.get(path)
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            reader = Forms(path)
            reader.feed(answer.content.decode())
            for form in reader.forms:
                if form.name not in NOT_TRIED:
                    found.setdefault((form.method, form.name, tuple(form.names)), form)
    return list(found.values())
