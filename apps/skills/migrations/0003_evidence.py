"""Credentials, focus, direction, and the catalogue that skills are named from."""

import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
import django.utils.timezone
import uuid_utils.compat
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('skills', '0002_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='skill',
            name='is_bound',
            field=models.BooleanField(default=False, verbose_name='of use with one employer only, such as an in-house system'),
        ),
        migrations.AddField(
            model_name='skill',
            name='stated_level',
            field=models.CharField(blank=True, max_length=60, verbose_name='what you would say of yourself'),
        ),
        migrations.CreateModel(
            name='CatalogueSkill',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('starter', 'careerplanner'), ('esco', 'ESCO'), ('onet', 'O*NET')], max_length=8)),
                ('key', models.CharField(max_length=200)),
                ('language', models.CharField(default='en', max_length=8)),
                ('name', models.CharField(max_length=300)),
                ('kind', models.CharField(blank=True, max_length=40)),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key', 'language'), name='skills_catalogue_once')],
            },
        ),
        migrations.AddField(
            model_name='skill',
            name='catalogue',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='skills.catalogueskill'),
        ),
        migrations.CreateModel(
            name='Credential',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=160, verbose_name='what it is called')),
                ('issuer', models.CharField(blank=True, max_length=160, verbose_name='who issued it')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='issued')),
                ('issued_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='month', max_length=5)),
                ('expires_on', models.DateField(blank=True, null=True, verbose_name='holds until')),
                ('expires_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='day', max_length=5)),
                ('identifier', models.CharField(blank=True, max_length=120, verbose_name='number')),
                ('url', models.URLField(blank=True, max_length=1000, verbose_name='link to check it')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='note')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('expires_on'), nulls_last=True), django.db.models.functions.text.Lower('name')],
            },
        ),
        migrations.CreateModel(
            name='CredentialSkill',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('credential', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='vouches', to='skills.credential')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='vouched', to='skills.skill')),
            ],
        ),
        migrations.AddField(
            model_name='credential',
            name='skills',
            field=models.ManyToManyField(blank=True, related_name='credentials', through='skills.CredentialSkill', to='skills.skill'),
        ),
        migrations.CreateModel(
            name='Direction',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=160, verbose_name='what you want to be doing')),
                ('field', models.CharField(blank=True, max_length=160, verbose_name='field')),
                ('by', models.DateField(blank=True, null=True, verbose_name='by when, roughly')),
                ('by_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='year', max_length=5)),
                ('why', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                ('ended_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': [models.OrderBy(models.F('ended_at'), descending=True, nulls_first=True), '-id'],
            },
        ),
        migrations.CreateModel(
            name='DirectionNeed',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=120, verbose_name='skill')),
                ('weight', models.PositiveSmallIntegerField(choices=[(2, 'essential'), (1, 'useful')], default=2, verbose_name='how much')),
                ('direction', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='skills.direction')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-weight', django.db.models.functions.text.Lower('name')],
            },
        ),
        migrations.CreateModel(
            name='Focus',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('slot', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('state', models.CharField(choices=[('active', 'working on it'), ('finished', 'finished'), ('dropped', 'dropped')], default='active', editable=False, max_length=8)),
                ('hours_per_week', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(Decimal('80'))], verbose_name='hours a week')),
                ('why', models.CharField(blank=True, max_length=300, verbose_name='what for')),
                ('started_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='look at it again on')),
                ('reviewed_on', models.DateField(blank=True, editable=False, null=True)),
                ('closing_note', models.TextField(blank=True, max_length=2000, verbose_name='what came of it')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('skill', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='focuses', to='skills.skill')),
            ],
            options={
                'ordering': ['-started_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Occupation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('starter', 'careerplanner'), ('esco', 'ESCO'), ('onet', 'O*NET')], max_length=8)),
                ('key', models.CharField(max_length=200)),
                ('language', models.CharField(default='en', max_length=8)),
                ('title', models.CharField(max_length=300)),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key', 'language'), name='skills_occupation_once')],
            },
        ),
        migrations.AddField(
            model_name='direction',
            name='occupation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='skills.occupation', verbose_name='occupation'),
        ),
        migrations.CreateModel(
            name='OccupationLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('is_preferred', models.BooleanField(default=False)),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='skills.occupation')),
            ],
        ),
        migrations.CreateModel(
            name='OccupationNeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_essential', models.BooleanField(default=False)),
                ('importance', models.DecimalField(blank=True, decimal_places=2, max_digits=3, null=True, validators=[django.core.validators.MinValueValidator(Decimal('1')), django.core.validators.MaxValueValidator(Decimal('5'))])),
                ('occupation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needs', to='skills.occupation')),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='needed_by', to='skills.catalogueskill')),
            ],
        ),
        migrations.CreateModel(
            name='Practice',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('done_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='when')),
                ('minutes', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1440)], verbose_name='minutes')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='what you did')),
                ('focus', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='practices', to='skills.focus')),
                ('owner', models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-done_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CatalogueLabel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300)),
                ('is_preferred', models.BooleanField(default=False)),
                ('language', models.CharField(default='en', max_length=8)),
                ('is_everyday', models.BooleanField(default=False)),
                ('skill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='labels', to='skills.catalogueskill')),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('text'), name='gin_trgm_ops'), name='skills_label_similar'), models.Index(django.db.models.functions.comparison.Collate(django.db.models.functions.text.Lower('text'), 'C'), name='skills_label_begins'), models.Index(django.db.models.functions.comparison.Collate(django.db.models.functions.text.Lower('text'), 'C'), condition=models.Q(('is_everyday', True)), name='skills_label_everyday')],
                'constraints': [models.UniqueConstraint(fields=('skill', 'text'), name='skills_label_once')],
            },
        ),
        migrations.CreateModel(
            name='CatalogueWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='en', max_length=8)),
                ('text', models.CharField(max_length=60)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('text', name='gin_trgm_ops'), name='skills_word_similar')],
                'constraints': [models.UniqueConstraint(fields=('language', 'text'), name='skills_word_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='credentialskill',
            constraint=models.UniqueConstraint(fields=('credential', 'skill'), name='skills_vouched_once'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='skills_credential_named'),
        ),
        migrations.AddConstraint(
            model_name='credential',
            constraint=models.CheckConstraint(condition=models.Q(('issued_on__isnull', True), ('expires_on__isnull', True), ('expires_on__gte', models.F('issued_on')), _connector='OR'), name='skills_credential_ends_after_start', violation_error_message='It ends before it was issued: check both years.'),
        ),
        migrations.AddConstraint(
            model_name='directionneed',
            constraint=models.UniqueConstraint(models.F('direction'), django.db.models.functions.text.Lower('name'), name='skills_direction_need_once'),
        ),
        migrations.AddConstraint(
            model_name='directionneed',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='skills_direction_need_named'),
        ),
        migrations.AddConstraint(
            model_name='focus',
            constraint=models.UniqueConstraint(fields=('owner', 'slot'), name='skills_focus_two_at_most'),
        ),
        migrations.AddConstraint(
            model_name='focus',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('owner', 'skill'), name='skills_focus_skill_once'),
        ),
        migrations.AddConstraint(
            model_name='focus',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('slot__in', (1, 2)), ('state', 'active')), models.Q(models.Q(('state', 'active'), _negated=True), ('slot__isnull', True)), _connector='OR'), name='skills_focus_slot_while_active'),
        ),
        migrations.AddConstraint(
            model_name='focus',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('started_on'))), name='skills_focus_ends_after_start', violation_error_message='The end is before the start.'),
        ),
        migrations.AddConstraint(
            model_name='focus',
            constraint=models.CheckConstraint(condition=models.Q(('hours_per_week__gt', 0), ('hours_per_week__lte', 80)), name='skills_focus_hours_of_a_week'),
        ),
        migrations.AddConstraint(
            model_name='direction',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('owner',), name='skills_one_direction_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='direction',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='skills_direction_titled'),
        ),
        migrations.AddIndex(
            model_name='occupationlabel',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('text'), name='gin_trgm_ops'), name='skills_title_similar'),
        ),
        migrations.AddIndex(
            model_name='occupationlabel',
            index=models.Index(django.contrib.postgres.indexes.OpClass(django.db.models.functions.text.Lower('text'), name='text_pattern_ops'), name='skills_title_begins'),
        ),
        migrations.AddConstraint(
            model_name='occupationlabel',
            constraint=models.UniqueConstraint(fields=('occupation', 'text'), name='skills_occupation_label_once'),
        ),
        migrations.AddConstraint(
            model_name='occupationneed',
            constraint=models.UniqueConstraint(fields=('occupation', 'skill'), name='skills_need_once'),
        ),
        migrations.AddConstraint(
            model_name='practice',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__range', (1, 1440))), name='skills_practice_minutes_of_a_day'),
        ),
    ]
