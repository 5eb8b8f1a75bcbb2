"""The defaults of clearance."""

from datetime import date

from django.db import migrations


def put(apps, schema_editor):
    apps.get_model("ethics", "ClearanceSetting").objects.get_or_create(
        effective_from=date(2020, 8, 20),
        defaults={
            "document": "《关于建立教职员工准入查询性侵违法犯罪信息制度的意见》（高检发〔2020〕14号）（天数为系统默认）"
        },
    )


class Migration(migrations.Migration):
    dependencies = [("ethics", "0004_clearance_and_prohibitions")]

    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
