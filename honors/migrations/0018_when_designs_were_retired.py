"""When a design was taken out of use, so that the one in force at a moment can be told at any later time."""

from django.db import migrations, models
from django.db.models import F


def last_change(apps, schema_editor):
    """Nothing is changed on a retired design: its last change was its retirement."""
    apps.get_model("honors", "CertificateTemplate").objects.filter(state="retired").update(retired_at=F("changed_at"))


class Migration(migrations.Migration):
    dependencies = [("honors", "0017_moments_and_confirmed_reason")]

    operations = [
        migrations.AddField(
            model_name="certificatetemplate",
            name="retired_at",
            field=models.DateTimeField(null=True, verbose_name="停用时间"),
        ),
        migrations.RunPython(last_change, migrations.RunPython.noop),
    ]
