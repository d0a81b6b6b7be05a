"""The dispatcher's window is asked for once a statement: as it stood, the comparison was made again for every row."""

from django.db import migrations

BEFORE = "(SELECT current_setting('app.dispatch', true)) = 'on'"
ONCE = "(SELECT current_setting('app.dispatch', true) = 'on')"


def _policy(table: str, condition: str) -> str:
    return f"ALTER POLICY dispatch ON {table} USING ({condition}) WITH CHECK ({condition})"


class Migration(migrations.Migration):
    dependencies = [("reflections", "0009_parcels")]

    operations = [
        migrations.RunSQL(_policy(table, ONCE), _policy(table, BEFORE))
        for table in ("reflections_nudgeplan", "reflections_nudge")
    ]
