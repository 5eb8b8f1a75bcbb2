"""The shipped default of the rates, as the first dated row."""

from datetime import date

from django.db import migrations


def first_row(apps, schema_editor):
    apps.get_model("staffing", "ForecastSetting").objects.create(
        effective_from=date(2000, 1, 1), document="系统预置，待市局文件确定"
    )


class Migration(migrations.Migration):
    dependencies = [("staffing", "0012_births_and_rates_of_the_forecast")]

    operations = [migrations.RunPython(first_row, migrations.RunPython.noop)]
