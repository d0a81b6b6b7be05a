"""What the file says of itself, in plain words."""

from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from apps.reflections.takeaway.catalogue import COLUMNS_LEFT_OUT, TABLES_LEFT_OUT, slug, tables, told
from apps.reflections.takeaway.names import named
from apps.users.models import User


def text(user: User, made_at: datetime) -> str:
    """README.txt."""
    what = [f"  {named(model._meta.label)}: tables/{slug(model)}.csv\n      {told(model)}" for model in tables()]
    left_out = [f"  {name}: {why}" for name, why in {**TABLES_LEFT_OUT, **COLUMNS_LEFT_OUT}.items()]
    parts = [
        _("Everything that %(email)s has in careerplanner at %(site)s, as it was on %(day)s.")
        % {"email": user.email, "site": settings.SITE_URL, "day": f"{made_at:%Y-%m-%d %H:%M} UTC"},
        _("Keep this file where nobody else reads it: it holds everything you wrote, also what is private."),
        _(
            "data.json has all of it, and careerplanner takes it back: on any instance, make an account, open "
            "Settings, Your data, Bring everything in, and choose the ZIP as it is. schema.json says how "
            "data.json is made."
        ),
        _("The folder tables has the same as tables that a spreadsheet opens, and the folder files what you attached."),
        _(
            "An apostrophe before a cell that starts with = + - or @ keeps spreadsheets from calculating with it. "
            "It is not part of what you wrote."
        ),
        _("What is in each table:"),
        "\n".join(what),
        _("What is left out, and why:"),
        "\n".join(left_out),
        _("Your password and the secret of a second step are not in it, either."),
    ]
    return "\n\n".join(parts) + "\n"
