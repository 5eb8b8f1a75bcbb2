"""What the honours can say about teachers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from honors.models import CertificateCopy
from kernel.accounts.models import User
from teachers.facts import Fact


def facts(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Fact]]:
    """Certificates issued up to the day, by teacher."""
    found: dict[int, list[Fact]] = {}
    rows = CertificateCopy.objects.visible_to(user).filter(
        certificate__teacher_id__in=teacher_ids, issued_on__lte=on, index=F("certificate__newest")
    )
    for copy in rows.select_related("certificate"):
        one = copy.certificate
        found.setdefault(one.teacher_id, []).append(
            Fact(
                "honors",
                _("从教满 %s 年荣誉证书") % one.threshold,
                f"{one.number} · {one.get_status_display()}",
                copy.issued_on,
                one.get_absolute_url(),
            )
        )
    return found
