"""People, contacts with what was promised, and what they said."""

import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('known_as', models.CharField(blank=True, max_length=160, verbose_name='how you know each other')),
                ('organisation', models.CharField(blank=True, max_length=160, verbose_name='organisation')),
                ('kinds', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mentor', 'mentor'), ('referrer', 'somebody who recommends me'), ('peer', 'peer'), ('manager', 'manager'), ('mentee', 'somebody I teach'), ('sponsor', 'somebody who speaks up for me')], max_length=10), blank=True, default=list, size=None, verbose_name='what they are to you')),
                ('met_on', models.DateField(blank=True, null=True, verbose_name='since when')),
                ('met_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='year', max_length=5)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail')),
                ('phone', models.CharField(blank=True, max_length=60, verbose_name='phone')),
                ('link', models.URLField(blank=True, max_length=1000, verbose_name='link')),
                ('notes', models.TextField(blank=True, max_length=4000, verbose_name='private notes')),
                ('every_weeks', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(520)], verbose_name='weeks between two contacts')),
                ('state', models.CharField(choices=[('in_touch', 'in touch'), ('paused', 'paused'), ('let_go', 'let go')], default='in_touch', editable=False, max_length=8)),
                ('added_on', models.DateField(default=django.utils.timezone.localdate, editable=False)),
                ('not_before', models.DateField(blank=True, editable=False, null=True)),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [django.db.models.functions.text.Lower('name'), 'id'],
            },
        ),
        migrations.CreateModel(
            name='Feedback',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('quote', models.TextField(max_length=4000, verbose_name='what was said')),
                ('said_on', models.DateField(blank=True, null=True, verbose_name='when')),
                ('may_show', models.BooleanField(default=False, verbose_name='they agreed that I show it')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='feedback', to='people.person')),
            ],
            options={
                'ordering': [models.OrderBy(models.F('said_on'), descending=True, nulls_last=True), '-id'],
            },
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('talked', 'we talked'), ('asked', 'I asked for feedback'), ('was_helped', 'they helped me'), ('helped', 'I helped them'), ('introduced', 'an introduction was made'), ('across', 'we worked across teams')], default='talked', max_length=10, verbose_name='what happened')),
                ('happened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='when')),
                ('happened_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='day', max_length=5)),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='what it was about')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='contacts', to='people.person')),
            ],
            options={
                'ordering': ['-happened_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Promise',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('by', models.CharField(choices=[('me', 'I promised'), ('them', 'they promised')], max_length=4)),
                ('text', models.CharField(max_length=300, verbose_name='what was promised')),
                ('until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('outcome', models.CharField(blank=True, choices=[('kept', 'kept'), ('dropped', 'let go')], editable=False, max_length=7)),
                ('closed_on', models.DateField(blank=True, editable=False, null=True)),
                ('contact', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='people.contact')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['by', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='person',
            index=models.Index(models.F('owner'), django.db.models.functions.text.Lower('organisation'), name='people_person_at'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='people_person_named'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('every_weeks__isnull', True), ('every_weeks__range', (1, 520)), _connector='OR'), name='people_person_weeks'),
        ),
        migrations.AddConstraint(
            model_name='person',
            constraint=models.CheckConstraint(condition=models.Q(('kinds__contained_by', ['mentor', 'referrer', 'peer', 'manager', 'mentee', 'sponsor'])), name='people_person_kinds'),
        ),
        migrations.AddIndex(
            model_name='feedback',
            index=models.Index(fields=['owner', 'person'], name='people_feedback_of_one'),
        ),
        migrations.AddConstraint(
            model_name='feedback',
            constraint=models.CheckConstraint(condition=models.Q(('quote', ''), _negated=True), name='people_feedback_said'),
        ),
        migrations.AddIndex(
            model_name='contact',
            index=models.Index(models.F('owner'), models.F('person'), models.OrderBy(models.F('happened_on'), descending=True), name='people_contact_of_one'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(fields=['owner', 'contact'], name='people_promise_of_one'),
        ),
        migrations.AddIndex(
            model_name='promise',
            index=models.Index(condition=models.Q(('outcome', '')), fields=['owner', 'by', 'until'], name='people_promise_open'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.UniqueConstraint(fields=('contact', 'by'), name='people_promise_one_each'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='people_promise_said'),
        ),
        migrations.AddConstraint(
            model_name='promise',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('outcome', '')), models.Q(models.Q(('outcome', ''), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='people_promise_closed_once'),
        ),
    ]
