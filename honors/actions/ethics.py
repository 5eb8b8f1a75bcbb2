"""What honours do when ethics announces a change: certificates rest or hold again, open lists are computed anew."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils import timezone

from ethics.choices import Answer, Purpose
from ethics.queries.standing import standings
from honors.actions.common import entries_of, locked
from honors.actions.computing import recompute_one
from honors.actions.joining import join
from honors.actions.set_asides import BEFORE_APPROVAL
from honors.actions.standing import Ground, move_on, suspend_for
from honors.choices import CertificateAct, CertificateStatus, EntryState, SuspensionReason
from honors.models import Certificate, CertificateEvent, HonorRound
from honors.queries.ethics import note_of
from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.orgs.queries import city

WHY = "a consequence of another trade's act"


@transaction.atomic
def follow_standing(*, teacher_ids: Collection[int], by: User, on: date) -> None:
    """Ask anew about these people. A bar suspends their certificates; when nothing stands against them any more, what
    was suspended for that reason alone holds again. Their entries in open rounds are computed anew."""
    for pk, answer in standings(teacher_ids, Purpose.LONG_SERVICE, on).items():
        if answer.answer == Answer.BARRED:
            documents = [one.document for one in answer.reasons if one.document]
            ground = Ground(
                SuspensionReason.ETHICS_BAR, documents[0] if documents else note_of(answer)[:200], note_of(answer)
            )
            suspend_for(teacher_ids=[pk], ground=ground, by=by, on=on)
        elif answer.answer == Answer.CLEAR:
            _resume(pk, by, on)
    _recompute(teacher_ids, by)


def _resume(teacher_id: int, by: User, on: date) -> None:
    rows = Certificate.objects.for_system(WHY).select_for_update(of=("self",)).order_by("pk")
    for one in rows.filter(teacher_id=teacher_id, status=CertificateStatus.SUSPENDED):
        events = CertificateEvent.objects.for_system(WHY).filter(certificate=one, act=CertificateAct.SUSPENDED)
        last = events.order_by("pk").last()
        if last is not None and last.reason == SuspensionReason.ETHICS_BAR:
            move_on(one, CertificateAct.RESUMED, by=by, on=on, document="师德处理影响已终止，自动恢复")


def _recompute(teacher_ids: Collection[int], by: User) -> None:
    """In every round that is not approved yet, whoever acts: the list is about the whole city."""
    ids = list(teacher_ids)
    for one in HonorRound.objects.filter(state__in=BEFORE_APPROVAL).order_by("pk"):
        there = list(entries_of(one).filter(teacher_id__in=ids).select_related("teacher"))
        if not there:
            continue
        locked(one)
        office = command_line_actor(city())
        for row in there:
            entry = recompute_one(one=one, teacher=row.teacher, by=office)
            if entry is not None and entry.state == EntryState.CANDIDATE and row.state != EntryState.CANDIDATE:
                join(one, entry, office, timezone.localdate())
