"""What the fields in which skills are named offer while one types."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from apps.skills import lookup
from apps.skills.forms import LONGEST, being_typed, split_names
from apps.skills.models import Skill
from apps.users import formats
from apps.users.access import person

OWN, LISTED = 6, 6  # names offered: the person's own, and those of the catalogue


@login_required
def suggest(request: HttpRequest) -> HttpResponse:
    """For htmx: names that continue what is typed after the last comma; `add` takes one of them over."""
    typed = (request.GET.get("skills") or request.GET.get("q", ""))[:4000]
    names, last = being_typed(typed.replace("\0", ""))
    if added := request.GET.get("add", "").replace("\0", ""):
        names, last = split_names(", ".join([*names, added])), ""
    return render(request, "skills/_suggestions.html", _offered(request, names, last) | {"added": added})


@login_required
def suggest_one(request: HttpRequest) -> HttpResponse:
    """For htmx: names for a field that holds one; `add` puts it into the field."""
    typed = request.GET.get("name", "").replace("\0", "")
    added = request.GET.get("add", "").replace("\0", "")[:LONGEST]
    offered = {} if added else _offered(request, [], typed)
    return render(request, "skills/_suggestions_one.html", offered | {"added": added})


def _offered(request: HttpRequest, names: list[str], last: str) -> dict[str, object]:
    found = Skill.objects.owned_by(person(request)).suggested(last[:LONGEST], names)
    own = list(found.values_list("name", flat=True)[:OWN])
    listed = lookup.offers(
        last[:LONGEST], language=formats.current().language, most=LISTED, fits=LONGEST, without=[*names, *own]
    )
    return {"found": own, "listed": listed, "typed": "".join(f"{name}, " for name in names)}
