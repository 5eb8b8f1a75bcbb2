"""A hidden value of a candidate, shown once to who recruits: who looked at what and what for is written down."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.audit.actions import record_look
from kernel.audit.models import AuditEvent
from kernel.grades import Shown
from kernel.redact import redacted
from staffing.actions.common import need
from staffing.models import Candidate
from staffing.permissions import StaffingPermission as Staffing
from teachers.choices import UnmaskPurpose
from teachers.errors import refuse

FIELDS = ("phone", "id_number")


@transaction.atomic
def reveal(*, candidate: Candidate, field: str, purpose: str, words: str, by: User) -> str:
    """One hidden value in clear. RuleBroken for who may not, and for who has looked at too many people today."""
    need(by, Staffing.RECRUIT, candidate.vacancy.school, "查看应聘人员的完整信息")
    if field not in FIELDS:
        raise refuse("unmask_nothing")
    if purpose not in UnmaskPurpose.values or not words.strip():
        raise refuse("purpose_missing")
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # two pages at once are counted one after the other
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    acts = ("teacher.unmasked", "candidate.unmasked")  # one limit for both
    if AuditEvent.objects.filter(act__in=acts, actor_id=by.pk, at__gte=midnight).count() >= settings.UNMASK_PER_DAY:
        raise refuse("unmask_enough", limit=settings.UNMASK_PER_DAY)
    record_look(
        "candidate.unmasked", by=by, subject=candidate, fields=[field], why=purpose, purpose=redacted(words.strip())
    )
    return str(Shown(candidate, [field])[field])
