"""The reasons and answers of corrections are sealed into the columns beside them."""

from django.db import migrations

from kernel.crypto.moving import moved

COLUMNS = {
    "correction": ("reason", "checked_note", "answer"),
}


class Migration(migrations.Migration):
    dependencies = [("teachers", "0005_room_for_sealed_reasons")]

    operations = [moved("teachers", COLUMNS)]
