"""After a backup was restored: delete again whoever had deleted their account since it was made."""

from django.core.management.base import BaseCommand

from apps.reflections import erasing


class Command(BaseCommand):
    """Run it after the list of deleted accounts is back in the database, and before anybody is let in."""

    help = "Delete again the accounts that a restored backup has brought back."

    def handle(self, *args: object, **options: object) -> None:
        """Say how many they were."""
        self.stdout.write(f"{erasing.forget_deleted()} accounts deleted again.")
