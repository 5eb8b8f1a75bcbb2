"""The shipped defaults of recruitment, silver age and the counts of doctors, as the first dated rows."""

from datetime import date

from django.db import migrations

DOCUMENT = "《泰州市教育强市建设实施方案》任务15（默认值，待市局文件确定）"


def first_rows(apps, schema_editor):
    for name, more in (
        ("RecruitmentSetting", {}),
        ("SilverSetting", {}),
        ("DoctorSetting", {"baseline_on": date(2025, 1, 1), "deadline_on": date(2030, 12, 31)}),
    ):
        apps.get_model("staffing", name).objects.create(
            effective_from=date(2000, 1, 1), document=DOCUMENT, **more
        )


class Migration(migrations.Migration):
    dependencies = [("staffing", "0022_counts_of_doctors")]

    operations = [migrations.RunPython(first_rows, migrations.RunPython.noop)]
