"""Row security and same-owner links for credentials, focus and direction."""

from django.db import migrations

from apps.users.fence import Fence


class Migration(migrations.Migration):
    dependencies = [("skills", "0003_evidence")]

    operations = [
        Fence("Credential"),
        Fence("CredentialSkill"),
        Fence("Focus"),
        Fence("Practice"),
        Fence("Direction"),
        Fence("DirectionNeed"),
    ]
