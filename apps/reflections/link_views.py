"""What the links of an e-mail open for somebody who is not logged in: one question, and what one writes to it.

They show nothing of the person's but the question that the e-mail itself quoted.
"""

from collections.abc import Callable
from functools import wraps
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from apps.achievements import answers
from apps.achievements.models import Achievement
from apps.reflections import answering
from apps.reflections.answering import Behind, TooLong, behind
from apps.reflections.forms import LinkAnswerForm, LinkLineForm
from apps.reflections.letter import as_read_by
from apps.reflections.models import Nudge, NudgeLink, NudgePlan, Reflection
from apps.users import limits
from apps.users.models import User
from apps.users.ownership import acting_as

WINDOW = 10 * 60  # seconds
BY_ADDRESS, BY_LINK = 60, 30  # requests within it: a person needs three, and a whole office has one address

Page = Callable[[HttpRequest, User, Nudge], HttpResponse]


# As with any secret link: who opens it has no cookie of ours, the secret permits it, and without a referrer, which
# would carry the secret, browsers do not say where a form comes from, so that Django's check would refuse every one.
def by_link(page: Page) -> Callable[[HttpRequest, str], HttpResponse]:
    """A page behind the secret of one e-mail: it runs as that e-mail's owner, and GET changes nothing."""

    @csrf_exempt
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(page)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        response = _opened(request, token, page) if _is_calm(request, token) else _slow_down(request)
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store, private"
        return response

    return opened


def _is_calm(request: HttpRequest, token: str) -> bool:
    """Neither too many requests from one place, which guesses, nor too many for one link."""
    return limits.allows("nudge-from", limits.address_of(request), most=BY_ADDRESS, seconds=WINDOW) and limits.allows(
        "nudge-link", token, most=BY_LINK, seconds=WINDOW
    )


def _slow_down(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(WINDOW)
    return response


def _opened(request: HttpRequest, token: str, page: Page) -> HttpResponse:
    known = behind(token=token, purpose=NudgeLink.Purpose.ANSWER, now=timezone.now())
    if known is None:
        return _gone(request)
    with acting_as(known.owner), as_read_by(known.owner):
        nudge = _nudge(known)
        return page(request, known.owner, nudge) if nudge else _gone(request)


def _gone(request: HttpRequest) -> HttpResponse:
    """Ended, taken back, cut in two or never made: all look the same."""
    return render(request, "reflections/link/gone.html", status=404)


def _nudge(known: Behind) -> Nudge | None:
    """The e-mail; where it asked once more, the one that answers belong to."""
    nudge = Nudge.objects.owned_by(known.owner).select_related("again_of").filter(pk=known.nudge_id).first()
    return nudge and (nudge.again_of or nudge)


@by_link
def answer(request: HttpRequest, owner: User, nudge: Nudge) -> HttpResponse:
    """The question, and room for the answer; with the second button it is a line of the journal, too."""
    form = LinkAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            reflection = answering.add_answer(owner=owner, nudge=nudge, text=form.cleaned_data["answer"])
        except TooLong:
            form.add_error("answer", _("Together with what you answered before, this is longer than there is room."))
        else:
            return _kept(request, form, owner, reflection)
    given = Reflection.objects.owned_by(owner).filter(nudge=nudge, is_skipped=False).exists()
    context = {"form": form, "question": nudge.question, "given": given}
    return render(request, "reflections/link/answer.html", context, status=422 if form.errors else 200)


def _kept(request: HttpRequest, form: LinkAnswerForm, owner: User, reflection: Reflection) -> HttpResponse:
    """What was written just now, and nothing that was written before."""
    text, entry = form.cleaned_data["answer"], None
    if form.for_journal:
        entry = answering.log_answer(owner=owner, reflection=reflection, line=form.line, row=form.cleaned_data["row"])
    return render(request, "reflections/link/kept.html", {"text": text, "coach": _coach(entry), "is_answer": True})


def _coach(entry: Achievement | None) -> answers.Answer | None:
    """What the coach says to a line that has just been logged."""
    return answers.answer(entry.line, entry.outcome) if entry else None


@by_link
def line(request: HttpRequest, owner: User, nudge: Nudge) -> HttpResponse:
    """A line for the journal, whatever was asked."""
    form = LinkLineForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        entry = answering.log_line(owner=owner, **form.cleaned_data)
        return render(request, "reflections/link/kept.html", {"text": entry.line, "coach": _coach(entry)})
    return render(request, "reflections/link/line.html", {"form": form}, status=422 if form.errors else 200)


@by_link
def later(request: HttpRequest, owner: User, nudge: Nudge) -> HttpResponse:
    """Be asked the same tomorrow."""
    now = timezone.now()
    if request.method == "POST":
        answering.ask_again(owner=owner, nudge=nudge, now=now)
    known = nudge.again.first()
    moment = known.due_at if known else answering.again_at(owner=owner, nudge=nudge, now=now)
    plan = NudgePlan.objects.owned_by(owner).first()
    with timezone.override(ZoneInfo(plan.time_zone if plan else owner.time_zone)):
        context = {"question": nudge.question, "is_asked": bool(known), "moment": moment}
        return render(request, "reflections/link/later.html", context)


@by_link
def skip(request: HttpRequest, owner: User, nudge: Nudge) -> HttpResponse:
    """Let this week's question go."""
    is_passed = request.method == "POST" and answering.let_pass(owner=owner, nudge=nudge)
    given = Reflection.objects.owned_by(owner).filter(nudge=nudge).order_by("is_skipped").first()
    context = {
        "question": nudge.question,
        "is_passed": is_passed or bool(given and given.is_skipped),
        "is_answered": bool(given and not given.is_skipped),
    }
    return render(request, "reflections/link/skip.html", context)
