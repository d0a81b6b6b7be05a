"""Who is asking."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from apps.users.models import User


def person(request: HttpRequest) -> User:
    """The person who is logged in; a view behind `login_required` always has one."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user
