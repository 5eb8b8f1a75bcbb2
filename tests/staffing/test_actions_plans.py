"""A plan from the question to the ledger: solved, pinned, signed by another, agreed by all, done in one transaction."""

from __future__ import annotations

import json
from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from plan_scenes import SECOND, approve, schools, signer
from plan_words import DOCUMENT, YEAR
from world import FAR_SCHOOL, HAILING, SCHOOL, World, acts

from kernel.errors import RuleBroken
from staffing.actions import plan_moves, plans
from staffing.choices import MoveState, PlanMode, PlanState, RuleKind
from staffing.models import Plan, PlanLine, PlanMove, PoolUnit, Willingness
from staffing.queries import plans as queries
from teachers.actions.accounts import give_account
from teachers.gates import Objection
from teachers.models import Post, Teacher

TODAY = date(2026, 9, 20)


def refused(code: str) -> Any:
    return _Refused(code)


class _Refused:
    def __init__(self, code: str) -> None:
        self.code = code

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: Any, error: Any, trace: Any) -> bool:
        assert isinstance(error, RuleBroken), f"not refused: {error!r}"
        assert error.code == self.code
        return True


@pytest.fixture
def scene(world: World) -> World:
    schools(world)
    return world


def solved(world: World, **options: Any) -> Plan:
    plan = plans.make_plan(unit=world.city, year=YEAR, by=world["city"], background=False, **options)
    plans.solve_plan(plan=plan, by=world["city"])
    plan.refresh_from_db()
    return plan


def best(plan: Plan) -> list[PlanMove]:
    return list(PlanMove.objects.for_system("test").filter(plan=plan, method="best").order_by("pk"))


def accepted(world: World, plan: Plan) -> None:
    plans.submit(plan=plan, document=DOCUMENT, by=world["city"])
    plans.accept(plan=plan, by=signer(world))


def test_golden_plan_of_three_schools(scene: World) -> None:
    """Worked by hand: SCHOOL gives its two 语文 to the two schools that lack one; nobody has 数学 to spare."""
    plan = solved(scene)
    assert (plan.state, plan.status, plan.gap) == (PlanState.SOLVED, "optimal", 0.0)
    told = [(m.giver.name if m.giver else None, m.taker.name, m.subject, m.posts) for m in best(plan)]
    assert sorted(told, key=str) == sorted([(SCHOOL, SECOND, "语文", 1), (SCHOOL, FAR_SCHOOL, "语文", 1)], key=str)
    assert plan.objective
    assert plan.objective == {"unmet": 10, "moves": 2, "early": 0, "hectometres": plan.objective["hectometres"]}
    lines = {(one.school.name, one.subject): (one.need, one.in_post) for one in PlanLine.objects.filter(plan=plan)}
    assert lines[SCHOOL, "语文"] == (2, 4)
    assert lines[SECOND, "数学"] == (2, 1)
    assert acts("plan.made")
    assert acts("plan.solved")


def test_schools_without_figures_are_named_not_counted_as_nought(scene: World) -> None:
    plan = solved(scene)
    assert {note["why"] for note in plan.notes} == {"no_figures"}
    assert {note["school"] for note in plan.notes} == {
        one.pk for name, one in scene.units.items() if one.kind == "school" and name not in (SCHOOL, SECOND, FAR_SCHOOL)
    }


def test_a_ban_and_a_pin_change_the_next_answer(scene: World) -> None:
    plan = solved(scene)
    units = scene.units
    plans.add_rule(plan=plan, kind=RuleKind.BAN, giver=units[SCHOOL], taker=units[FAR_SCHOOL], by=scene["city"])
    with refused("plan_rules_open"):
        plans.submit(plan=plan, document=DOCUMENT, by=scene["city"])
    again = solved(scene, parent=plan)
    assert [(m.taker.name, m.posts) for m in best(again)] == [(SECOND, 1)]
    assert again.objective
    assert again.objective["unmet"] == 20
    plans.add_rule(plan=again, kind=RuleKind.PIN, giver=units[SCHOOL], taker=units[FAR_SCHOOL], stage="primary",
                   subject="语文", posts=1, by=scene["city"])  # fmt: skip
    third = plans.make_plan(unit=scene.city, year=YEAR, by=scene["city"], parent=again, background=False)
    with refused("plan_conflict"):
        plans.solve_plan(plan=third, by=scene["city"])
    third.refresh_from_db()
    assert third.state == PlanState.FAILED
    assert third.problem


def test_a_rule_may_be_taken_away_and_is_not_doubled(scene: World) -> None:
    plan = solved(scene)
    values = {"giver": scene.units[SCHOOL], "taker": None}
    rule = plans.add_rule(plan=plan, kind=RuleKind.BAN, by=scene["city"], **values)
    with refused("rule_exists"):
        plans.add_rule(plan=plan, kind=RuleKind.BAN, by=scene["city"], **values)
    with refused("rule_needs_school"):
        plans.add_rule(plan=plan, kind=RuleKind.BAN, by=scene["city"])
    plans.drop_rule(plan=plan, rule=rule, by=scene["city"])
    assert not queries.rules(plan)


