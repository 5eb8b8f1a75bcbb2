"""The shipped default of the process, as the first dated row."""

from datetime import date

from django.db import migrations


def first_row(apps, schema_editor):
    apps.get_model("staffing", "MeasureSetting").objects.create(
        effective_from=date(2000, 1, 1), document="系统预置，待市局文件确定"
    )


class Migration(migrations.Migration):
    dependencies = [("staffing", "0033_measures_of_appointment")]

    operations = [migrations.RunPython(first_row, migrations.RunPython.noop)]
