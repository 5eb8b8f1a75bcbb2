"""Putting decided sanctions on file, and what becomes of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils import timezone

from ethics.actions.announcing import announce
from ethics.actions.common import need_over
from ethics.choices import (
    PERIODS,
    SANCTIONS,
    BarDomain,
    DisciplineScheme,
    HandlingKind,
    HandlingState,
    ViolationType,
)
from ethics.choices.handling import chinese
from ethics.errors import refuse
from ethics.models import Bar, Sanction, SanctionEvent, StandingSetting
from ethics.permissions import EthicsPermission
from ethics.queries.open_cases import open_cases
from ethics.rules import sanctions as rules
from ethics.rules.periods import Term, add_months, ends
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.crypto.seal import findable, lookup_digest
from kernel.orgs.choices import Ownership
from teachers.choices import PostCategory, TeacherStatus
from teachers.models import Post, Teacher

CHAINED = tuple(kind for kind in HandlingKind if PERIODS[kind] and not kind.startswith("Q"))
WHY = "the person was locked and the place asked above"


@dataclass(frozen=True)
class Decision:
    """One kind of handling as a decision in writing says it; ``months`` None means as long as the kind says."""

    kind: HandlingKind
    decided_on: date
    effective_on: date
    decided_by: str
    document: str
    months: int | None = None
    domains: Collection[BarDomain] = field(default=())
    violation: ViolationType | None = None
    facts: str = ""
    party_document: str = ""


@transaction.atomic
def record_sanction(*, teacher: Teacher, decision: Decision, by: User, on: date) -> Sanction:
    """Put a decision on file: its period, its bars, and what it does to the periods of others."""
    now = need_over(by, EthicsPermission.RECORD, teacher, "登记师德处理")
    return write(teacher=now, decision=decision, by=by, on=on)


def write(*, teacher: Teacher, decision: Decision, by: User, on: date, replaces: Sanction | None = None) -> Sanction:
    """The same for an act that asked for permission and place itself (the decision of a case, an import)."""
    kind, document = decision.kind, decision.document.strip()
    scheme, months = check(teacher, decision, on)
    digests = list(findable([document]))
    rows = Sanction.objects.for_system(WHY).filter(teacher=teacher, document_digest__in=digests)
    if rows.filter(kind=kind).exists():
        raise refuse("same_decision", document=document)
    beside = [HandlingKind(one) for one in rows.values_list("kind", flat=True) if one in SANCTIONS]
    if kind in SANCTIONS and beside:
        raise refuse("two_sanctions_at_once", kind=chinese(rules.heaviest([kind, *beside])))
    until = add_months(decision.effective_on, months) if months else None
    row = Sanction.objects.create(
        teacher=teacher, kind=kind, scheme=scheme or "", violation=decision.violation or "",
        decided_on=decision.decided_on, effective_on=decision.effective_on, months=months, until_on=until,
        decided_by=decision.decided_by.strip()[:100], document=document[:100],
        document_digest=lookup_digest(document), facts=decision.facts.strip()[:2000],
        party_document=decision.party_document.strip()[:100], recorded_by=by, replaces=replaces,
        start_told_on=on if decision.effective_on <= on else None, end_told_on=on if until and until <= on else None,
    )  # fmt: skip
    Bar.objects.bulk_create(
        Bar(sanction=row, teacher=teacher, domain=domain, from_on=row.effective_on, months=months, until_on=until)
        for domain in dict.fromkeys(decision.domains)
        if until is not None
    )
    rechain(teacher)
    row.refresh_from_db()
    record("sanction.recorded", by=by, subject=row)
    announce([teacher.pk], by, on)
    return row


def check(teacher: Teacher, decision: Decision, on: date) -> tuple[DisciplineScheme | None, int]:
    """The scheme and the months of a decision; RuleBroken where it cannot be as written. Writes nothing."""
    kind = decision.kind
    if not decision.document.strip() or not decision.decided_by.strip():
        raise refuse("document_missing")
    if decision.decided_on > on:
        raise refuse("decided_in_future")
    if decision.effective_on < decision.decided_on:
        raise refuse("effective_before_decided", day=decision.decided_on)
    setting = setting_on(decision.decided_on)
    if fault := rules.domains_fault(kind, decision.domains):
        raise refuse(fault)
    months = rules.months_of(kind, decision.months, least=setting.bar_months, cap=setting.cap_months)
    if months is None and kind in (HandlingKind.Q5, HandlingKind.Q6):
        raise refuse("period_missing", months=setting.bar_months)
    if months is None:
        raise refuse("period_not_fit", kind=chinese(kind), months=PERIODS[kind] or 0)
    scheme = scheme_on(teacher, decision.decided_on)
    if fault := rules.kind_fault(kind, scheme, decision.decided_on):
        shown = str(scheme.label) if scheme else ""
        raise refuse(fault, kind=chinese(kind), scheme=shown, day=decision.decided_on)
    if kind in SANCTIONS and teacher.status == TeacherStatus.RETIRED and _retired_before(teacher, decision.decided_on):
        raise refuse("retired")
    return scheme, months


def scheme_on(teacher: Teacher, on: date) -> DisciplineScheme | None:
    """By the post held on the day of the decision; None where the register does not know its category."""
    posts = Post.objects.for_system(WHY).filter(teacher=teacher).order_by("valid_from", "pk")
    held = [
        post for post in posts
        if (post.valid_from is None or post.valid_from <= on) and (post.valid_until is None or on < post.valid_until)
    ]  # fmt: skip
    category = held[-1].category if held else teacher.category
    does_management = category == PostCategory.MANAGEMENT if category else None
    is_private = teacher.school.ownership == Ownership.PRIVATE
    return rules.scheme_of(does_management=does_management, is_private=is_private, decided_on=on)


def _retired_before(teacher: Teacher, on: date) -> bool:
    """Whether the last post had ended by the day; who retired later was still sanctioned in service."""
    posts = Post.objects.for_system(WHY).filter(teacher=teacher)
    return not posts.filter(valid_until__isnull=True).exists() and not posts.filter(valid_until__gt=on).exists()


def setting_on(on: date) -> StandingSetting:
    """What the city decided, as it holds on a day; the shipped row before all others."""
    rows = StandingSetting.objects.order_by("-effective_from")
    found = rows.filter(effective_from__lte=on).first() or rows.last()
    return found or StandingSetting()


def rechain(teacher: Teacher) -> None:
    """The ends of a person's sanctions, summed up where one came during another; an extension only adds to that."""
    rows = Sanction.objects.for_system(WHY).filter(teacher=teacher, state=HandlingState.STANDING, kind__in=CHAINED)
    chain = list(rows.order_by("effective_on", "pk").defer("document", "decided_by", "facts", "party_document"))
    terms = [Term(one.effective_on, one.months, one.ended_on) for one in chain]
    for one, end in zip(chain, ends(terms, setting_on(timezone.localdate()).cap_months), strict=True):
        until = max(end, one.extended_until) if one.extended_until else end
        if until != one.until_on:
            rows.filter(pk=one.pk).update(until_on=until)
            if one.end_told_on and until > one.end_told_on:
                rows.filter(pk=one.pk).update(end_told_on=None)


