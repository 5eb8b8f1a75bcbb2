"""The first set of dimensions, from a day on that gives every year of the demonstration and of old records an answer."""

from datetime import date

from django.db import migrations
from django.utils import timezone

DOCUMENT = "《泰州市教育强市建设实施方案》任务14（默认值，待市教育局核定）"
# indicator: weight in its dimension, the sum that is worth 100 points (0: the rule needs none)
WEIGHTS = {
    "appraisal": (80, 0), "ethics_lesson": (20, 60), "teaching": (40, 240), "title": (40, 0), "class_teacher": (20, 36),
    "research_hours": (60, 600), "research_service": (40, 12), "hours": (60, 0), "higher_hours": (20, 0),
    "education": (20, 0), "literacy_third": (50, 0), "literacy_self": (20, 0), "digital_hours": (30, 240),
    "taught": (40, 6), "reaching_out": (30, 12), "long_service": (30, 0),
}  # fmt: skip


def plant(apps, schema_editor):
    version = apps.get_model("teachers", "PortraitVersion").objects.create(
        number=1, effective_from=date(2020, 1, 1), state="approved", document=DOCUMENT, approved_at=timezone.now()
    )
    weights = apps.get_model("teachers", "PortraitWeight")
    weights.objects.bulk_create(
        weights(version=version, code=code, weight=weight, standard=standard)
        for code, (weight, standard) in WEIGHTS.items()
    )


class Migration(migrations.Migration):
    dependencies = [("teachers", "0028_portraits")]
    operations = [migrations.RunPython(plant, migrations.RunPython.noop)]
