"""The users app."""

from django.apps import AppConfig


class UsersConfig(AppConfig):
    """Accounts, preferences and ownership."""

    name = "apps.users"

    def ready(self) -> None:
        from apps.users import checks, sentences, template_values  # noqa: F401  # registers the checks once apps are loaded

        sentences.keep_language_by_thread()
        sentences.shorten()
        template_values.shorten()
