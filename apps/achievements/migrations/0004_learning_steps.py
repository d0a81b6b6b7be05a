"""What people mean to learn in a role."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0003_promotion'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='LearningStep',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('text', models.CharField(max_length=300, verbose_name='what you want to learn')),
                ('by', models.DateField(blank=True, null=True, verbose_name='by')),
                ('done_on', models.DateField(blank=True, null=True)),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('role', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='learning_steps', to='achievements.role')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('by'), nulls_last=True), 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='achievements_step_said')],
            },
        ),
        Fence('LearningStep'),
    ]
