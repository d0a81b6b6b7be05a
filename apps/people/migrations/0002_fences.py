"""Row security and same-owner links for people."""

from django.db import migrations

from apps.users.fence import Fence


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [Fence("Person"), Fence("Contact"), Fence("Promise"), Fence("Feedback")]
