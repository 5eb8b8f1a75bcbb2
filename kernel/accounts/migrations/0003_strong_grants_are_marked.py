"""Grants of strong roles made so far are marked as such."""

from django.db import migrations


def mark_strong(apps, schema_editor):
    rows = apps.get_model("accounts", "Grant").objects
    rows.filter(role__in=("city_hr", "city_honors", "city_approver")).update(is_strong=True)


class Migration(migrations.Migration):

    dependencies = [("accounts", "0002_grants_say_who_and_why")]

    operations = [migrations.RunPython(mark_strong, migrations.RunPython.noop)]
