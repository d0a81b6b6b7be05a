"""Slips and old words under which the catalogue is searched and which it never shows; the shipped names by letters."""

import django.contrib.postgres.indexes
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('skills', '0004_evidence_fences'),
    ]

    operations = [
        migrations.AddField(
            model_name='cataloguelabel',
            name='is_hidden',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='occupationlabel',
            name='is_hidden',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='cataloguelabel',
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(
                    django.db.models.functions.text.Lower('text'), name='gin_trgm_ops'
                ),
                condition=models.Q(('is_everyday', True)),
                name='skills_everyday_similar',
            ),
        ),
    ]
