"""Lines of before that tell of a look are marked as such, while lines may still be written to."""

from django.db import migrations

READS = ["teacher.read", "correction.file_read", "entry.scan_read", "list.receipt_read", "objection.read"]


def mark(apps, schema_editor):
    apps.get_model("audit", "AuditEvent").objects.filter(act__in=READS).update(kind="read")


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_reads_refusals_and_the_chain")]
    operations = [migrations.RunPython(mark, migrations.RunPython.noop)]
