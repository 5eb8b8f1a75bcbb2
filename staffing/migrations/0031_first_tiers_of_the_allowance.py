"""The national tiers of 1985 as the first dated edition."""

from datetime import date

from django.db import migrations

TIERS = ((5, 3), (10, 5), (15, 7), (20, 10))


def first_edition(apps, schema_editor):
    edition = apps.get_model("staffing", "AllowanceEdition").objects.create(
        effective_from=date(1985, 1, 1), document="《关于教师教龄津贴的若干规定》（劳人薪〔1985〕40号）"
    )
    tier = apps.get_model("staffing", "AllowanceTier")
    for years, yuan in TIERS:
        tier.objects.create(edition=edition, years=years, yuan=yuan)


class Migration(migrations.Migration):
    dependencies = [("staffing", "0030_allowance_for_years_of_teaching")]

    operations = [migrations.RunPython(first_edition, migrations.RunPython.noop)]
