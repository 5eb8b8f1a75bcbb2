from django.db import migrations


def note_first_names(apps, schema_editor):
    Organisation = apps.get_model("orgs", "Organisation")
    OrganisationName = apps.get_model("orgs", "OrganisationName")
    nameless = Organisation.objects.filter(kind="school", names=None)
    OrganisationName.objects.bulk_create(
        (OrganisationName(org=school, name=school.name) for school in nameless), batch_size=500
    )


class Migration(migrations.Migration):

    dependencies = [("orgs", "0002_closed_schools_and_names_over_time")]

    operations = [migrations.RunPython(note_first_names, migrations.RunPython.noop)]
