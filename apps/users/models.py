"""The person: an account with an e-mail address, and how they like numbers, times and pages."""

import zoneinfo
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from apps.users import formats
from apps.users.guessing import normal_form


def validate_zone(value: str) -> None:
    """Refuse a name that is no IANA time zone."""
    if value not in zoneinfo.available_timezones():
        raise ValidationError(_("“%(zone)s” is no time zone we know."), params={"zone": value})


def validate_locale(value: str) -> None:
    """Refuse a locale that the number formats do not know."""
    if formats.parse(value) is None:
        raise ValidationError(_("“%(locale)s” is no language and region we know."), params={"locale": value})


class PersonManager(UserManager["User"]):
    """Makes people by e-mail address."""

    def _create(self, email: str, password: str | None, **extra: Any) -> "User":
        if not email:
            raise ValueError("A person needs an e-mail address.")
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **extra: Any) -> "User":  # type: ignore[override]  # no username
        """Make an ordinary person."""
        return self._create(email, password, **extra)

    def create_superuser(self, email: str, password: str | None = None, **extra: Any) -> "User":  # type: ignore[override]  # no username
        """Make an operator, who sees accounts and operations, never anybody's content."""
        return self._create(email, password, is_staff=True, is_superuser=True, **extra)


class User(AbstractUser):
    """A person with an account; they log in by e-mail."""

    class Theme(models.TextChoices):
        AUTO = "auto", _("As my device has it")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    username = None  # type: ignore[assignment]  # people log in by e-mail
    first_name = None  # type: ignore[assignment]  # one name is enough
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("what we call you"), max_length=80, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="UTC", validators=[validate_zone])
    locale = models.CharField(
        _("how numbers and dates are written"), max_length=16, blank=True, validators=[validate_locale]
    )
    currency = models.CharField(_("usual currency"), max_length=3, blank=True)
    has_shortcuts = models.BooleanField(_("keys as shortcuts"), default=True)
    theme = models.CharField(_("colours"), max_length=5, choices=Theme, default=Theme.AUTO)
    leaves_at = models.DateTimeField(null=True, blank=True, editable=False)  # when a closed account is deleted

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="users_user_email_any_case")]

    def __str__(self) -> str:
        return self.email

    @property
    def called(self) -> str:
        """What the pages call the person: their chosen name, else the address up to the @."""
        return self.name or self.email.partition("@")[0]

    def set_password(self, raw_password: str | None) -> None:
        """Keep the hash of its normal form, so that two keyboards that write é differently write one password."""
        super().set_password(raw_password if raw_password is None else normal_form(raw_password))

    def check_password(self, raw_password: str | None) -> bool:
        """Compare in the normal form; nothing is cut, trimmed or put into lower case."""
        return super().check_password(raw_password if raw_password is None else normal_form(raw_password))

    def get_full_name(self) -> str:
        return self.called

    def get_short_name(self) -> str:
        return self.called


class DeletedAccount(models.Model):
    """That an account was deleted, and nothing else of it: a backup that is older is made to forget it again."""

    user_id = models.BigIntegerField(primary_key=True)
    deleted_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)
