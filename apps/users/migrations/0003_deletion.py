"""Accounts that are closed until they are deleted, and the list of those that were."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0002_shortcuts'),
    ]

    operations = [
        migrations.AddField(
            model_name='user',
            name='leaves_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.CreateModel(
            name='DeletedAccount',
            fields=[
                ('user_id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('deleted_at', models.DateTimeField()),
            ],
        ),
    ]
