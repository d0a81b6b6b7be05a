"""When a worker was last told of an e-mail, so that the sweeper tells again only what nobody took."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("reflections", "0002_fences")]

    operations = [
        migrations.AddField("nudge", "enqueued_at", models.DateTimeField(blank=True, null=True)),
    ]
