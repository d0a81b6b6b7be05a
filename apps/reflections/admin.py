"""What operators see of the e-mails: when, for which account, what became of it. No question, answer or address.

Plans and ledger rows of everybody are shown by the dispatcher's window alone (`claiming.dispatching()`). It is open
here while one page is made, and no column with words of a person is read.
"""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from apps.reflections import health, throughput
from apps.reflections.claiming import dispatching
from apps.reflections.models import Nudge, NudgePlan
from apps.reflections.reasons import coded
from apps.reflections.retrying import Retried, retry

PLAN = ["cadence", "weekday", "local_time", "time_zone", "is_active", "paused_until", "kept_cadence", "next_nudge_at"]
ROW = ["kind", "state", "period", "due_at", "expires_at", "try_after", "tries", "lease_until", "handed_at", "sent_at"]


class OperatorAdmin(admin.ModelAdmin[Any]):
    """Everybody's rows to look at, within the window; nothing is added, changed or deleted by hand."""

    show_full_result_count = False
    columns: list[str] = []

    @admin.display(description=_("account"))
    def account(self, row: Any) -> int:
        """Whose it is, as a number: names and addresses stand with the accounts."""
        return int(row.owner_id)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Only what is shown is read."""
        return super().get_queryset(request).only("owner_id", *self.columns)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, made within the window."""
        return _within_window(lambda: super(OperatorAdmin, self).changelist_view(request, extra_context))

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One row, made within the window."""
        return _within_window(lambda: super(OperatorAdmin, self).changeform_view(request, *args, **kwargs))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Plans are people's, and the ledger is the dispatcher's."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As above."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """As above."""
        return False


def _within_window(view: Callable[[], HttpResponse]) -> HttpResponse:
    """Make a page to its end while the window is open; what is made later would see nothing."""
    with dispatching():
        response = view()
        return response.render() if isinstance(response, TemplateResponse) else response


class IsDue(admin.SimpleListFilter):
    """Plans whose time has come."""

    title = _("due")
    parameter_name = "due"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """One choice beside all."""
        return [("now", _("due now"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """What the dispatcher would claim next."""
        if self.value() != "now":
            return queryset
        return queryset.filter(is_active=True, next_nudge_at__lte=timezone.now())


@admin.register(NudgePlan)
class NudgePlanAdmin(OperatorAdmin):
    """When whose e-mail comes next."""

    columns = PLAN
    fields = ["account", *PLAN]
    readonly_fields = ["account", *PLAN]
    list_display = ["account", "cadence", "weekday", "local_time", "time_zone", "is_active", "next_nudge_at"]
    list_filter = [IsDue, "is_active", "cadence"]
    ordering = ["next_nudge_at"]


@admin.register(Nudge)
class NudgeAdmin(OperatorAdmin):
    """What became of each e-mail of the last days, with what is due, the lag, and counts by day and by reason."""

    columns = [*ROW, "reason"]
    fields = ["account", "why", *ROW]
    readonly_fields = ["account", "why", *ROW]
    list_display = ["due_at", "account", "kind", "state", "why", "tries", "sent_at"]
    list_filter = ["state", "kind"]
    ordering = ["-pk"]  # the latest, by their ids
    actions = ["try_again"]
    change_list_template = "admin/reflections/ledger.html"

    @admin.display(description=_("why"))
    def why(self, row: Nudge) -> str:
        """Our word, or the codes of the mail server; its sentence may hold an address."""
        return coded(row.reason, dict(Nudge.Reason.choices))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Of the last days."""
        return super().get_queryset(request).filter(due_at__gte=throughput.recent(timezone.now()))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list below what an operator wants to know first."""
        now = timezone.now()
        with dispatching():
            told = {
                "health": health.measure(now),
                "due": NudgePlan.objects.filter(is_active=True, next_nudge_at__lte=now).count(),
                "columns": [Nudge.State(state).label for state in throughput.COLUMNS],
                "days": throughput.by_day(now),
                "reasons": throughput.reasons(now),
            }
        return super().changelist_view(request, {**told, **(extra_context or {})})

    def has_retry_permission(self, request: HttpRequest) -> bool:
        """Whoever may change the ledger, if anybody could."""
        return request.user.has_perm("reflections.change_nudge")

    @admin.action(description=_("Try those again that failed and are within their period"), permissions=["retry"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[Nudge]) -> None:
        """Try again what may be tried again, and say of the others why not."""
        done = retry(ids=list(queryset.values_list("pk", flat=True)), now=timezone.now())
        for level, sentence in _in_words(done):
            self.message_user(request, sentence, level)


def _in_words(done: Retried) -> list[tuple[int, str]]:
    said = [
        (
            messages.SUCCESS,
            done.again,
            ngettext("%d e-mail is tried again.", "%d e-mails are tried again.", done.again),
        ),
        (
            messages.WARNING,
            done.unknown,
            ngettext(
                "%d was handed over and may have come: trying it again could make two, so it stays as it is.",
                "%d were handed over and may have come: trying them again could make two, so they stay as they are.",
                done.unknown,
            ),
        ),
        (
            messages.WARNING,
            done.late,
            ngettext(
                "%d is past its period: nothing comes at an odd hour days later.",
                "%d are past their period: nothing comes at an odd hour days later.",
                done.late,
            ),
        ),
        (messages.INFO, done.other, ngettext("%d had not failed.", "%d had not failed.", done.other)),
    ]
    return [(level, sentence % count) for level, count, sentence in said if count]
