"""The default of what documents leave open, from the day since which the two schemes hold."""

from datetime import date

from django.db import migrations


def put(apps, schema_editor):
    apps.get_model("ethics", "StandingSetting").objects.get_or_create(
        effective_from=date(2018, 11, 8),
        defaults={"document": "《泰州市教育强市建设实施方案》任务13（系统默认，可由市局设定新的一行）"},
    )


class Migration(migrations.Migration):
    dependencies = [("ethics", "0001_sanctions_and_bars")]

    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
