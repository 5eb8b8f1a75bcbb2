"""The default thresholds of warnings and days of the appraisal."""

from datetime import date

from django.db import migrations


def put(apps, schema_editor):
    apps.get_model("ethics", "CareSetting").objects.get_or_create(
        effective_from=date(2018, 11, 8), defaults={"document": "《泰州市教育强市建设实施方案》任务13（系统默认）"}
    )


class Migration(migrations.Migration):
    dependencies = [("ethics", "0006_warnings_appraisals_accountability")]

    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
