"""What a door asks the database for, made the same for addresses that are known and that are not."""

from allauth.account.models import EmailAddress

from apps.users.models import User

CONFIRMING = 3  # look-ups of allauth between a new account and its letter; tests/users/test_enumeration.py counts them


def look_up(email: str, *, times: int = 1) -> None:
    """Look for a person so many times and forget what was found: the other kind of address needed it."""
    for _ in range(times):
        User.objects.filter(email=email.lower()).first()


def after_a_refusal(email: str) -> None:
    """A wrong password for nobody was looked for in two places, one for somebody in the first only."""
    if EmailAddress.objects.filter(email=email.lower()).exists():
        look_up(email)
