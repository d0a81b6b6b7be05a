"""Row security and same-owner links for the private tables."""

from django.db import migrations

from apps.users.fence import Fence


class Migration(migrations.Migration):
    dependencies = [("achievements", "0001_initial"), ("skills", "0002_fences")]

    operations = [Fence("Organisation"), Fence("Role"), Fence("Achievement"), Fence("Evidence"), Fence("Proof"), ]
