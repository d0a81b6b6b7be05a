"""What is asked of a new password, and why one is refused, in words: never a score, never a rule of composition."""

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.users.guessing import LEAST, MOST, Why, normal_form, pieces, why_guessable

HINT = _(
    "At least 10 characters, and up to 256. A few words that nobody else would put together are safe, and easy to "
    "remember; spaces and letters of any language are welcome."
)
REASONS = {
    Why.SHORT: _("This is too short: use at least %(least)d characters."),
    Why.LONG: _("This is too long: use at most %(most)d characters."),
    Why.OWN: _("This is mostly your own name or address, which others know."),
    Why.SITE: _("This is mostly the name of this site, which everybody tries."),
    Why.COMMON: _("Many people use this or something close to it, so it is tried first."),
    Why.REPEAT: _("This says the same thing again and again, which is tried early."),
    Why.SEQUENCE: _("This follows the alphabet or counts up, which is tried early."),
    Why.KEYS: _("These keys lie side by side on a keyboard, which is tried early."),
    Why.DATE: _("This is mostly a date or a year, and there are not many of those."),
    Why.WORDS: _("This is made of words or names that are tried early."),
}
ADVICE = _("Put three or four words together that have nothing to do with each other.")


def site_words() -> list[str]:
    """What this site is called, which is no secret: its name and its host's."""
    return pieces("careerplanner", "career", "planner", settings.SITE_HOST)


def own_words(user: AbstractBaseUser | None) -> list[str]:
    """What others know of the person: the address and what we call them."""
    if user is None:
        return []
    return pieces(getattr(user, "email", "") or "", getattr(user, "name", "") or "")


class HardToGuess:
    """Refuses a password that somebody who knows the person, or a list from a breach, would guess."""

    def __init__(self) -> None:
        self.list = CommonPasswordValidator()

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """Raise ValidationError with one reason and one advice."""
        why = why_guessable(password, own=own_words(user), site=site_words())
        if why is None and self._is_listed(password):
            why = Why.COMMON
        if why is not None:
            reason = REASONS[why] % {"least": LEAST, "most": MOST}
            raise ValidationError(reason if why is Why.LONG else f"{reason} {ADVICE}", code=why.value)

    def _is_listed(self, password: str) -> bool:
        try:
            self.list.validate(normal_form(password))
        except ValidationError:
            return True
        return False

    def get_help_text(self) -> str:
        """What the pages say beside the field."""
        return gettext(str(HINT))
