"""The defaults of the local standard, as the first dated row."""

from datetime import date

from django.db import migrations


def first_setting(apps, schema_editor):
    """The defaults of the model, from the day of the oldest standard on, so that every past year has an answer."""
    apps.get_model("staffing", "StaffingSetting").objects.create(
        effective_from=date(2001, 10, 8), document="《泰州市教育强市建设实施方案》任务15（默认值，待市编办、市教育局核定）"
    )


class Migration(migrations.Migration):
    dependencies = [("staffing", "0001_initial")]

    operations = [migrations.RunPython(first_setting, migrations.RunPython.noop)]
