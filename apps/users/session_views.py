"""Where somebody is logged in, ended one by one or all others; and the recovery codes as a file."""

import re

from allauth.account.decorators import reauthentication_required
from allauth.usersessions.internal.flows.sessions import end_other_sessions, end_sessions
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from apps.users import signed_in

CODE = re.compile(r"\d{8}")


@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth is untyped
def listing(request: HttpRequest) -> HttpResponse:
    """Every session with its device; ending one asks who it is, so that a borrowed browser cannot lock others out."""
    rows = signed_in.living(request.user)
    if request.method != "POST":
        return render(request, "usersessions/usersession_list.html", {"sessions": rows, "session_count": len(rows)})
    wanted = request.POST.get("session", "")
    chosen = [row for row in rows if str(row.pk) == wanted]
    if wanted and not chosen:
        raise Http404
    if chosen:
        end_sessions(request, chosen)
        messages.success(request, _("Logged out there."))
    elif request.user.is_authenticated:
        end_other_sessions(request, request.user)
        messages.success(request, _("Every other device is logged out."))
    return redirect("usersessions_list")


@login_required
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The codes that the page has just shown, as a text file; the page sends them, for they are shown only once."""
    codes = [code for code in request.POST.getlist("code")[:20] if CODE.fullmatch(code)]
    if request.method != "POST" or not codes:
        return redirect("mfa_index")
    first = _("Recovery codes for careerplanner. Each works once, in the place of your second step.")
    response = HttpResponse("\r\n".join([first, "", *codes, ""]), content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="recovery-codes.txt"'
    return response
