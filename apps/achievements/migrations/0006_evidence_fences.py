"""Row security and same-owner links for what makes evidence, and the windows through which a secret link is found."""

from django.db import migrations

from apps.users.fence import Fence
from apps.users.secret_links import LINK_HOLDER


def _window(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE POLICY holder ON {table} FOR SELECT USING ({LINK_HOLDER})", f"DROP POLICY holder ON {table}"
    )


class Migration(migrations.Migration):
    dependencies = [("achievements", "0005_evidence"), ("skills", "0004_evidence_fences")]

    operations = [
        Fence("Proof"),
        Fence("ProofFile"),
        Fence("Witness"),
        Fence("FollowUp"),
        Fence("PastVersion"),
        Fence("Draft"),
        Fence("Scope"),
        Fence("Portfolio"),
        Fence("PortfolioChoice"),
        Fence("ShareLink"),
        Fence("Upload"),
        _window("achievements_witness"),
        _window("achievements_sharelink"),
    ]
