"""Pages of plans: allowed, refused, the neighbour's not found, the same number of queries, each step by its button."""

from __future__ import annotations

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from plan_scenes import SECOND, schools, signer
from plan_words import DOCUMENT, YEAR
from signing import sign_in_as
from world import FAR_SCHOOL, JIANGYAN, World

from staffing.actions import plans
from staffing.choices import PlanState, RuleKind
from staffing.models import Plan, PlanMove, PlanRule, Willingness
from teachers.actions.accounts import give_account
from teachers.models import Teacher


@pytest.fixture
def scene(world: World) -> World:
    schools(world)
    return world


def solved(world: World, **options: Any) -> Plan:
    plan = plans.make_plan(unit=world.city, year=YEAR, by=world["city"], background=False, **options)
    plans.solve_plan(plan=plan, by=world["city"])
    plan.refresh_from_db()
    return plan


def best(plan: Plan, taker: str = SECOND) -> PlanMove:
    rows = PlanMove.objects.for_system("test").filter(plan=plan, method="best")
    found: PlanMove = rows.get(taker__name=taker)
    return found


def test_a_plan_is_asked_for_and_solved_behind_the_page(
    scene: World, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    browser = sign_in("city")
    page = browser.get(reverse("plan_list"))
    assert "还没有方案" in page.text
    form = page.context["form"]
    data = {name: form.initial.get(name, "") for name in form.fields} | {
        "unit": scene.city.pk, "year": YEAR, "mode": "posts"
    }  # fmt: skip
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post(reverse("plan_list"), data)
    plan = Plan.objects.get()
    assert answer.url == plan.get_absolute_url()
    assert plan.state == PlanState.SOLVED
    page = browser.get(plan.get_absolute_url())
    assert "已证明最优" in page.text
    assert SECOND in page.text


def test_who_may_not_plan(scene: World, sign_in: Any) -> None:
    plan = solved(scene)
    assert sign_in("school").get(reverse("plan_list")).status_code == 403
    assert sign_in("district").get(plan.get_absolute_url()).status_code == 404  # the city's plan is not the district's
    assert sign_in("honors").get(reverse("plan_moves")).status_code == 403


def test_a_neighbours_plan_and_move_are_not_found(scene: World, sign_in: Any) -> None:
    own = plans.make_plan(unit=scene.units[JIANGYAN], year=YEAR, by=scene["far_district"], background=False)
    assert sign_in("far_district").get(own.get_absolute_url()).status_code == 200
    assert sign_in("district").get(own.get_absolute_url()).status_code == 404
    plan = solved(scene)
    plans.submit(plan=plan, document=DOCUMENT, by=scene["city"])
    plans.accept(plan=plan, by=signer(scene))
    near = reverse("plan_move", args=[best(plan).pk])
    assert sign_in("school").get(near).status_code == 200
    assert sign_in("far_school").get(near).status_code == 404
    assert sign_in("nobody").get(near).status_code == 404
    assert sign_in("far_school").post(reverse("plan_move_agree", args=[best(plan).pk])).status_code == 404


@pytest.mark.parametrize("tab", ["moves", "schools", "rules"])
def test_the_same_number_of_queries_for_one_move_and_for_two(scene: World, sign_in: Any, tab: str) -> None:
    from django.db import connection

    browser = sign_in("city")
    two = solved(scene)
    plans.add_rule(plan=two, kind=RuleKind.BAN, giver=None, taker=scene.units[FAR_SCHOOL], by=scene["city"])
    one = solved(scene, parent=two)
    counts = []
    for plan in (one, two, one):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert browser.get(f"{plan.get_absolute_url()}?tab={tab}").status_code == 200
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_pin_ban_and_solve_again_by_the_buttons(
    scene: World, sign_in: Any, django_capture_on_commit_callbacks: Any
) -> None:
    plan, browser = solved(scene), sign_in("city")
    browser.post(reverse("plan_rule_add", args=[plan.pk]), {"move": best(plan, FAR_SCHOOL).pk, "kind": "ban"})
    rule = PlanRule.objects.get(plan=plan)
    assert (rule.kind, rule.subject, rule.is_applied) == ("ban", "语文", False)
    assert "待重新求解" in browser.get(f"{plan.get_absolute_url()}?tab=rules").text
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(reverse("plan_again", args=[plan.pk]))
    again = Plan.objects.exclude(pk=plan.pk).get()
    assert again.objective
    assert again.objective["moves"] == 1
    page = browser.get(reverse("plan_compare", args=[again.pk]), {"with": plan.pk})
    assert FAR_SCHOOL in page.text
    assert browser.get(reverse("plan_compare", args=[again.pk])).status_code == 200
    own = PlanRule.objects.get(plan=again)
    browser.post(reverse("plan_rule_drop", args=[again.pk, own.pk]))
    assert not PlanRule.objects.filter(plan=again).exists()
    browser.post(reverse("plan_rule_add", args=[plan.pk]), {"move": "x", "kind": "ban"})
    assert PlanRule.objects.filter(plan=plan).count() == 1


def test_from_the_signature_to_the_school(scene: World, sign_in: Any, client: Any) -> None:
    plan = solved(scene)
    browser = sign_in("city")
    browser.post(reverse("plan_submit", args=[plan.pk]), {"document": ""})
    plan.refresh_from_db()
    assert plan.state == PlanState.SOLVED
    browser.post(reverse("plan_submit", args=[plan.pk]), {"document": DOCUMENT})
    second = signer(scene)
    sign_in_as(client, second)
    assert DOCUMENT in client.get(reverse("signatures")).text
    client.post(reverse("plan_return", args=[plan.pk]), {"answer": "请核对"})
    assert "请核对" in browser.get(plan.get_absolute_url()).text
    browser.post(reverse("plan_submit", args=[plan.pk]), {"document": DOCUMENT})
    client.post(reverse("plan_accept", args=[plan.pk]), {"answer": "同意"})
    plan.refresh_from_db()
    assert plan.state == PlanState.ACCEPTED
    school = sign_in("school")
    assert "项待同意" in school.get(reverse("home")).text
    assert SECOND in school.get(reverse("plan_moves")).text
    move = best(plan)
    school.post(reverse("plan_move_agree", args=[move.pk]), {"side": "giver"})
    move.refresh_from_db()
    assert move.giver_agreed_by == scene["school"]
    school.post(reverse("plan_move_decline", args=[move.pk]), {"reason": "课务安排不开"})
    assert "课务安排不开" in school.get(reverse("plan_move", args=[move.pk])).text


def test_a_teacher_says_yes_on_the_own_page(scene: World, sign_in: Any) -> None:
    browser = sign_in("teacher")
    assert "没有对应的教师名册记录" in browser.get(reverse("exchange_mine")).text
    person = Teacher.objects.for_system("test").get(name="语文0")
    give_account(teacher=person, user=scene["teacher"], by=scene.command_line)
    browser.post(reverse("exchange_mine"), {"is_willing": "on", "most_km": "0"})
    page = browser.post(reverse("exchange_mine"), {"is_willing": "on", "most_km": "25"}, follow=True)
    assert "已保存" in page.text
    assert Willingness.objects.for_system("test").get(teacher=person).most_km == 25


def test_dropping_a_plan(scene: World, sign_in: Any) -> None:
    plan = solved(scene)
    sign_in("city").post(reverse("plan_drop", args=[plan.pk]))
    plan.refresh_from_db()
    assert plan.state == PlanState.DROPPED
