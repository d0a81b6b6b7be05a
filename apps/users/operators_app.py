"""django.contrib.admin with our site in the place of its own."""

from django.contrib.admin.apps import AdminConfig


class Operators(AdminConfig):
    """The admin behind the door of everybody and a second step."""

    default_site = "apps.users.operators.OperatorsSite"
