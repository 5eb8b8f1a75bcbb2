"""The set of dimensions: an officer drafts, a second person approves, nobody changes what was approved."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from teachers.choices import VersionState
from teachers.errors import refuse
from teachers.models import PortraitVersion, PortraitWeight
from teachers.permissions import TeacherPermission
from teachers.queries.portrait_versions import SIGNED_AS, version_on
from teachers.rules.portrait import BY_CODE, How

SETTINGS = ("effective_from", "document", "reason", "least_percent", "least_cohort", "stale_months", "first_days")


@transaction.atomic
def draft(*, by: User, on: date) -> PortraitVersion:
    """Begin a draft as a copy of what is in force; there is one at a time."""
    demand(by, TeacherPermission.SET_PORTRAIT, what="起草画像维度")
    base = version_on(on)
    newest = PortraitVersion.objects.select_for_update().order_by("-number").first()
    if base is None or newest is None:
        raise refuse("no_version")
    if newest.state != VersionState.APPROVED:
        raise refuse("draft_there")
    one = PortraitVersion.objects.create(
        number=newest.number + 1, effective_from=on, document=base.document, least_percent=base.least_percent,
        least_cohort=base.least_cohort, stale_months=base.stale_months, first_days=base.first_days, made_by=by,
    )  # fmt: skip
    weights = [
        PortraitWeight(version=one, code=row.code, weight=row.weight, standard=row.standard)
        for row in base.weights.all()
    ]
    PortraitWeight.objects.bulk_create(weights)
    record("portrait_version.drafted", by=by, subject=one, number=one.number)
    return one


@transaction.atomic
def change(
    *, one: PortraitVersion, values: Mapping[str, Any], weights: Mapping[str, tuple[int, int]], by: User
) -> None:
    """Change a draft: its settings, and weight and standard of each indicator."""
    demand(by, TeacherPermission.SET_PORTRAIT, what="修改画像维度草案")
    _in_state(one, VersionState.DRAFT)
    by_dimension: dict[str, int] = {}
    for code, (weight, standard) in weights.items():
        rule = BY_CODE[code]
        by_dimension[rule.dimension] = by_dimension.get(rule.dimension, 0) + weight
        if rule.how is How.SHARE and weight and standard < 1:
            raise refuse("standard_missing")
    if any(sum_of != 100 for sum_of in by_dimension.values()):
        raise refuse("weights_sum")
    for name in SETTINGS:
        if name in values:
            setattr(one, name, values[name])
    one.made_by = by  # who changed it last may not approve it
    one.save()
    for code, (weight, standard) in weights.items():
        PortraitWeight.objects.update_or_create(
            version=one, code=code, defaults={"weight": weight, "standard": standard}
        )
    record("portrait_version.changed", by=by, subject=one, number=one.number)


@transaction.atomic
def ask(*, one: PortraitVersion, reason: str, by: User) -> Signature:
    """Put a draft before the second person."""
    demand(by, TeacherPermission.SET_PORTRAIT, what="提请批准画像维度")
    _move(one, VersionState.DRAFT, VersionState.ASKED)
    signature = signoff.ask(kind=SIGNED_AS, subject=one, reason=reason, by=by, number=one.number)
    record("portrait_version.asked", by=by, subject=one, number=one.number)
    return signature


@transaction.atomic
def sign(*, one: PortraitVersion, signature: Signature, by: User, on: date) -> None:
    """The second person approves; the version is in force from its day. A day that is past would make portraits that
    people have seen say something else."""
    demand(by, TeacherPermission.APPROVE_PORTRAIT, what="批准画像维度")
    if by.pk == one.made_by_id:
        raise refuse("own_draft")
    if one.effective_from < on:
        raise refuse("day_gone", day=one.effective_from)
    if PortraitVersion.objects.filter(state=VersionState.APPROVED, effective_from__gte=one.effective_from).exists():
        raise refuse("day_taken")
    signoff.sign(signature=signature, by=by)
    _move(one, VersionState.ASKED, VersionState.APPROVED, approved_by=by, approved_at=timezone.now())
    record("portrait_version.approved", by=by, subject=one, number=one.number, day=str(one.effective_from))


@transaction.atomic
def send_back(*, one: PortraitVersion, signature: Signature, by: User, answer: str) -> None:
    """The second person does not agree; the draft can be changed again."""
    demand(by, TeacherPermission.APPROVE_PORTRAIT, what="批准画像维度")
    signoff.refuse(signature=signature, by=by, answer=answer)
    _move(one, VersionState.ASKED, VersionState.DRAFT)
    record("portrait_version.sent_back", by=by, subject=one, number=one.number)


@transaction.atomic
def take_back(*, one: PortraitVersion, signature: Signature, by: User) -> None:
    """Who asked takes the request back."""
    signoff.withdraw(signature=signature, by=by)
    _move(one, VersionState.ASKED, VersionState.DRAFT)
    record("portrait_version.taken_back", by=by, subject=one, number=one.number)


def _in_state(one: PortraitVersion, state: VersionState) -> None:
    if not PortraitVersion.objects.select_for_update().filter(pk=one.pk, state=state).exists():
        raise refuse("version_moved")


def _move(one: PortraitVersion, source: VersionState, target: VersionState, **values: Any) -> None:
    if not PortraitVersion.objects.filter(pk=one.pk, state=source).update(state=target, **values):
        raise refuse("version_moved")
    one.refresh_from_db()
