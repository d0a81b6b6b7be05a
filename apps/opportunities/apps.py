"""The opportunities app."""

from django.apps import AppConfig


class OpportunitiesConfig(AppConfig):
    """Offers, ratings, seasons and what is traded."""

    name = "apps.opportunities"
