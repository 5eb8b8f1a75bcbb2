"""Columns beside the grounds, documents and answers, in which these will lie sealed."""

from django.db import migrations

from kernel.crypto.moving import added

COLUMNS = {
    "certificatecopy": ("document", "note"),
    "certificateevent": ("document", "note"),
    "honorround": ("returned_reason",),
    "objection": ("answer",),
    "roundentry": ("reason_note", "confirmed_note"),
    "schoollist": ("returned_reason",),
    "setaside": ("ground", "document", "lifted_reason"),
}


class Migration(migrations.Migration):
    dependencies = [("honors", "0019_states_of_designs")]

    operations = [
        migrations.RemoveConstraint(
            model_name='certificatecopy',
            name='copy_corrected_has_document',
        ),
        migrations.RemoveConstraint(
            model_name='certificateevent',
            name='event_has_document',
        ),
        migrations.RemoveConstraint(
            model_name='objection',
            name='objection_decided_with_answer',
        ),
        migrations.RemoveConstraint(
            model_name='roundentry',
            name='entry_confirmation_has_note',
        ),
        migrations.RemoveConstraint(
            model_name='setaside',
            name='set_aside_has_document',
        ),
        migrations.RemoveConstraint(
            model_name='setaside',
            name='set_aside_lifted_by_someone',
        ),
        *added(COLUMNS),
    ]
