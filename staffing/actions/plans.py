"""A plan of reallocation from the question to the second signature."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.jobs.actions import enqueue
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.actions.common import need
from staffing.choices import MoveState, PlanMethod, PlanMode, PlanState, RuleKind
from staffing.errors import refuse
from staffing.models import Plan, PlanLine, PlanMove, PlanRule
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries import plan_inputs
from staffing.queries.plan_instance import Built, build
from staffing.rules.figures import first_day
from staffing.rules.plan import PinsConflict
from staffing.rules.plan import Plan as Answer
from staffing.rules.plan_greedy import greedy
from staffing.rules.plan_solve import Proof, solve

SOLVE = "staffing.tasks.solve"
OPTIONS = (
    "weight_base", "weight_rural", "weight_scarce", "most_km", "school_percent", "school_least", "district_most",
    "due_years", "same_district_km", "other_district_km", "teaching_preschool", "teaching_primary", "teaching_junior",
    "teaching_senior", "seconds",
)  # fmt: skip
Tell = Callable[[int, int], None]


@transaction.atomic
def make_plan(
    *, unit: Organisation, year: int, by: User, mode: PlanMode = PlanMode.POSTS,
    options: dict[str, int] | None = None, parent: Plan | None = None, background: bool = True,
) -> Plan:  # fmt: skip
    """Ask for the best reallocation below a district or the city. ``options`` are rules and weights other than those
    in force; what was pinned or forbidden in ``parent`` goes along."""
    need(by, Staffing.PLAN, unit, "编制调剂方案")
    if unit.kind not in (OrgKind.CITY, OrgKind.DISTRICT):
        raise refuse("plan_unit")
    setting = plan_inputs.setting_on(first_day(year))
    kept = {name: getattr(setting, name) for name in OPTIONS} | (parent.options if parent else {}) | (options or {})
    plan = Plan.objects.create(unit=unit, year=year, mode=mode, options=kept, parent=parent, made_by=by)
    for rule in PlanRule.objects.filter(plan=parent).order_by("pk") if parent else ():
        rule.pk, rule.plan, rule.is_applied, rule._state.adding = None, plan, False, True
        rule.save()
    record("plan.made", by=by, subject=plan, unit=unit.name, year=year, mode=str(mode))
    if background:
        enqueue(
            SOLVE, subject_id=plan.pk, title=f"求解 {year} 学年编制调剂方案", by=by, next_url=plan.get_absolute_url()
        )
    return plan


def solve_plan(*, plan: Plan, by: User, tell: Tell = lambda _done, _total: None) -> None:
    """Read the question, find both answers, and write them in one transaction. A refusal stays with the plan."""
    if plan.state != PlanState.SOLVING:  # a message that came twice
        return
    try:
        built = build(by, plan)
        if not built.question.lines:
            raise refuse("plan_no_figures", year=plan.year)
        if not built.instance.demands:
            raise refuse("plan_no_gap")
        simple = greedy(built.instance)
        try:
            best, proof = solve(built.instance, seconds=plan.options["seconds"], tell=tell)
        except PinsConflict as conflict:
            raise refuse("plan_conflict") from conflict
    except Exception as error:
        problem = getattr(error, "message", "") or "求解时发生意外错误，请重新求解；仍不成功请联系系统管理员。"
        Plan.objects.filter(pk=plan.pk, state=PlanState.SOLVING).update(state=PlanState.FAILED, problem=problem[:200])
        raise
    _write(plan, by, built, best, proof, simple)


@transaction.atomic
def _write(plan: Plan, by: User, built: Built, best: Answer, proof: Proof, simple: Answer) -> None:
    found = Plan.objects.filter(pk=plan.pk, state=PlanState.SOLVING).update(
        state=PlanState.SOLVED, status=proof.status, gap=proof.gap, seconds=round(proof.seconds, 2), ways=proof.ways,
        of_ways=proof.of_ways, objective=_told(best), greedy=_told(simple), notes=built.question.notes, problem="",
    )  # fmt: skip
    plan.refresh_from_db()
    if not found:
        return
    PlanLine.objects.filter(plan=plan).delete()
    PlanMove.objects.for_system("moves of the plan that is written").filter(plan=plan).delete()
    PlanLine.objects.bulk_create(
        [
            PlanLine(plan=plan, school_id=one.school, stage=one.stage, subject=one.subject, need=one.need,
                     in_post=one.in_post, weight=one.weight)
            for one in built.question.lines
        ], batch_size=1000,
    )  # fmt: skip
    PlanMove.objects.bulk_create(
        [*_moves(plan, built, best, PlanMethod.BEST), *_moves(plan, built, simple, PlanMethod.GREEDY)], batch_size=500
    )
    PlanRule.objects.filter(plan=plan).update(is_applied=True)
    record("plan.solved", by=by, subject=plan, status=proof.status, moves=best.objective.moves)


def _told(answer: Answer) -> dict[str, int]:
    unmet, moves, early, far = answer.objective.levels
    return {"unmet": unmet, "moves": moves, "early": early, "hectometres": far}


def _moves(plan: Plan, built: Built, answer: Answer, method: PlanMethod) -> list[PlanMove]:
    found = []
    for move in answer.moves:
        stage, _, subject = move.subject.partition(":")
        supply = built.supplies[move.key]
        found.append(
            PlanMove(
                plan=plan, method=method, giver_id=move.giver, taker_id=move.taker, stage=stage, subject=subject,
                posts=move.count, hectometres=move.hectometres, early=supply.early,
                teacher_id=built.teachers.get(move.key),
            )
        )  # fmt: skip
    for (school, key), posts in sorted(answer.reserve.items()):
        stage, _, subject = key.partition(":")
        found.append(
            PlanMove(plan=plan, method=method, taker_id=school, stage=stage, subject=subject, posts=posts)
        )  # fmt: skip
    return found


def _locked(plan: Plan, state: PlanState) -> Plan:
    now = Plan.objects.select_for_update().select_related("unit").get(pk=plan.pk)
    if now.state != state:
        raise refuse("plan_moved", state=state.label)
    return now


@transaction.atomic
def add_rule(*, plan: Plan, kind: RuleKind, by: User, **values: Any) -> PlanRule:
    """Pin or forbid; it counts when the plan is solved again."""
    need(by, Staffing.PLAN, plan.unit, "锁定或禁止")
    _locked(plan, PlanState.SOLVED)
    if values.get("giver") is None and values.get("taker") is None:
        raise refuse("rule_needs_school")
    rule, is_new = PlanRule.objects.get_or_create(
        plan=plan, kind=kind, giver=values.get("giver"), taker=values.get("taker"), stage=values.get("stage", ""),
        subject=values.get("subject", ""), defaults={"posts": values.get("posts", 0)},
    )  # fmt: skip
    if not is_new:
        raise refuse("rule_exists")
    record("plan.ruled", by=by, subject=plan, kind=str(kind), subject_name=rule.subject)
    return rule


@transaction.atomic
def drop_rule(*, plan: Plan, rule: PlanRule, by: User) -> None:
    """Take a pin or a ban away; the next answer is free of it."""
    need(by, Staffing.PLAN, plan.unit, "取消锁定或禁止")
    _locked(plan, PlanState.SOLVED)
    record("plan.unruled", by=by, subject=plan, kind=rule.kind, subject_name=rule.subject)
    PlanRule.objects.filter(plan=plan, pk=rule.pk).delete()


@transaction.atomic
def submit(*, plan: Plan, document: str, by: User) -> None:
    """Put the plan before the second person, with the document it goes by."""
    need(by, Staffing.PLAN, plan.unit, "提交方案")
    now = _locked(plan, PlanState.SOLVED)
    if not document.strip():
        raise refuse("document_missing")
    waiting = PlanRule.objects.filter(plan=now, is_applied=False).count()
    if waiting:
        raise refuse("plan_rules_open", n=waiting)
    if not (now.objective or {}).get("moves") and not _best(now).exists():
        raise refuse("plan_empty")
    now.state, now.document = PlanState.SUBMITTED, document.strip()[:160]
    now.submitted_by, now.submitted_at, now.answer = by, timezone.now(), ""
    try:
        with transaction.atomic():
            now.save()
    except IntegrityError as error:
        raise refuse("plan_waits") from error
    record("plan.submitted", by=by, subject=now, document=now.document)


def _best(plan: Plan) -> Any:
    return PlanMove.objects.for_system("moves of a plan in hand").filter(plan=plan, method=PlanMethod.BEST)


def _second(plan: Plan, by: User) -> Plan:
    need(by, Staffing.SIGN, plan.unit, "签署方案")
    now = _locked(plan, PlanState.SUBMITTED)
    if is_one_hand(by, [now.made_by_id, now.submitted_by_id], now.made_at):
        raise refuse("plan_same_person")
    return now


@transaction.atomic
def accept(*, plan: Plan, by: User, answer: str = "") -> None:
    """The second person agrees: every move is opened, for both ends and the teacher to agree to."""
    now = _second(plan, by)
    now.state, now.decided_by, now.decided_at, now.answer = PlanState.ACCEPTED, by, timezone.now(), answer.strip()[:300]
    now.save()
    opened = _best(now).filter(state=MoveState.PROPOSED).update(state=MoveState.OPEN)
    record("plan.accepted", by=by, subject=now, moves=opened, document=now.document)


@transaction.atomic
def give_back(*, plan: Plan, by: User, answer: str) -> None:
    """The second person does not agree, and says why."""
    if not answer.strip():
        raise refuse("reason_missing")
    now = _second(plan, by)
    now.state, now.answer = PlanState.SOLVED, answer.strip()[:300]
    now.submitted_by = now.submitted_at = None
    now.save()
    record("plan.returned", by=by, subject=now)


@transaction.atomic
def drop(*, plan: Plan, by: User) -> None:
    """Put a plan aside; it stays readable."""
    need(by, Staffing.PLAN, plan.unit, "弃用方案")
    now = Plan.objects.select_for_update().get(pk=plan.pk)
    if now.state not in (PlanState.SOLVED, PlanState.FAILED):
        raise refuse("plan_moved", state=PlanState.SOLVED.label)
    now.state = PlanState.DROPPED
    now.save(update_fields=["state"])
    record("plan.dropped", by=by, subject=now)
