"""The users app."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Accounts, preferences and ownership."""

    name = "apps.users"

    def ready(self) -> None:
        from apps.users import checks  # noqa: F401  # registers the checks once apps are loaded
