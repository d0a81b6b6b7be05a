"""What answers the e-mail without a login: what came by mail, the same question once more, and what an answer became."""

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

from apps.users.fence import Fence

# What came by e-mail is nobody's until it is read. The mail room says so in its own transaction and sees what still
# has to be read, answered or thrown away; it can make rows that are nobody's. Giving one to its owner takes acting
# as that owner.
OPEN = "(owner_id IS NULL OR needs_answer OR raw <> ''::bytea)"
MAIL_ROOM = "(SELECT current_setting('app.mailroom', true)) = 'on'"


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0007_found_by_owner'),
        ('reflections', '0003_doorbell'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='InboundMessage',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('received', 'received'), ('stored', 'kept as your answer'), ('refused', 'could not be kept')], default='received', max_length=8)),
                ('reason', models.CharField(blank=True, max_length=10)),
                ('raw', models.BinaryField(default=b'')),
                ('fingerprint', models.CharField(max_length=64, unique=True)),
                ('recipient', models.CharField(blank=True, max_length=320)),
                ('sender', models.CharField(blank=True, max_length=320, null=True)),
                ('is_cut_off', models.BooleanField(default=False)),
                ('message_id', models.CharField(blank=True, max_length=255)),
                ('left_out', models.PositiveSmallIntegerField(default=0)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('try_after', models.DateTimeField()),
                ('needs_answer', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.AddField(
            model_name='nudge',
            name='again_of',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='again', to='reflections.nudge'),
        ),
        migrations.AddField(
            model_name='reflection',
            name='entry',
            field=models.ForeignKey(blank=True, db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='achievements.achievement'),
        ),
        migrations.AlterField(
            model_name='nudge',
            name='kind',
            field=models.CharField(choices=[('planned', 'planned'), ('asked', 'sent on request'), ('again', 'the same question once more')], default='planned', max_length=8),
        ),
        migrations.AlterField(
            model_name='nudgelink',
            name='purpose',
            field=models.CharField(choices=[('unsubscribe', 'stop the e-mail'), ('answer', 'answer'), ('reply', 'reply by e-mail')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='nudge',
            constraint=models.UniqueConstraint(fields=('again_of',), name='reflections_once_more_once'),
        ),
        migrations.AddConstraint(
            model_name='nudge',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('again_of__isnull', False), ('kind', 'again')), models.Q(models.Q(('kind', 'again'), _negated=True), ('again_of__isnull', True)), _connector='OR'), name='reflections_again_of_what'),
        ),
        migrations.AddField(
            model_name='inboundmessage',
            name='nudge',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='replies', to='reflections.nudge'),
        ),
        migrations.AddField(
            model_name='inboundmessage',
            name='owner',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='inboundmessage',
            index=models.Index(condition=models.Q(('state', 'received')), fields=['try_after'], name='reflections_inbound_unread'),
        ),
        migrations.AddIndex(
            model_name='inboundmessage',
            index=models.Index(condition=models.Q(('needs_answer', True)), fields=['try_after'], name='reflections_inbound_answers'),
        ),
        migrations.AddIndex(
            model_name='inboundmessage',
            index=models.Index(condition=models.Q(('state', 'stored'), _negated=True), fields=['created_at'], name='reflections_inbound_open'),
        ),
        migrations.AddIndex(
            model_name='inboundmessage',
            index=models.Index(fields=['owner', '-created_at'], name='reflections_inbound_owner'),
        ),
        migrations.AddConstraint(
            model_name='inboundmessage',
            constraint=models.UniqueConstraint(condition=models.Q(('owner__isnull', False)), fields=('owner', 'message_id'), name='reflections_one_message_once'),
        ),
        migrations.AddConstraint(
            model_name='inboundmessage',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('owner__isnull', True), ('state', 'received')), ('owner__isnull', False), _connector='OR'), name='reflections_inbound_owned_once_read'),
        ),
        Fence('Nudge'),
        Fence('Reflection'),
        Fence('InboundMessage'),
        migrations.RunSQL(
            f"CREATE POLICY mailroom ON reflections_inboundmessage USING ({MAIL_ROOM} AND {OPEN}) "
            f"WITH CHECK ({MAIL_ROOM} AND owner_id IS NULL)",
            "DROP POLICY mailroom ON reflections_inboundmessage",
        ),
    ]
