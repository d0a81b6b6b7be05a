"""Who said what stands as proof, and entries that came of a contact."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0008_undo'),
        ('people', '0002_fences'),
        ('skills', '0004_evidence_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ContactEntry',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='proof',
            name='feedback',
            field=models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proofs', to='people.feedback'),
        ),
        migrations.AddField(
            model_name='proof',
            name='person',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='proofs', to='people.person'),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(condition=models.Q(('person__isnull', False)), fields=['owner', 'person'], name='achievements_proof_by'),
        ),
        migrations.AddConstraint(
            model_name='proof',
            constraint=models.UniqueConstraint(fields=('achievement', 'feedback'), name='achievements_proof_said_once'),
        ),
        migrations.AddField(
            model_name='contactentry',
            name='achievement',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='came_of', to='achievements.achievement'),
        ),
        migrations.AddField(
            model_name='contactentry',
            name='contact',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='made', to='people.contact'),
        ),
        migrations.AddField(
            model_name='contactentry',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        Fence('ContactEntry'),
        Fence('Proof'),
    ]
