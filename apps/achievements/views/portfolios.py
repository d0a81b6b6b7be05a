"""Portfolios: making one, reading it as others would, and choosing what is in it."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from apps.achievements import searching
from apps.achievements.forms.portfolio import EntriesFilter, PortfolioForm, ids
from apps.achievements.models import Achievement, Portfolio
from apps.achievements.portfolio import choosing, telling
from apps.achievements.portfolio.starts import STARTS, begin
from apps.achievements.wanted import read as read_search
from apps.users.access import person
from apps.users.prepared import Prepared

PER_PAGE = 50
PORTFOLIOS = 100  # shown at most; the oldest ones make room


@login_required
def portfolios(request: HttpRequest) -> HttpResponse:
    """All portfolios, and the few that most people begin with."""
    now = timezone.now()
    works = Q(links__revoked_at__isnull=True, links__expires_at__gt=now)
    found = Portfolio.objects.owned_by(person(request)).annotate(open_links=Count("links", filter=works))
    context = {"portfolios": found[:PORTFOLIOS], "starts": STARTS}
    return render(request, "achievements/portfolio/list.html", context)


@login_required
def start(request: HttpRequest) -> HttpResponse:
    """Make one of the usual portfolios and show it."""
    chosen = STARTS.get(request.POST.get("start", ""))
    if request.method != "POST" or chosen is None:
        return redirect("achievements:portfolios")
    return redirect(begin(chosen, owner=person(request), today=timezone.localdate()))


@login_required
def edit(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """A new portfolio, or a change to one."""
    user = person(request)
    portfolio = get_object_or_404(Portfolio.objects.owned_by(user), pk=pk) if pk else None
    begun = {} if portfolio else {"shown_name": user.name}
    form = PortfolioForm(request.POST or None, instance=portfolio, owner=user, initial=begun)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    context = {"form": form, "portfolio": portfolio}
    return render(request, "achievements/portfolio/form.html", context, status=422 if form.is_bound else 200)


PORTFOLIO = Prepared(lambda owner, pk: Portfolio.objects.owned_by(owner).filter(pk=pk))


@login_required
def detail(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The portfolio as others would read it; of a long one the beginning, until all of it is asked for."""
    portfolio = PORTFOLIO.one(owner=person(request).pk, pk=pk)
    known = choosing.chosen(portfolio)
    shown = None if "all" in request.GET else telling.GLANCE
    document = telling.document(portfolio, most=telling.ON_PAGE, shown=shown, known=known)
    context = {
        "portfolio": portfolio,
        "document": document,
        "kept_back": known.kept_back,
        "belong": len(known.keys),
        "on_page": telling.ON_PAGE,
        "beyond": max(0, len(known.keys) - telling.ON_PAGE),
    }
    return render(request, "achievements/portfolio/detail.html", context)


@login_required
def entries(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take single entries in or out."""
    user = person(request)
    portfolio = get_object_or_404(Portfolio.objects.owned_by(user), pk=pk)
    if request.method == "POST":
        shown, wanted = ids(request.POST.getlist("shown")), ids(request.POST.getlist("in"))
        choosing.choose(portfolio=portfolio, shown=shown, wanted=wanted)
        messages.success(request, _("Kept."))
        return redirect(request.get_full_path() if request.GET else portfolio.get_absolute_url())
    narrow = EntriesFilter(request.GET)
    asked = narrow.asked()
    found = choosing.judged(portfolio).select_related("role__organisation").defer("words", "private_note")
    query = searching.query(read_search(asked["q"])) if "q" in asked else None
    if query is not None:
        found = found.filter(words=query)
    if "show" in asked:
        found = found.filter(Q(is_in=asked["show"] == "in"))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    context = {"portfolio": portfolio, "filter": narrow, "asked": asked, "page": page}
    return render(request, "achievements/portfolio/entries.html", context)


@login_required
def leave_out(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take one entry out and go back to what may give something away."""
    portfolio = get_object_or_404(Portfolio.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        choosing.choose(portfolio=portfolio, shown=ids(request.POST.getlist("entry")), wanted=())
        messages.success(request, _("It is left out. The entry stays in your journal."))
    return redirect("achievements:portfolio_give", pk)


@login_required
def confidential(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Warn, then put one confidential entry in."""
    user = person(request)
    portfolio = get_object_or_404(Portfolio.objects.owned_by(user), pk=pk)
    asked = ids([(request.POST if request.method == "POST" else request.GET).get("entry", "")])
    entry = Achievement.objects.owned_by(user).filter(pk__in=asked, is_confidential=True).first()
    if entry is None:
        return redirect("achievements:portfolio_entries", pk)
    if request.method == "POST":
        choosing.put_in_although_confidential(portfolio=portfolio, entry=entry)
        messages.success(request, _("It is in this portfolio now, and in no other."))
        return redirect("achievements:portfolio_entries", pk)
    return render(request, "achievements/portfolio/confidential.html", {"portfolio": portfolio, "entry": entry})


@login_required
def copy(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second one like this, to be changed."""
    portfolio = get_object_or_404(Portfolio.objects.owned_by(person(request)), pk=pk)
    if request.method != "POST":
        return redirect(portfolio)
    title = _("%(title)s (copy)") % {"title": portfolio.title[:100]}
    new = choosing.copied(portfolio=portfolio, title=title)
    messages.success(request, _("This is the copy. Confidential entries and addresses were not copied."))
    return redirect("achievements:portfolio_edit", new.pk)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask, then delete the portfolio with its addresses."""
    portfolio = get_object_or_404(Portfolio.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        portfolio.delete()
        messages.success(request, _("The portfolio is deleted."))
        return redirect("achievements:portfolios")
    context = {
        "title": _("Delete this portfolio?"),
        "text": _("“%(title)s” goes for good, and every address you shared it under stops at once. Your entries stay.")
        % {"title": portfolio},
        "action": _("Delete the portfolio"),
        "cancel": portfolio.get_absolute_url(),
    }
    return render(request, "components/confirm.html", context)
