"""Addresses that do not take our e-mail, what silence made of a plan, and the machinery’s own signs of life."""

import django.contrib.postgres.indexes
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0007_found_by_owner'),
        ('reflections', '0004_replies'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Pulse',
            fields=[
                ('name', models.CharField(max_length=10, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('said', models.CharField(blank=True, max_length=80)),
            ],
        ),
        migrations.CreateModel(
            name='Suppression',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('address', models.EmailField(max_length=254)),
                ('cause', models.CharField(blank=True, choices=[('bounced', 'It came back: there is no such mailbox, or it takes nothing any more.'), ('full', 'The last five could not be delivered. Perhaps the mailbox is full.'), ('complained', 'It was marked as spam, so we took it that you want no more.')], max_length=12)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
                ('bounces', models.PositiveSmallIntegerField(default=0)),
                ('last_bounce_at', models.DateTimeField(blank=True, null=True)),
                ('said', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.AddField(
            model_name='nudgeplan',
            name='kept_cadence',
            field=models.CharField(blank=True, editable=False, max_length=12),
        ),
        migrations.AddField(
            model_name='nudgeplan',
            name='seen_on',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='nudgeplan',
            name='serves',
            field=models.DateField(blank=True, editable=False, null=True),
        ),
        migrations.AddField(
            model_name='nudgeplan',
            name='skips_when_logged',
            field=models.BooleanField(default=False, verbose_name='skip it when I have written something since the last one'),
        ),
        migrations.AddField(
            model_name='nudgeplan',
            name='stepped_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name='nudgelink',
            name='purpose',
            field=models.CharField(choices=[('unsubscribe', 'stop the e-mail'), ('answer', 'answer'), ('reply', 'reply by e-mail'), ('keep', 'keep the e-mail as it was'), ('address', 'say that an address works again')], max_length=12),
        ),
        migrations.AddIndex(
            model_name='nudge',
            index=django.contrib.postgres.indexes.BrinIndex(fields=['due_at'], name='reflections_by_day'),
        ),
        migrations.AddField(
            model_name='suppression',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='suppressions', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.UniqueConstraint(fields=('owner', 'address'), name='reflections_one_fate_an_address'),
        ),
        migrations.AddConstraint(
            model_name='suppression',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_at__isnull', True), models.Q(('cause', ''), _negated=True), _connector='OR'), name='reflections_stopped_for_a_cause'),
        ),
        Fence('Suppression'),
    ]
