"""Files with everything in them on their way out and in; a sweeper sees that they exist, and nothing else."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence

DISPATCH = "(SELECT current_setting('app.dispatch', true)) = 'on'"


class Migration(migrations.Migration):

    dependencies = [
        ('reflections', '0007_written_at_every_claim'),
        ('users', '0003_deletion'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Parcel',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('direction', models.CharField(choices=[('out', 'taken away'), ('in', 'brought in')], max_length=3)),
                ('state', models.CharField(choices=[('asked', 'waiting for your yes'), ('waiting', 'about to begin'), ('working', 'under way'), ('ready', 'done'), ('failed', 'did not work')], default='waiting', max_length=7)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('size', models.BigIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('finished_at', models.DateTimeField(blank=True, null=True)),
                ('expires_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ParcelPart',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('contents', models.BinaryField()),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parcel', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='reflections.parcel')),
            ],
        ),
        migrations.CreateModel(
            name='ParcelReport',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('contents', models.JSONField()),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('parcel', models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='report', to='reflections.parcel')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddIndex(
            model_name='parcel',
            index=models.Index(fields=['owner', '-created_at'], name='reflections_parcels'),
        ),
        migrations.AddConstraint(
            model_name='parcel',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['waiting', 'working'])), fields=('owner', 'direction'), name='reflections_one_parcel_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='parcelpart',
            constraint=models.UniqueConstraint(fields=('parcel', 'number'), name='reflections_part_once'),
        ),
        Fence("Parcel"),
        Fence("ParcelPart"),
        Fence("ParcelReport"),
        migrations.RunSQL(
            f"CREATE POLICY dispatch ON reflections_parcel FOR SELECT USING ({DISPATCH})",
            "DROP POLICY dispatch ON reflections_parcel",
        ),
    ]
