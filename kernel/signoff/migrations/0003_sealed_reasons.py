"""The reasons of a second signature are sealed into the columns beside them."""

from django.db import migrations

from kernel.crypto.moving import moved

COLUMNS = {
    "signature": ("reason", "answer", "detail"),
}


class Migration(migrations.Migration):
    dependencies = [("signoff", "0002_room_for_sealed_reasons")]

    operations = [moved("signoff", COLUMNS)]
