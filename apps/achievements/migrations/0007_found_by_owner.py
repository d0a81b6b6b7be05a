"""What belongs to an entry is found with its owner, whom row security asks for."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('achievements', '0006_evidence_fences'),
        ('skills', '0004_evidence_fences'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['owner', 'achievement', 'skill'], name='achievements_evidence_of_one'),
        ),
        migrations.AddIndex(
            model_name='evidence',
            index=models.Index(fields=['owner', 'skill', 'achievement'], name='achievements_evidence_for'),
        ),
        migrations.AddIndex(
            model_name='proof',
            index=models.Index(fields=['owner', 'achievement'], name='achievements_proof_of_one'),
        ),
        migrations.AddIndex(
            model_name='witness',
            index=models.Index(fields=['owner', 'achievement'], name='achievements_witness_of_one'),
        ),
    ]
