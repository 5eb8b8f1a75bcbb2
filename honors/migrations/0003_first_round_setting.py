"""The defaults of the rules of rounds, as the first dated row."""

from datetime import date

from django.db import migrations


def first_setting(apps, schema_editor):
    """Five working days of publicity, no posthumous honour."""
    apps.get_model("honors", "RoundSetting").objects.create(
        effective_from=date(1985, 1, 1), publicity_days=5, allow_posthumous=False,
        document="《泰州市教育强市建设实施方案》任务13（默认值）",
    )


class Migration(migrations.Migration):
    dependencies = [("honors", "0002_the_round_in_full")]

    operations = [migrations.RunPython(first_setting, migrations.RunPython.noop)]
