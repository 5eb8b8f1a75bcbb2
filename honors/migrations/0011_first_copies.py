"""Every certificate that is there becomes the first paper of itself."""

from django.db import migrations
from django.utils import timezone


def printed_on(one):
    """The local day on which it was drawn."""
    return timezone.localdate(one.drawn_at) if one.drawn_at else one.issued_on


def make_first_copies(apps, schema_editor):
    certificates = apps.get_model("honors", "Certificate")
    copies = apps.get_model("honors", "CertificateCopy")
    rows = []
    for one in certificates.objects.select_related("entry__round").iterator(chunk_size=500):
        round_ = one.entry.round
        rows.append(
            copies(
                certificate=one, index=0, name=one.name, school_name=one.school_name, issuer=one.issuer,
                issued_on=one.issued_on, printed_on=printed_on(one),
                token=one.token, made_by_id=round_.approved_by_id or round_.made_by_id,
                file_digest=one.file_digest, drawn_at=one.drawn_at,
            )
        )
    copies.objects.bulk_create(rows, batch_size=500)
    certificates.objects.exclude(drawn_at=None).update(newest=0)
    # No act ever set this status; a paper is superseded by a newer copy, no longer by a word on the certificate.
    certificates.objects.filter(status="superseded").update(status="valid")


class Migration(migrations.Migration):
    dependencies = [("honors", "0010_certificate_copies")]

    operations = [migrations.RunPython(make_first_copies, migrations.RunPython.noop)]
