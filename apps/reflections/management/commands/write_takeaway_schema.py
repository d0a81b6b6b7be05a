"""Write the schema of the export anew, after a private table has changed."""

from django.core.management.base import BaseCommand

from apps.reflections.takeaway import schema


class Command(BaseCommand):
    """For developers: the copy in the repository is what a test compares."""

    help = "Write the JSON Schema of the export anew, after a private table has changed."

    def handle(self, *args: object, **options: object) -> None:
        """Write it where it is shipped."""
        schema.SHIPPED.write_text(schema.text(), encoding="utf-8")
        self.stdout.write(f"Written to {schema.SHIPPED.name}.")
