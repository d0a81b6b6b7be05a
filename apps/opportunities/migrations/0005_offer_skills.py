"""What an offer would teach."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('opportunities', '0004_deciding_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='OfferSkill',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='skill')),
                ('opportunity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='builds', to='opportunities.opportunity')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name')],
                'constraints': [models.UniqueConstraint(models.F('opportunity'), django.db.models.functions.text.Lower('name'), name='opportunities_builds_once'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='opportunities_builds_named')],
            },
        ),
        Fence('OfferSkill'),
    ]
