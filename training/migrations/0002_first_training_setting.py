"""The defaults of the rules of programmes and check-in, as the first dated row."""

from datetime import date

from django.db import migrations


def first_setting(apps, schema_editor):
    """A fifth of the hours for the spirit of educators and ethics; the wait list is frozen a day before."""
    apps.get_model("training", "TrainingSetting").objects.create(
        effective_from=date(2021, 1, 1), document="《泰州市教育强市建设实施方案》任务14（默认值）",
    )


class Migration(migrations.Migration):
    dependencies = [("training", "0001_programmes_and_seats")]

    operations = [migrations.RunPython(first_setting, migrations.RunPython.noop)]
