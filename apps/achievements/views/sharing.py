"""Giving a portfolio to somebody: what to look at first, files to download, and secret addresses."""

from uuid import UUID
from zoneinfo import ZoneInfo

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.achievements.forms.portfolio import ShareForm
from apps.achievements.models import Portfolio, ShareLink
from apps.achievements.portfolio import checking, files, telling
from apps.achievements.portfolio.pdf import CannotDrawError
from apps.achievements.views.portfolios import PORTFOLIO
from apps.users import formats
from apps.users.access import person
from apps.users.ownership import acting_as
from apps.users.prepared import Prepared

LINKS = 50  # shown, open ones first
LOOKED_AT = 20  # entries of each kind shown at first


@login_required
def give(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What may give somebody away, then the downloads and the secret addresses."""
    portfolio = PORTFOLIO.one(owner=person(request).pk, pk=pk)
    return give_page(request, portfolio, ShareForm(portfolio=portfolio))


def give_page(
    request: HttpRequest, portfolio: Portfolio, form: ShareForm, status: int = 200, **more: object
) -> HttpResponse:
    """The page of giving a portfolio away with the form of its next address."""
    document = telling.document(portfolio, most=telling.ON_PAPER, credentials=False)  # nothing to look at in those
    context = {
        "portfolio": portfolio,
        "document": document,
        "check": checking.checked(document),
        "first": "" if "all" in request.GET else LOOKED_AT,
        "formats": files.FORMATS,
        "form": form,
        "links": [(link, _address(link)) for link in ADDRESSES(portfolio=portfolio.pk)],
        **more,
    }
    return render(request, "achievements/portfolio/give.html", context, status=status)


def _addresses(portfolio: UUID) -> QuerySet[ShareLink]:
    return ShareLink.objects.filter(portfolio=portfolio)[:LINKS]


ADDRESSES = Prepared(_addresses)


def _address(link: ShareLink) -> str:
    return f"{settings.SITE_URL}{reverse('achievements:portfolio_shared', args=[link.token])}"


@login_required
@require_safe
def download(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The portfolio as a file, for its owner."""
    portfolio = get_object_or_404(Portfolio.objects.owned_by(person(request)), pk=pk)
    kind = request.GET.get("as", "")
    if kind not in files.FORMATS:
        return redirect("achievements:portfolio_give", pk)
    document = telling.document(portfolio, most=telling.ON_PAPER)
    try:
        body = files.written(document, kind, anyway="anyway" in request.GET)
    except CannotDrawError as error:
        return give_page(request, portfolio, ShareForm(portfolio=portfolio), status=422, cannot_draw=error.character)
    name = files.name(document, files.FORMATS[kind].extension)
    response = HttpResponse(body, content_type=files.FORMATS[kind].media_type)
    response["Content-Disposition"] = files.disposition(name)
    return response


@login_required
def share(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a secret address."""
    portfolio = get_object_or_404(Portfolio.objects.owned_by(person(request)), pk=pk)
    if request.method != "POST":
        return redirect("achievements:portfolio_give", pk)
    form = ShareForm(request.POST, portfolio=portfolio)
    if not form.is_valid():
        return give_page(request, portfolio, form, status=422)
    form.make()
    messages.success(request, _("Here is the address. Copy it and send it yourself; nothing is sent from here."))
    return redirect(reverse("achievements:portfolio_give", args=[pk]) + "#addresses")


@login_required
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End a secret address now."""
    link = get_object_or_404(ShareLink.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        link.revoke()
        messages.success(request, _("The address no longer works."))
    return redirect(reverse("achievements:portfolio_give", args=[link.portfolio_id]) + "#addresses")


# The unguessable token of the address is what permits it: who opens it needs no account and can only read.
@csp_replace({"script-src": [NONE], "connect-src": [NONE], "form-action": [NONE], "manifest-src": [NONE]})  # type: ignore[arg-type]  # it knows views without a key only
@require_safe
def shared(request: HttpRequest, token: str) -> HttpResponse:
    """The portfolio behind a secret address; any other address looks like every page that does not exist."""
    link = ShareLink.behind(token)
    if link is None or not link.works:
        raise Http404
    owner = link.owner
    here = formats.override(owner.locale or formats.DEFAULT)
    with acting_as(owner), timezone.override(ZoneInfo(owner.time_zone)), here:
        if request.user != owner and request.method == "GET":
            link.note_opened()
        document = telling.document(link.portfolio, most=telling.ON_PAGE)
        response = render(request, "achievements/portfolio/shared.html", {"document": document, "link": link})
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store, private"
    return response
