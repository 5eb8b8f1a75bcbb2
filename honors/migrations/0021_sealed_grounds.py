"""The grounds, documents and answers are sealed into the columns beside them."""

from django.db import migrations

from kernel.crypto.moving import moved

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
    dependencies = [("honors", "0020_room_for_sealed_grounds")]

    operations = [moved("honors", COLUMNS)]
