"""Row security for the e-mail's tables, and the two narrow windows the dispatcher and a link need."""

from django.db import migrations

from apps.users.fence import Fence

# Claiming and sweeping work across people. They say so in their own transaction (`dispatching()`), and only
# the plan and the ledger listen: nothing that anybody wrote.
DISPATCH = "(SELECT current_setting('app.dispatch', true)) = 'on'"

# Somebody who holds a link of an e-mail is not logged in. They see the one row with that link's digest, for
# reading, and with it whose link it is.
HOLDER = "digest = (SELECT nullif(current_setting('app.link', true), ''))"


class Migration(migrations.Migration):
    dependencies = [("reflections", "0001_initial"), ("achievements", "0002_fences")]

    operations = [
        Fence("NudgePlan"),
        Fence("Nudge"),
        Fence("NudgeLink"),
        Fence("Reflection"),
        migrations.RunSQL(
            f"CREATE POLICY dispatch ON reflections_nudgeplan USING ({DISPATCH}) WITH CHECK ({DISPATCH})",
            "DROP POLICY dispatch ON reflections_nudgeplan",
        ),
        migrations.RunSQL(
            f"CREATE POLICY dispatch ON reflections_nudge USING ({DISPATCH}) WITH CHECK ({DISPATCH})",
            "DROP POLICY dispatch ON reflections_nudge",
        ),
        migrations.RunSQL(
            f"CREATE POLICY holder ON reflections_nudgelink FOR SELECT USING ({HOLDER})",
            "DROP POLICY holder ON reflections_nudgelink",
        ),
    ]
