"""Row security and same-owner links for the private tables."""

from django.db import migrations

from apps.users.fence import Fence


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0001_initial")]

    operations = [Fence("Opportunity"), Fence("Rating"), Fence("Season"), ]
