"""The page of today, the answers so far, and answering."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from uuid_utils.compat import uuid7

from apps.achievements.forms import QuickLogForm
from apps.achievements.forms.fields import one_line
from apps.opportunities.wording import deadline
from apps.reflections import answering, due, prompts
from apps.reflections.actions import new_plan, pass_week
from apps.reflections.forms import AnswerForm, PlanForm
from apps.reflections.models import Nudge, NudgePlan, Reflection, Suppression
from apps.reflections.week import Week, asker, this_week, week_of
from apps.skills.effort import Effort
from apps.users.access import person
from apps.users.models import User

PER_PAGE = 20
LAST_PAGE = 10_000
TOLD = 12  # rows of the ledger


@login_required
def today(request: HttpRequest) -> HttpResponse:
    """What to write down, what is due, and this week's question."""
    user = person(request)
    day = timezone.localdate()
    material = prompts.gather(user, day)
    dates, decision = due.dates(material, day), due.decision(material, day)
    context = {
        "today": day,
        "quick_log": QuickLogForm(owner=user),
        "material": material,
        "due": due.beside(dates, material, day),
        "lasting": material.lasting,
        "them": material.people.them,
        "last_told": material.people.them.last_told(day) if material.people.them else "",
        "lead": due.in_words(dates, day),
        "decision": decision,
        "answer_by": deadline(decision) if decision else "",
        "is_new": not (material.recent or material.offers),
        "week": week_of(user, lambda: prompts.choose(material, user, day), timezone.now()),
        "efforts": [Effort(focus) for focus in material.focuses],
        "plan": NudgePlan.objects.owned_by(user).first(),
        "proposal": new_plan(owner=user),
    }
    return render(request, "reflections/today.html", context)


@login_required
def reflections(request: HttpRequest) -> HttpResponse:
    """Answers so far, the plan, and what became of each e-mail."""
    user = person(request)
    plan = NudgePlan.objects.owned_by(user).annotate(is_held=Suppression.objects.for_rows_of(user)).first()
    return render(request, "reflections/list.html", list_context(request, user, plan, _plan_form(user, plan)))


def _plan_form(user: User, plan: NudgePlan | None) -> PlanForm:
    return PlanForm(instance=plan or new_plan(owner=user), owner=user)


def list_context(request: HttpRequest, user: User, plan: NudgePlan | None, form: PlanForm) -> dict[str, Any]:
    """What the page of reflections shows, whichever form it answers."""
    now, number = timezone.now(), _page_number(request)
    first = (number - 1) * PER_PAGE
    answers = list(Reflection.objects.owned_by(user).select_related("about")[first : first + PER_PAGE + 1])
    rows = Nudge.objects.owned_by(user).with_returned().annotate(is_held=Suppression.objects.for_rows_of(user))
    ledger = list(rows.select_related("about")[:TOLD])
    is_held = any(getattr(row, "is_held", False) for row in (plan, *ledger))
    return {
        "answers": answers[:PER_PAGE],
        "newer": number - 1,
        "older": number + 1 if len(answers) > PER_PAGE else 0,
        "week": this_week(ledger, answers, asker(user), now) if number == 1 else None,
        "plan": plan,
        "next_words": plan.next_words(now) if plan else "",
        "ledger": ledger,
        "fates": Suppression.objects.of(user).stopped() if is_held else (),
        "form": form,
    }


def _page_number(request: HttpRequest) -> int:
    asked = request.GET.get("page", "")
    return min(max(int(asked), 1), LAST_PAGE) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


@login_required
def answer(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Answer the question of an e-mail, or this week's."""
    user = person(request)
    nudge = _first_asked(user, pk) if pk else None
    week = None if nudge else week_of(user, asker(user), timezone.now())
    given = _given(user, nudge, week)
    form = AnswerForm(request.POST or None, instance=given or _asked(user, nudge, week), owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your answer is kept."))
        return redirect("reflections:list")
    return _answer_page(request, form, given, week.prompt if week else None)


def _first_asked(user: User, pk: UUID) -> Nudge:
    """The e-mail of this id, or where it asked once more, the one that answers belong to."""
    asked = Nudge.objects.owned_by(user).exclude(question="").select_related("again_of")
    nudge = get_object_or_404(asked, pk=pk)
    return nudge.again_of or nudge


def _answer_page(
    request: HttpRequest, form: AnswerForm, given: Reflection | None, prompt: prompts.Prompt | None = None
) -> HttpResponse:
    """The question as it was asked, and room for the answer."""
    reflection = form.instance
    context = {
        "form": form,
        "given": given,
        "question": form["question"].value() or reflection.question,
        "about": reflection.about,
        "nudge": reflection.nudge,
        "prompt": prompt,
    }
    return render(request, "reflections/answer.html", context, status=422 if form.errors else 200)


def _given(user: User, nudge: Nudge | None, week: Week | None) -> Reflection | None:
    if nudge:
        return Reflection.objects.owned_by(user).filter(nudge=nudge).first()
    return week.reflection if week else None


def _asked(user: User, nudge: Nudge | None, week: Week | None) -> Reflection:
    """The empty answer, with what it answers."""
    nudge = nudge or (week.nudge if week else None)
    if nudge:
        nudge = nudge.again_of or nudge
        return Reflection(owner=user, nudge=nudge, question=nudge.question, about=nudge.about)
    prompt = week.prompt if week else None
    return Reflection(owner=user, question=prompt.full if prompt else "", about=prompt.about if prompt else None)


@login_required
@require_POST
def let_pass(request: HttpRequest, pk: UUID | None = None) -> HttpResponse:
    """Skip this week's question, or that of one e-mail."""
    user = person(request)
    nudge = get_object_or_404(Nudge.objects.owned_by(user), pk=pk) if pk else None
    nudge = nudge and (nudge.again_of or nudge)
    prompt = None if nudge else asker(user)()
    pass_week(owner=user, nudge=nudge, prompt=prompt, today=timezone.localdate())
    messages.success(request, _("Skipped. There will be another question."))
    return redirect("reflections:today")


@login_required
def edit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Change an answer."""
    user = person(request)
    reflection = get_object_or_404(Reflection.objects.owned_by(user), pk=pk)
    form = AnswerForm(request.POST or None, instance=reflection, owner=user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Your answer is kept."))
        return redirect("reflections:list")
    return _answer_page(request, form, reflection)


@login_required
@require_POST
def log_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make an answer a line of the journal, once, and go there to add the rest."""
    user = person(request)
    reflection = get_object_or_404(Reflection.objects.owned_by(user), pk=pk)
    if not reflection.is_line:
        return redirect(reflection.entry or reflection)
    entry = answering.log_answer(owner=user, reflection=reflection, line=one_line(reflection.answer), row=uuid7())
    messages.success(request, _("It is in your journal now. Add skills, proof or a date if you like."))
    return redirect("achievements:edit", entry.pk)


@login_required
def delete(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Delete an answer, after asking."""
    reflection = get_object_or_404(Reflection.objects.owned_by(person(request)), pk=pk)
    if request.method == "POST":
        reflection.delete()
        messages.success(request, _("Deleted."))
        return redirect("reflections:list")
    context = {
        "title": _("Delete this answer?"),
        "text": reflection.answer or reflection.question,
        "action": _("Delete it"),
        "cancel": reverse("reflections:list"),
    }
    return render(request, "components/confirm.html", context)
