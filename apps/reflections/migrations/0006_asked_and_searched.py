"""Which row an e-mail asked about, and the words of answers as the search reads them."""

import django.contrib.postgres.search
from django.db import migrations, models

BLANKS = '/\u2019\u2018\u201c\u201d\u201e\u00ab\u00bb\u2039\u203a\u2026\u2013\u2014\u00b7\u2022\u20ac\u00a3\u00a5\u00b0\u00a0\u2009\u202f'  # blanks to the search


def _searched(*fields, weight, config="english"):
    texts = (
        models.Func(name, models.Value(BLANKS), models.Value(" " * len(BLANKS)), function="translate", output_field=models.TextField())
        for name in fields
    )
    return django.contrib.postgres.search.SearchVector(*texts, config=config, weight=weight)


class Migration(migrations.Migration):
    dependencies = [("reflections", "0005_suppression"), ("achievements", "0007_found_by_owner")]

    operations = [
        migrations.AddField("nudge", "matter", models.UUIDField(blank=True, null=True)),
        migrations.AddField(
            "reflection",
            "words",
            models.GeneratedField(
                db_persist=True,
                expression=(
                    _searched("answer", weight="A")
                    + _searched("question", weight="B")
                    + _searched("answer", "question", weight="D", config="simple")
                ),
                output_field=django.contrib.postgres.search.SearchVectorField(),
            ),
        ),
        migrations.AddIndex(
            "reflection", models.Index(fields=["owner", "-answered_on", "-id"], name="reflections_answers")
        ),
    ]
