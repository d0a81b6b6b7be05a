"""Row security and same-owner links for what deciding needs, and the window through which a calendar is found."""

from django.db import migrations

from apps.users.fence import Fence

# A calendar program is not logged in. It sees the one row with its secret's digest, for reading, and with it
# whose calendar it is; what follows runs as that person.
HOLDER = "digest = (SELECT nullif(current_setting('app.link', true), ''))"


class Migration(migrations.Migration):
    dependencies = [("opportunities", "0003_deciding")]

    operations = [
        Fence("CalendarFeed"),
        Fence("DealBreaker"),
        Fence("Verdict"),
        Fence("Needs"),
        Fence("ExchangeRate"),
        Fence("Decision"),
        Fence("DecisionReview"),
        migrations.RunSQL(
            f"CREATE POLICY holder ON opportunities_calendarfeed FOR SELECT USING ({HOLDER})",
            "DROP POLICY holder ON opportunities_calendarfeed",
        ),
    ]
