"""The ledger without the indexes that another one begins with, or that hold nothing but NULL: each claim writes all."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("achievements", "0009_people"),
        ("reflections", "0006_asked_and_searched"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="nudge",
            name="reflections_once_more_once",
        ),
        migrations.AlterField(
            model_name="nudge",
            name="about",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="nudges",
                to="achievements.achievement",
            ),
        ),
        migrations.AlterField(
            model_name="nudge",
            name="again_of",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="again",
                to="reflections.nudge",
            ),
        ),
        migrations.AlterField(
            model_name="nudge",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="nudgeplan",
            name="owner",
            field=models.ForeignKey(
                db_index=False,
                editable=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="nudge",
            index=models.Index(
                condition=models.Q(("about__isnull", False)), fields=["owner", "about"], name="reflections_asked_about"
            ),
        ),
        migrations.AddConstraint(
            model_name="nudge",
            constraint=models.UniqueConstraint(
                condition=models.Q(("again_of__isnull", False)), fields=("again_of",), name="reflections_one_again"
            ),
        ),
    ]
