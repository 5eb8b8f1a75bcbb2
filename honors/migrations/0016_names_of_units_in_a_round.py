"""The name of the unit stands in the entry, so that a past round shows the names of its day."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_units(apps, schema_editor):
    """Entries made before are given the name of today, the only one that is known."""
    names = apps.get_model("orgs", "Organisation").objects.filter(pk=OuterRef("school_id")).values("name")
    apps.get_model("honors", "RoundEntry").objects.update(school_name=Subquery(names))


class Migration(migrations.Migration):
    dependencies = [("honors", "0015_print_files"), ("orgs", "0003_first_names_of_schools")]

    operations = [
        migrations.AddField(
            model_name="roundentry",
            name="school_name",
            field=models.CharField(default="", help_text="名单上的名称，以后更名不变", max_length=60, verbose_name="单位名称"),
            preserve_default=False,
        ),
        migrations.RunPython(name_units, migrations.RunPython.noop),
    ]
