"""Columns beside the reasons and answers of corrections, in which these will lie sealed."""

from django.db import migrations

from kernel.crypto.moving import added

COLUMNS = {
    "correction": ("reason", "checked_note", "answer"),
}


class Migration(migrations.Migration):
    dependencies = [("teachers", "0004_one_request_for_one_row")]

    operations = [
        migrations.RemoveConstraint(
            model_name='correction',
            name='correction_has_reason',
        ),
        migrations.RemoveConstraint(
            model_name='correction',
            name='correction_refused_says_why',
        ),
        *added(COLUMNS),
    ]
