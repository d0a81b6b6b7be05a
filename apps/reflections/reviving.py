"""Writing again to an address that we had stopped writing to: one e-mail with a link shows that it works."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.reflections.models import NudgeLink, Suppression
from apps.users.models import User
from apps.users.ownership import acting_as
from apps.users.secret_links import digest

HOLDS = timedelta(days=7)


def ask_whether_it_works(*, owner: User, now: datetime) -> None:
    """Send a link to the person's address; raises what Django's mail backend raises."""
    token = secrets.token_urlsafe(32)
    with acting_as(owner):
        links = NudgeLink.objects.owned_by(owner).filter(nudge=None, purpose=NudgeLink.Purpose.ADDRESS)
        links.delete()
        NudgeLink.objects.create(
            owner=owner, purpose=NudgeLink.Purpose.ADDRESS, digest=digest(token), expires_at=now + HOLDS
        )
    url = settings.SITE_URL + reverse("reflections:confirm_address", args=[token])
    send_mail(
        _("Does this address work again?"),
        render_to_string("email/address.txt", {"url": url}).strip() + "\n",
        settings.DEFAULT_FROM_EMAIL,
        [owner.email],
    )


def works_again(*, owner: User) -> None:
    """Write to the person's address again; done twice, it is done."""
    with acting_as(owner):
        for fate in Suppression.objects.of(owner).select_for_update():
            fate.lift()
            fate.save()
