"""What makes evidence: measures, kinds of proof, witnesses, earlier versions, scope, portfolios, and what is searched."""

import django.contrib.postgres.fields
import django.contrib.postgres.search
import django.core.validators
import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

BLANKS = '/\u2019\u2018\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2026\u2013\u2014\u00b7\u2022\u20ac\u00a3\u00a5\u00b0\u00a0\u2009\u202f'  # blanks to the search


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0004_learning_steps'),
        ('skills', '0003_evidence'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('place', models.CharField(max_length=60)),
                ('contents', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='FollowUp',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('answer', models.CharField(blank=True, choices=[('lasted', 'it lasted'), ('partly', 'partly'), ('faded', 'it did not last'), ('unknown', 'I cannot tell')], max_length=8, verbose_name='did it last?')),
                ('note', models.TextField(blank=True, max_length=2000, verbose_name='how it is now')),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('ask_after', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PastVersion',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('of_revision', models.PositiveIntegerField()),
                ('contents', models.JSONField()),
            ],
            options={
                'ordering': ['-of_revision'],
            },
        ),
        migrations.CreateModel(
            name='Portfolio',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('title', models.CharField(max_length=120, verbose_name='what it is for')),
                ('shown_name', models.CharField(blank=True, max_length=120, verbose_name='your name as it stands on it')),
                ('contact', models.CharField(blank=True, max_length=200, verbose_name='how to reach you')),
                ('intro', models.TextField(blank=True, max_length=2000, verbose_name='about you, in a few sentences')),
                ('period_from', models.DateField(blank=True, null=True, verbose_name='from')),
                ('period_until', models.DateField(blank=True, null=True, verbose_name='until')),
                ('role_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('skill_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('order', models.CharField(choices=[('strength', 'strongest evidence first'), ('newest', 'newest first'), ('skill', 'by skill')], default='strength', max_length=8, verbose_name='order')),
                ('with_duties', models.BooleanField(default=False, verbose_name='also entries without an outcome')),
            ],
            options={
                'ordering': ['-updated_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PortfolioChoice',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('is_in', models.BooleanField()),
                ('although_confidential', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='ProofFile',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('name', models.CharField(max_length=160)),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('contents', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='Scope',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('since', models.DateField(verbose_name='since')),
                ('since_precision', models.CharField(choices=[('year', 'year'), ('month', 'month'), ('day', 'day')], default='month', max_length=5)),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='people led')),
                ('budget', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='budget a year')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
                ('stakes', models.CharField(blank=True, max_length=300, verbose_name='what was at stake')),
            ],
            options={
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ShareLink',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('token', models.CharField(editable=False, max_length=64)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(verbose_name='ends')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('label', models.CharField(blank=True, max_length=120, verbose_name='for whom')),
                ('times_opened', models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('json_resume', 'JSON Resume'), ('linkedin', 'LinkedIn export'), ('entries', 'table of entries (CSV)')], max_length=12, verbose_name='kind')),
                ('name', models.CharField(blank=True, max_length=160)),
                ('contents', models.BinaryField(default=b'')),
                ('report', models.JSONField(blank=True, null=True)),
                ('imported_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Witness',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('token', models.CharField(editable=False, max_length=64)),
                ('digest', models.CharField(editable=False, max_length=64, unique=True)),
                ('expires_at', models.DateTimeField(verbose_name='ends')),
                ('revoked_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('opened_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('name', models.CharField(max_length=120, verbose_name='who saw it')),
                ('relation', models.CharField(blank=True, max_length=160, verbose_name='how they know your work')),
                ('line', models.CharField(max_length=500, verbose_name='the line they see')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='a word from you')),
                ('answer', models.CharField(blank=True, choices=[('confirmed', 'confirmed it'), ('commented', 'commented'), ('declined', 'would rather not say')], editable=False, max_length=10)),
                ('comment', models.TextField(blank=True, max_length=2000)),
                ('may_show', models.BooleanField(default=False)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='proof',
            name='achievements_proof_once',
        ),
        migrations.AddField(
            model_name='achievement',
            name='beneficiary',
            field=models.CharField(blank=True, max_length=160, verbose_name='for whom'),
        ),
        migrations.AddField(
            model_name='achievement',
            name='measure_after',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='afterwards'),
        ),
        migrations.AddField(
            model_name='achievement',
            name='measure_before',
            field=models.DecimalField(blank=True, decimal_places=4, max_digits=16, null=True, verbose_name='before'),
        ),
        migrations.AddField(
            model_name='achievement',
            name='measure_unit',
            field=models.CharField(blank=True, max_length=60, verbose_name='of what'),
        ),
        migrations.AddField(
            model_name='proof',
            name='credential',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='proofs', to='skills.credential', verbose_name='credential'),
        ),
        migrations.AddField(
            model_name='proof',
            name='kind',
            field=models.CharField(choices=[('link', 'link'), ('file', 'file'), ('feedback', 'feedback'), ('credential', 'credential'), ('witness', 'somebody who saw it')], default='link', editable=False, max_length=10, verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='proof',
            name='may_show',
            field=models.BooleanField(default=False, verbose_name='they agreed that I show it'),
        ),
        migrations.AddField(
            model_name='proof',
            name='quote',
            field=models.TextField(blank=True, max_length=4000, verbose_name='what was said'),
        ),
        migrations.AddField(
            model_name='proof',
            name='said_as',
            field=models.CharField(blank=True, max_length=160, verbose_name='how they know your work'),
        ),
        migrations.AddField(
            model_name='proof',
            name='said_by',
            field=models.CharField(blank=True, max_length=120, verbose_name='who said it'),
        ),
        migrations.AddField(
            model_name='proof',
            name='said_on',
            field=models.DateField(blank=True, null=True, verbose_name='when'),
        ),
        migrations.AlterField(
            model_name='proof',
            name='url',
            field=models.URLField(blank=True, max_length=1000, verbose_name='link'),
        ),
        migrations.AddConstraint(
            model_name='proof',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'link')), fields=('achievement', 'url'), name='achievements_proof_link_once', violation_error_message='This link is already among the proof of this entry.'),
        ),
        migrations.AddConstraint(
            model_name='proof',
            constraint=models.UniqueConstraint(condition=models.Q(('kind', 'credential')), fields=('achievement', 'credential'), name='achievements_proof_credential_once', violation_error_message='This credential is already among the proof of this entry.'),
        ),
        migrations.AddConstraint(
            model_name='proof',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('credential', None), ('kind', 'file'), ('url', '')), models.Q(models.Q(('url', ''), _negated=True), ('credential', None), ('kind', 'link')), models.Q(models.Q(('quote', ''), _negated=True), ('credential', None), ('kind', 'feedback'), ('url', '')), models.Q(('credential', None), ('kind', 'witness'), ('url', '')), models.Q(('credential__isnull', False), ('kind', 'credential'), ('url', '')), _connector='OR'), name='achievements_proof_of_its_kind'),
        ),
        migrations.AddField(
            model_name='draft',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='followup',
            name='achievement',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='follow_up', to='achievements.achievement'),
        ),
        migrations.AddField(
            model_name='followup',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pastversion',
            name='achievement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='past_versions', to='achievements.achievement'),
        ),
        migrations.AddField(
            model_name='pastversion',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='portfolio',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='portfoliochoice',
            name='achievement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='achievements.achievement'),
        ),
        migrations.AddField(
            model_name='portfoliochoice',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='portfoliochoice',
            name='portfolio',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='choices', to='achievements.portfolio'),
        ),
        migrations.AddField(
            model_name='prooffile',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='prooffile',
            name='proof',
            field=models.OneToOneField(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='file', to='achievements.proof'),
        ),
        migrations.AddField(
            model_name='scope',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='scope',
            name='role',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='scopes', to='achievements.role'),
        ),
        migrations.AddField(
            model_name='sharelink',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='sharelink',
            name='portfolio',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='links', to='achievements.portfolio'),
        ),
        migrations.AddField(
            model_name='upload',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='witness',
            name='achievement',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='witnesses', to='achievements.achievement'),
        ),
        migrations.AddField(
            model_name='witness',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='achievement',
            name='words',
            field=models.GeneratedField(db_persist=True, expression=django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.CombinedSearchVector(django.contrib.postgres.search.SearchVector(models.Func('line', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), config='english', weight='A'), '||', django.contrib.postgres.search.SearchVector(models.Func('outcome', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), config='english', weight='B'), django.contrib.postgres.search.SearchConfig('english')), '||', django.contrib.postgres.search.SearchVector(models.Func('duty', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), models.Func('beneficiary', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), models.Func('measure_unit', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), config='english', weight='C'), django.contrib.postgres.search.SearchConfig('english')), '||', django.contrib.postgres.search.SearchVector(models.Func('private_note', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), config='english', weight='D'), django.contrib.postgres.search.SearchConfig('english')), '||', django.contrib.postgres.search.SearchVector(models.Func('line', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), models.Func('outcome', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), models.Func('duty', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), models.Func('beneficiary', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), models.Func('private_note', models.Value(BLANKS), models.Value(' ' * len(BLANKS)), function='translate', output_field=models.TextField()), config='simple', weight='D'), django.contrib.postgres.search.SearchConfig('english')), output_field=django.contrib.postgres.search.SearchVectorField()),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('owner', 'place'), name='achievements_draft_once'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('place', ''), _negated=True), name='achievements_draft_placed'),
        ),
        migrations.AddConstraint(
            model_name='followup',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_on__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_on__isnull', False), ('ask_after__isnull', True)), _connector='OR'), name='achievements_follow_up_answered_or_put_off'),
        ),
        migrations.AddConstraint(
            model_name='pastversion',
            constraint=models.UniqueConstraint(fields=('achievement', 'of_revision'), name='achievements_past_version_once'),
        ),
        migrations.AddConstraint(
            model_name='portfolio',
            constraint=models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='achievements_portfolio_titled'),
        ),
        migrations.AddConstraint(
            model_name='portfolio',
            constraint=models.CheckConstraint(condition=models.Q(('period_from__isnull', True), ('period_until__isnull', True), ('period_until__gte', models.F('period_from')), _connector='OR'), name='achievements_portfolio_ends_after_start', violation_error_message='The end is before the start.'),
        ),
        migrations.AddConstraint(
            model_name='portfoliochoice',
            constraint=models.UniqueConstraint(fields=('portfolio', 'achievement'), name='achievements_portfolio_choice_once'),
        ),
        migrations.AddConstraint(
            model_name='prooffile',
            constraint=models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='achievements_file_not_empty'),
        ),
        migrations.AddConstraint(
            model_name='prooffile',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='achievements_file_named'),
        ),
        migrations.AddConstraint(
            model_name='scope',
            constraint=models.CheckConstraint(condition=models.Q(('people__isnull', False), ('budget__isnull', False), models.Q(('stakes', ''), _negated=True), _connector='OR'), name='achievements_scope_says_something', violation_error_message='Say at least one of the three: people, budget or stakes.'),
        ),
        migrations.AddConstraint(
            model_name='scope',
            constraint=models.CheckConstraint(condition=models.Q(('budget__isnull', True), models.Q(('budget__gte', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='achievements_scope_budget_has_currency', violation_error_message='A budget needs its currency.'),
        ),
        migrations.AddConstraint(
            model_name='upload',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('imported_at__isnull', True), ('report__isnull', True)), models.Q(('contents', b''), ('imported_at__isnull', False)), _connector='OR'), name='achievements_upload_kept_until_used'),
        ),
        migrations.AddConstraint(
            model_name='witness',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('line', ''), _negated=True)), name='achievements_witness_of_a_line'),
        ),
        migrations.AddConstraint(
            model_name='witness',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='achievements_witness_answered_once'),
        ),
    ]
