"""What the honours can say about teachers: plain facts in bulk, and what a person is shown on a teacher's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from honors.choices import CertificateStatus
from honors.models import CertificateCopy
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from teachers.facts import Fact, Measure, Story, among

MEASURES = (
    Measure(
        "honors.long_service", gettext_lazy("长期任教荣誉"), gettext_lazy("年"), gettext_lazy("市教育局荣誉经办"),
        HonorPermission.DECIDE_OBJECTION, page="certificate_list",
    ),
)  # fmt: skip


def facts(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """The valid certificates of these people issued up to a day; one query."""
    rows = CertificateCopy.objects.for_system("facts for everybody alike").filter(
        among("certificate__teacher_id", teacher_ids), issued_on__lte=on, index=F("certificate__newest"),
        certificate__status=CertificateStatus.VALID,
    )  # fmt: skip
    columns = ("certificate__teacher_id", "certificate__number", "certificate__threshold", "issued_on")
    for pk, number, threshold, issued_on in rows.values_list(*columns):
        yield pk, Fact("honors.long_service", number, threshold, issued_on, 0, number)


def stories(user: User, teacher_ids: Sequence[int], on: date) -> dict[int, list[Story]]:
    """Certificates issued up to the day, by teacher."""
    found: dict[int, list[Story]] = {}
    rows = CertificateCopy.objects.visible_to(user).filter(
        certificate__teacher_id__in=teacher_ids, issued_on__lte=on, index=F("certificate__newest")
    )
    for copy in rows.select_related("certificate"):
        one = copy.certificate
        found.setdefault(one.teacher_id, []).append(
            Story(
                "honors",
                _("从教满 %s 年荣誉证书") % one.threshold,
                f"{one.number} · {one.get_status_display()}",
                copy.issued_on,
                one.get_absolute_url(),
            )
        )
    return found
