"""Which former versions belong to one change of several entries, so that it can be undone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0007_found_by_owner'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='pastversion',
            name='batch',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name='pastversion',
            index=models.Index(condition=models.Q(('batch__isnull', False)), fields=['owner', 'batch'], name='achievements_past_batch'),
        ),
    ]
