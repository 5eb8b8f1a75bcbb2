"""Name and unit stand in the entry, so that a past round and its certificates show those of their day."""

from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def name_entries(apps, schema_editor):
    """Entries made before are given the names of today, the only ones that are known."""
    units = apps.get_model("orgs", "Organisation").objects.filter(pk=OuterRef("school_id")).values("name")
    people = apps.get_model("teachers", "Teacher").objects.filter(pk=OuterRef("teacher_id")).values("name")
    apps.get_model("honors", "RoundEntry").objects.update(school_name=Subquery(units), name=Subquery(people))


class Migration(migrations.Migration):
    dependencies = [
        ("honors", "0015_print_files"),
        ("orgs", "0003_first_names_of_schools"),
        ("teachers", "0003_requests_for_corrections"),
    ]

    operations = [
        migrations.AddField(
            model_name="roundentry",
            name="school_name",
            field=models.CharField(default="", help_text="名单上的名称，审批后不变", max_length=60, verbose_name="单位名称"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="roundentry",
            name="name",
            field=models.CharField(default="", help_text="名单上的姓名，审批后不变", max_length=50, verbose_name="姓名"),
            preserve_default=False,
        ),
        migrations.RunPython(name_entries, migrations.RunPython.noop),
    ]
