"""Who led to which offer."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('opportunities', '0005_offer_skills'),
        ('people', '0002_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Referral',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('how', models.CharField(choices=[('told', 'told me about it'), ('recommended', 'recommended me'), ('introduced', 'introduced me to somebody there'), ('answered', 'answered my questions about it')], default='told', max_length=11, verbose_name='what they did')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='note')),
                ('opportunity', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='opportunities.opportunity')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='referrals', to='people.person')),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['owner', 'opportunity'], name='opportunities_led_to'), models.Index(fields=['owner', 'person'], name='opportunities_led_by')],
                'constraints': [models.UniqueConstraint(fields=('opportunity', 'person'), name='opportunities_referral_once', violation_error_message='They are there already. Take them off first to say something else.')],
            },
        ),
        Fence('Referral'),
    ]
