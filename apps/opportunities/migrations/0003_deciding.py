"""What deciding needs: terms of pay, deal-breakers, needs, decisions and their reviews, a calendar."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid_utils.compat
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0004_learning_steps'),
        ('opportunities', '0002_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('token', models.CharField(max_length=64)),
                ('digest', models.CharField(max_length=64, unique=True)),
                ('read_on', models.DateField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='DealBreaker',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('place', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)])),
                ('kind', models.CharField(choices=[('least_pay', 'take-home pay a month is at least'), ('most_hours', 'paid and unpaid hours a week are at most'), ('most_commute', 'hours a week on the way are at most'), ('least_hourly', 'an hour of my life is paid at least'), ('own', 'something else, which I judge for each offer')], default='own', max_length=12, verbose_name='what must hold')),
                ('text', models.CharField(blank=True, max_length=160, verbose_name='in your words')),
                ('threshold', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='how much')),
                ('currency', models.CharField(blank=True, max_length=3, verbose_name='currency')),
            ],
            options={
                'ordering': ['place'],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('kind', models.CharField(choices=[('accepted', 'I said yes'), ('declined', 'I said no'), ('stayed', 'I keep what I have')], max_length=10, verbose_name='what you decided')),
                ('about', models.CharField(max_length=330)),
                ('decided_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='decided on')),
                ('snapshot', models.JSONField(default=dict)),
                ('reasons', models.TextField(blank=True, max_length=4000, verbose_name='why')),
                ('prediction', models.TextField(blank=True, max_length=2000, verbose_name='what you expect in a year')),
                ('would_change', models.TextField(blank=True, max_length=2000, verbose_name='what would change your mind')),
            ],
            options={
                'ordering': ['-decided_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DecisionReview',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('after', models.PositiveSmallIntegerField(choices=[(30, 'after a month'), (90, 'after three months'), (365, 'after a year')])),
                ('due_on', models.DateField()),
                ('done_on', models.DateField(blank=True, null=True)),
                ('came_true', models.CharField(blank=True, choices=[('yes', 'yes, as I thought'), ('partly', 'in part'), ('no', 'no'), ('early', 'too early to say')], max_length=8, verbose_name='did what you expected come about?')),
                ('again', models.CharField(blank=True, choices=[('yes', 'yes'), ('unsure', 'not sure'), ('no', 'no')], max_length=8, verbose_name='would you decide the same again?')),
                ('happened', models.TextField(blank=True, max_length=4000, verbose_name='what happened')),
                ('ratings', models.JSONField(default=dict)),
            ],
            options={
                'ordering': ['due_on'],
            },
        ),
        migrations.CreateModel(
            name='ExchangeRate',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('currency', models.CharField(max_length=3, verbose_name='one')),
                ('into', models.CharField(max_length=3, verbose_name='in')),
                ('rate', models.DecimalField(decimal_places=8, max_digits=18, validators=[django.core.validators.MinValueValidator(Decimal('1E-8'))], verbose_name='is')),
                ('as_of', models.DateField(default=django.utils.timezone.localdate, verbose_name='on')),
            ],
            options={
                'ordering': ['currency', 'into'],
            },
        ),
        migrations.CreateModel(
            name='Needs',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('bills', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='bills a month: rent, food, all that has to be paid')),
                ('debt', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='smallest debt payments a month')),
                ('saving', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='planned saving a month')),
                ('savings', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='savings you could live on')),
                ('discount_percent', models.DecimalField(decimal_places=2, default=Decimal('3'), max_digits=4, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(30)], verbose_name='what money a year later is worth less, in per cent')),
            ],
        ),
        migrations.CreateModel(
            name='Verdict',
            fields=[
                ('id', models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='created')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed')),
                ('revision', models.PositiveIntegerField(default=1, editable=False)),
                ('state', models.CharField(choices=[('pass', 'it does'), ('fail', 'it does not'), ('ask', 'I have to ask')], default='ask', max_length=4)),
            ],
        ),
        migrations.AddField(
            model_name='opportunity',
            name='bonus',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='bonus a year'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='bonus_paid',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='years in which it was paid'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='bonus_years',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='of the last years'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='commute_cost',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='cost of the way, a month'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='commute_hours',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(168)], verbose_name='hours a week on the way'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='employer_saves',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='what they put into your pension or savings, a year'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='equity',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='shares or options, a year, as they were told'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='equity_counts',
            field=models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=5, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='of 100 of that, what you count on'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='outcome',
            field=models.CharField(blank=True, choices=[('accepted', 'I said yes'), ('declined', 'I said no'), ('expired', 'it ran out'), ('refused', 'they said no'), ('left', 'I left it')], editable=False, max_length=10, verbose_name='what became of it'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='pay_days_per_week',
            field=models.DecimalField(decimal_places=1, default=Decimal('5'), max_digits=2, validators=[django.core.validators.MinValueValidator(Decimal('0.5')), django.core.validators.MaxValueValidator(7)], verbose_name='paid days a week'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='raise_percent',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(-50), django.core.validators.MaxValueValidator(100)], verbose_name='rise of pay a year, in per cent'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='starting_bonus',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='paid once, for starting'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='starting_cost',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(0)], verbose_name='what starting costs you, once'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='take_home',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(100)], verbose_name='of 100 of this pay, what reaches your account'),
        ),
        migrations.AddField(
            model_name='opportunity',
            name='unpaid_hours',
            field=models.DecimalField(blank=True, decimal_places=1, max_digits=4, null=True, validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(168)], verbose_name='unpaid hours a week'),
        ),
        migrations.AddField(
            model_name='rating',
            name='asked_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='season',
            name='after_seeing',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='season',
            name='confirmed_on',
            field=models.DateField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='season',
            name='how',
            field=models.CharField(choices=[('preset', 'as proposed'), ('ranked', 'from an order of importance'), ('edited', 'set by hand')], default='preset', max_length=10),
        ),
        migrations.AddField(
            model_name='season',
            name='why',
            field=models.CharField(blank=True, max_length=500, verbose_name='why'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('take_home__isnull', True), ('take_home__range', (0, 100)), _connector='OR'), name='opportunities_take_home_is_share'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('equity_counts__range', (0, 100))), name='opportunities_equity_is_share'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('bonus_paid__isnull', True), ('bonus_years__isnull', True), ('bonus_paid__lte', models.F('bonus_years')), _connector='OR'), name='opportunities_bonus_paid_of_years', violation_error_message='It cannot have been paid in more years than there were.'),
        ),
        migrations.AddConstraint(
            model_name='opportunity',
            constraint=models.CheckConstraint(condition=models.Q(('pay_days_per_week__gt', 0), ('pay_days_per_week__lte', 7)), name='opportunities_days_of_a_week'),
        ),
        migrations.AddField(
            model_name='calendarfeed',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='dealbreaker',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='opportunity',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='opportunities.opportunity'),
        ),
        migrations.AddField(
            model_name='decision',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='decision',
            name='role',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='decisions', to='achievements.role'),
        ),
        migrations.AddField(
            model_name='decisionreview',
            name='decision',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='reviews', to='opportunities.decision'),
        ),
        migrations.AddField(
            model_name='decisionreview',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='exchangerate',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='needs',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='verdict',
            name='deal_breaker',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='opportunities.dealbreaker'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='opportunity',
            field=models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.CASCADE, related_name='verdicts', to='opportunities.opportunity'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddConstraint(
            model_name='calendarfeed',
            constraint=models.UniqueConstraint(fields=('owner',), name='opportunities_one_calendar'),
        ),
        migrations.AddConstraint(
            model_name='dealbreaker',
            constraint=models.UniqueConstraint(deferrable=models.Deferrable['IMMEDIATE'], fields=('owner', 'place'), name='opportunities_deal_breaker_place'),
        ),
        migrations.AddConstraint(
            model_name='dealbreaker',
            constraint=models.CheckConstraint(condition=models.Q(('place__range', (1, 5))), name='opportunities_five_deal_breakers'),
        ),
        migrations.AddConstraint(
            model_name='dealbreaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'own'), ('threshold__isnull', True), models.Q(('text', ''), _negated=True)), models.Q(models.Q(('kind', 'own'), _negated=True), ('threshold__isnull', False)), _connector='OR'), name='opportunities_deal_breaker_says_what'),
        ),
        migrations.AddIndex(
            model_name='decision',
            index=models.Index(fields=['owner', '-decided_on'], name='opportunities_decided'),
        ),
        migrations.AddConstraint(
            model_name='decision',
            constraint=models.CheckConstraint(condition=models.Q(('about', ''), _negated=True), name='opportunities_decision_about'),
        ),
        migrations.AddIndex(
            model_name='decisionreview',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['owner', 'due_on'], name='opportunities_review_due'),
        ),
        migrations.AddConstraint(
            model_name='decisionreview',
            constraint=models.UniqueConstraint(fields=('decision', 'after'), name='opportunities_review_once'),
        ),
        migrations.AddConstraint(
            model_name='decisionreview',
            constraint=models.CheckConstraint(condition=models.Q(('after__in', [30, 90, 365])), name='opportunities_review_after'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.UniqueConstraint(fields=('owner', 'currency', 'into'), name='opportunities_one_rate'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.CheckConstraint(condition=models.Q(('rate__gt', 0)), name='opportunities_rate_is_positive'),
        ),
        migrations.AddConstraint(
            model_name='exchangerate',
            constraint=models.CheckConstraint(condition=models.Q(('currency', models.F('into')), _negated=True), name='opportunities_rate_of_two_currencies'),
        ),
        migrations.AddConstraint(
            model_name='needs',
            constraint=models.UniqueConstraint(fields=('owner',), name='opportunities_one_needs'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.UniqueConstraint(fields=('deal_breaker', 'opportunity'), name='opportunities_verdict_once'),
        ),
    ]