def test_the_second_person_is_another(scene: World) -> None:
    plan = solved(scene)
    with refused("document_missing"):
        plans.submit(plan=plan, document=" ", by=scene["city"])
    plans.submit(plan=plan, document=DOCUMENT, by=scene["city"])
    with refused("no_permission"):
        plans.accept(plan=plan, by=scene["city"])
    with refused("reason_missing"):
        plans.give_back(plan=plan, by=signer(scene), answer="")
    plans.give_back(plan=plan, by=signer(scene), answer="请再核对")
    plan.refresh_from_db()
    assert (plan.state, plan.answer, plan.submitted_by) == (PlanState.SOLVED, "请再核对", None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(
            state=PlanState.ACCEPTED, document=DOCUMENT, submitted_by=scene["city"], decided_by=scene["city"]
        )


def test_one_plan_at_a_time_before_the_second_person(scene: World) -> None:
    first, second = solved(scene), solved(scene)
    plans.submit(plan=first, document=DOCUMENT, by=scene["city"])
    with refused("plan_waits"):
        plans.submit(plan=second, document=DOCUMENT, by=scene["city"])
    with refused("plan_moved"):
        plans.drop(plan=first, by=scene["city"])
    plans.drop(plan=second, by=scene["city"])


def test_posts_go_over_when_both_ends_agreed(scene: World) -> None:
    approve(scene, scene.units[SCHOOL], 8)  # six people, two posts idle
    approve(scene, scene.units[SECOND], 2)
    plan = solved(scene)
    accepted(scene, plan)
    move = next(m for m in best(plan) if m.taker.name == SECOND)
    with refused("move_not_yours"):
        plan_moves.agree(move=move, side="giver", by=scene["far_school"], on=TODAY)
    plan_moves.agree(move=move, side="giver", by=scene["school"], on=TODAY)
    with refused("move_agreed"):
        plan_moves.agree(move=move, side="giver", by=scene["school"], on=TODAY)
    assert not PoolUnit.objects.filter(unit=scene.units[SECOND], borrowed_in__gt=0).exists()
    plan_moves.agree(move=move, side="taker", by=scene["district"], on=TODAY)
    move.refresh_from_db()
    assert move.state == MoveState.DONE
    giver, taker = (PoolUnit.objects.get(unit=scene.units[name]) for name in (SCHOOL, SECOND))
    assert (giver.approved, giver.lent_out, giver.disposal) == (8, 1, 7)
    assert (taker.approved, taker.borrowed_in, taker.disposal) == (2, 1, 3)
    assert move.loan is not None
    assert (move.loan.pool, move.loan.document) == (scene.units[HAILING], DOCUMENT)
    assert acts("plan_move.done")
    with refused("move_not_open"):
        plan_moves.decline(move=move, by=scene["school"], reason="晚了")


def test_posts_with_people_on_them_do_not_go(scene: World) -> None:
    approve(scene, scene.units[SCHOOL], 6)
    approve(scene, scene.units[SECOND], 2)
    plan = solved(scene)
    accepted(scene, plan)
    move = next(m for m in best(plan) if m.taker.name == SECOND)
    plan_moves.agree(move=move, side="giver", by=scene["school"], on=TODAY)
    with refused("people_left"):
        plan_moves.agree(move=move, side="taker", by=scene["district"], on=TODAY)
    move.refresh_from_db()
    assert (move.state, move.taker_agreed_at) == (MoveState.OPEN, None)
    assert PoolUnit.objects.get(unit=scene.units[SCHOOL]).disposal == 6


def test_one_person_does_not_speak_for_both_ends(scene: World) -> None:
    plan = solved(scene)
    accepted(scene, plan)
    move = next(m for m in best(plan) if m.taker.name == SECOND)
    plan_moves.agree(move=move, side="giver", by=scene["district"], on=TODAY)
    with refused("move_both_ends"):
        plan_moves.agree(move=move, side="taker", by=scene["district"], on=TODAY)
    with refused("reason_missing"):
        plan_moves.decline(move=move, by=scene["school"], reason=" ")
    plan_moves.decline(move=move, by=scene["school"], reason="教学安排不开")
    move.refresh_from_db()
    assert (move.state, move.reason) == (MoveState.DECLINED, "教学安排不开")


def willing(world: World, name: str, km: int = 30) -> Teacher:
    """The teacher of that name says yes."""
    found: Teacher = Teacher.objects.for_system("test").get(name=name)
    give_account(teacher=found, user=world["teacher"], by=world.command_line)
    found.refresh_from_db()
    plan_moves.say(teacher=found, is_willing=True, most_km=km, by=world["teacher"])
    return found


def test_a_named_teacher_goes_over_with_the_post(scene: World) -> None:
    approve(scene, scene.units[SCHOOL], 6)
    approve(scene, scene.units[SECOND], 2)
    teacher = willing(scene, "语文0")
    plan = solved(scene, mode=PlanMode.PEOPLE)
    (move,) = best(plan)
    assert (move.teacher, move.taker.name, move.early) == (teacher, SECOND, 0)  # since 2015: due long ago
    accepted(scene, plan)
    plan_moves.agree(move=move, side="giver", by=scene["school"], on=TODAY)
    plan_moves.agree(move=move, side="taker", by=scene["district"], on=TODAY)
    teacher.refresh_from_db()
    assert teacher.school_id == scene.units[SCHOOL].pk
    plan_moves.agree(move=move, side="teacher", by=scene["teacher"], on=TODAY)
    person = Teacher.objects.for_system("test").get(pk=teacher.pk)
    assert person.school_id == scene.units[SECOND].pk
    posts = Post.objects.for_system("test").filter(teacher=person).order_by("pk")
    assert [(one.org_id, one.valid_until) for one in posts] == [
        (scene.units[SCHOOL].pk, TODAY), (scene.units[SECOND].pk, None)
    ]  # fmt: skip
    assert PoolUnit.objects.get(unit=scene.units[SECOND]).disposal == 3
    assert acts("teacher.transferred")


def test_who_is_exempt_or_not_clear_is_not_named(scene: World, settings: Any) -> None:
    teacher = willing(scene, "语文0")
    with refused("exempt_end"):
        plan_moves.exempt(teacher=teacher, ground="health", until=None, paper="证明", by=scene["school"], on=TODAY)
    plan_moves.exempt(
        teacher=teacher, ground="health", until=date(2099, 1, 1), paper="证明", by=scene["school"], on=TODAY
    )
    assert best(solved(scene, mode=PlanMode.PEOPLE)) == []
    plan_moves.exempt(teacher=teacher, ground="", until=None, paper="", by=scene["school"], on=TODAY)
    assert len(best(solved(scene, mode=PlanMode.PEOPLE))) == 1
    settings.TEACHER_GATES = [f"{__name__}.says_nothing"]
    assert best(solved(scene, mode=PlanMode.PEOPLE)) == []


def says_nothing(act: str, ids: Any, on: date) -> dict[int, str]:
    """A gate without an answer."""
    return {}


def objects(act: str, ids: Any, on: date) -> dict[int, Objection]:
    """A gate that objects to everybody."""
    return dict.fromkeys(ids, Objection("gate_open_case", "有未办结的师德事项"))


def test_a_gate_that_closed_meanwhile_stops_the_move(scene: World, settings: Any) -> None:
    teacher = willing(scene, "语文0")
    plan = solved(scene, mode=PlanMode.PEOPLE)
    accepted(scene, plan)
    (move,) = best(plan)
    plan_moves.agree(move=move, side="giver", by=scene["school"], on=TODAY)
    plan_moves.agree(move=move, side="taker", by=scene["district"], on=TODAY)
    settings.TEACHER_GATES = [f"{__name__}.objects"]
    with refused("gate_open_case"):
        plan_moves.agree(move=move, side="teacher", by=scene["teacher"], on=TODAY)
    assert Teacher.objects.for_system("test").get(pk=teacher.pk).school_id == scene.units[SCHOOL].pk


def test_only_the_own_word_counts_or_a_paper(scene: World) -> None:
    teacher = willing(scene, "语文0")
    with refused("move_not_yours"):
        plan_moves.say(teacher=teacher, is_willing=False, most_km=5, by=scene["school"])
    with refused("willing_km"):
        plan_moves.say(teacher=teacher, is_willing=True, most_km=0, by=scene["teacher"])
    plan = solved(scene, mode=PlanMode.PEOPLE)
    accepted(scene, plan)
    (move,) = best(plan)
    with refused("move_not_yours"):
        plan_moves.agree(move=move, side="teacher", by=scene["school"], on=TODAY)
    plan_moves.agree(move=move, side="teacher", by=scene["school"], on=TODAY, paper="2026-09-01 同意书")
    move.refresh_from_db()
    assert move.teacher_paper == "2026-09-01 同意书"
    assert Willingness.objects.for_system("test").get(teacher=teacher).is_willing


def test_refusals_before_anything_is_solved(scene: World) -> None:
    with refused("no_permission"):
        plans.make_plan(unit=scene.city, year=YEAR, by=scene["school"])
    with refused("out_of_scope"):
        plans.make_plan(unit=scene.city, year=YEAR, by=scene["district"])
    with refused("plan_unit"):
        plans.make_plan(unit=scene.units[SCHOOL], year=YEAR, by=scene["city"])
    plan = plans.make_plan(unit=scene.city, year=2020, by=scene["city"], background=False)
    with refused("plan_no_figures"):
        plans.solve_plan(plan=plan, by=scene["city"])


def test_a_message_that_comes_twice_changes_nothing(scene: World) -> None:
    plan = solved(scene)
    before = [one.pk for one in best(plan)]
    plans.solve_plan(plan=plan, by=scene["city"])
    assert [one.pk for one in best(plan)] == before


def test_the_command_prints_one_object(scene: World) -> None:
    out = StringIO()
    call_command("plan_reallocation", "--year", str(YEAR), "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert (told["status"], told["gap"], told["objective"]["moves"]) == ("optimal", 0.0, 2)
    assert {one["to"] for one in told["moves"]} == {SECOND, FAR_SCHOOL}
    assert told["greedy"]["unmet"] >= told["objective"]["unmet"]