@transaction.atomic
def confirm_end(*, sanction: Sanction, by: User, on: date, document: str = "") -> None:
    """The period is over and nothing new came up: the end, which came by itself, is confirmed in writing."""
    teacher = need_over(by, EthicsPermission.LIFT, sanction.teacher, "确认期满解除")
    now = _standing(sanction)
    if now.until_on is None:
        raise refuse("no_period", kind=chinese(HandlingKind(now.kind)))
    if on < now.until_on:
        raise refuse("not_over_yet", day=now.until_on)
    if open_cases([teacher.pk], on).get(teacher.pk):
        raise refuse("case_open_at_end")
    rows = Sanction.objects.for_system(WHY).filter(pk=now.pk, confirmed_on=None)
    if not rows.update(confirmed_on=on, confirmed_by=by):
        raise refuse("already_confirmed")
    _note(now, "confirmed", by, on, document, "")
    record("sanction.confirmed", by=by, subject=now)
    announce([teacher.pk], by, on)


@transaction.atomic
def extend(*, sanction: Sanction, until: date, document: str, reason: str, by: User, on: date) -> None:
    """By conduct the handling goes on to a later day, within the cap."""
    teacher = need_over(by, EthicsPermission.LIFT, sanction.teacher, "延长师德处理期限")
    now = _standing(sanction)
    if now.until_on is None:
        raise refuse("no_period", kind=chinese(HandlingKind(now.kind)))
    if not document.strip() or not reason.strip():
        raise refuse("document_missing" if not document.strip() else "reason_missing")
    cap = setting_on(on).cap_months
    if now.confirmed_on or now.ended_on:
        raise refuse("already_confirmed")
    if not now.until_on < until <= max(add_months(now.effective_on, cap), now.until_on):
        raise refuse("extension_not_fit", day=now.until_on, months=cap)
    rows = Sanction.objects.for_system(WHY).filter(pk=now.pk)
    rows.update(extended_until=until, until_on=until, end_told_on=None)
    Bar.objects.for_system(WHY).filter(sanction=now, ended_on=None).update(until_on=until)
    rechain(teacher)
    _note(now, "extended", by, on, document, reason)
    record("sanction.extended", by=by, subject=now, until=str(until))
    announce([teacher.pk], by, on)


@transaction.atomic
def undo(
    *, sanction: Sanction, state: HandlingState, document: str, reason: str, by: User, on: date, asked: bool = False
) -> None:
    """A review or appeal took the decision away or put a lighter one in its place, or it proved untrue: it stands
    against nobody on any day.

    ``asked``: the act that calls (the outcome of a case) asked for permission and place itself.
    """
    label = "登记不属实并澄清" if state == HandlingState.CLEARED else "撤销师德处理"
    teacher = sanction.teacher if asked else need_over(by, EthicsPermission.LIFT, sanction.teacher, label)
    now = _standing(sanction)
    if not document.strip():
        raise refuse("document_missing")
    if not reason.strip():
        raise refuse("reason_missing")
    Sanction.objects.for_system(WHY).filter(pk=now.pk).update(state=state, ended_on=on)
    rechain(teacher)
    _note(now, state, by, on, document, reason)
    record(f"sanction.{state}", by=by, subject=now)
    announce([teacher.pk], by, on)


def _standing(sanction: Sanction) -> Sanction:
    rows = Sanction.objects.for_system(WHY).select_for_update(of=("self",))
    now: Sanction = rows.select_related("teacher").get(pk=sanction.pk)
    if now.state != HandlingState.STANDING:
        raise refuse("sanction_moved", state=now.get_state_display())
    return now


def _note(sanction: Sanction, act: str, by: User, on: date, document: str, reason: str) -> None:
    SanctionEvent(
        sanction=sanction, act=act, document=document.strip()[:200], reason=reason.strip()[:500], by=by, on=on
    ).save()
