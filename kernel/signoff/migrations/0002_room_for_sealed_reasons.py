"""Columns beside the reasons of a second signature, in which these will lie sealed."""

from django.db import migrations

from kernel.crypto.moving import added

COLUMNS = {
    "signature": ("reason", "answer", "detail"),
}


class Migration(migrations.Migration):
    dependencies = [("signoff", "0001_initial")]

    operations = [
        migrations.RemoveConstraint(
            model_name='signature',
            name='signature_has_reason',
        ),
        *added(COLUMNS),
    ]
