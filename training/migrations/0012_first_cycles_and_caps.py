"""The cycles 2021–2025 and 2026–2030 and the first version of the caps, as the city ships them."""

from datetime import date

from django.db import migrations

DUE = "《教育部关于大力加强中小学教师培训工作的意见》（教师〔2011〕1号）"
DEFAULT = "泰州市默认规则（市教育局尚未另行规定）"
CAPS = [("school_based", 240, 1200), ("online", None, 1800)]


def plant(apps, schema_editor):
    cycles, rules = apps.get_model("training", "HourCycle"), apps.get_model("training", "HourRule")
    cycles.objects.bulk_create(
        cycles(first_year=first, last_year=first + 4, due_tenths=3600, document=DUE) for first in (2021, 2026)
    )
    rules.objects.bulk_create([rules(effective_from=date(2021, 1, 1), document=DEFAULT)])
    rule, caps = rules.objects.get(), apps.get_model("training", "HourCap")
    caps.objects.bulk_create(
        caps(rule=rule, mode=mode, year_tenths=year, cycle_tenths=cycle) for mode, year, cycle in CAPS
    )


class Migration(migrations.Migration):
    dependencies = [("training", "0011_the_ledger_is_sealed")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
