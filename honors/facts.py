"""What the honours can say about teachers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from honors.models import Certificate
from kernel.accounts.models import User
from teachers.facts import Fact


def facts(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Fact]]:
    """Certificates issued up to the day, by teacher."""
    found: dict[int, list[Fact]] = {}
    rows = Certificate.objects.visible_to(user).filter(teacher_id__in=teacher_ids, issued_on__lte=on)
    for one in rows.exclude(drawn_at=None):
        found.setdefault(one.teacher_id, []).append(
            Fact(
                "honors",
                _("从教满 %s 年荣誉证书") % one.threshold,
                f"{one.number} · {one.get_status_display()}",
                one.issued_on,
                reverse("certificate_file", args=[one.number]),
            )
        )
    return found
