"""Links by which a holder shows a certificate to whom it may concern."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from honors.choices import CertificateStatus
from honors.errors import refuse
from honors.models import Certificate, ShareLink
from honors.models.certificate import new_token
from honors.rules.sharing import is_allowed
from kernel.accounts.models import User
from kernel.audit.actions import record


def share(*, certificate: Certificate, last_day: date, by: User, on: date) -> ShareLink:
    """Make a link that shows the certificate with its unit and paper up to and including a day; the holder alone."""
    if certificate.teacher.user_id != by.pk:
        raise refuse("share_not_own")
    if certificate.newest is None:
        raise refuse("not_drawn", number=certificate.number)
    if certificate.status != CertificateStatus.VALID:
        raise refuse("share_not_valid", status=certificate.get_status_display())
    if not is_allowed(on, last_day):
        raise refuse("share_too_long")
    with transaction.atomic():
        link: ShareLink = ShareLink.objects.create(
            certificate=certificate, token=new_token(), made_by=by, made_on=on,
            ends_on=date.fromordinal(last_day.toordinal() + 1),
        )  # fmt: skip
        record("share.made", by=by, subject=link, number=certificate.number, until=str(last_day))
    return link


def end_share(*, link: ShareLink, by: User) -> None:
    """End a link before its day; it shows nothing from now on."""
    with transaction.atomic():
        rows = ShareLink.objects.visible_to(by).filter(pk=link.pk, ended_at=None, ends_on__gt=timezone.localdate())
        if not rows.update(ended_at=timezone.now()):
            raise refuse("share_ended")
        record("share.ended", by=by, subject=link)


def count_opening(*, link: ShareLink) -> None:
    """Count one opening by whoever was given the link; who it was is not kept."""
    ShareLink.objects.for_system("whoever holds the link opens it").filter(pk=link.pk).update(opened=F("opened") + 1)
