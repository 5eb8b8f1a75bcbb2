"""A plan's question as the optimiser takes it: who can give, who needs, the limits, the pins."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils import timezone

from kernel.accounts.models import User
from staffing.choices import PlanMode, RuleKind
from staffing.models import Plan, PlanRule, PlanSetting
from staffing.queries.plan_inputs import Line, Question, candidates, question
from staffing.rules.plan import Demand, Instance, Limits, Supply
from staffing.rules.plan_people import early_years, why_not


@dataclass(frozen=True)
class Built:
    """The question and the instance, and which teacher a supply stands for."""

    question: Question
    instance: Instance
    supplies: dict[str, Supply]
    teachers: dict[str, int]


def build(user: User, plan: Plan) -> Built:
    """Everything read anew, with the rules and weights that the plan keeps."""
    setting = PlanSetting(**plan.options)
    asked = question(user, plan.unit, plan.year, setting)
    over = [one for one in asked.lines if one.in_post > one.need]
    teachers: dict[str, int] = {}
    surplus: dict[tuple[int, str], int] = {}
    if plan.mode == PlanMode.PEOPLE:
        supplies, teachers = _people(user, plan, over)
        surplus = {(one.school, one.key): one.in_post - one.need for one in over}
    else:
        supplies = [Supply(f"{one.school}/{one.key}", one.school, one.key, one.in_post - one.need) for one in over]
    demands = [
        Demand(one.school, one.key, one.need - one.in_post, one.weight) for one in asked.lines if one.need > one.in_post
    ]
    pins, bans = {}, set()
    for rule in PlanRule.objects.filter(plan=plan).order_by("pk"):
        key = f"{rule.stage}:{rule.subject}" if rule.subject else None
        if rule.kind == RuleKind.PIN and rule.giver_id and rule.taker_id and key:
            pins[rule.giver_id, rule.taker_id, key] = rule.posts
        else:
            bans.add((rule.giver_id, rule.taker_id, key))
    instance = Instance(
        asked.places, supplies, demands, _limits(asked, setting), surplus, pins, frozenset(bans)
    )  # fmt: skip
    return Built(asked, instance, {one.key: one for one in supplies}, teachers)


def _people(user: User, plan: Plan, over: list[Line]) -> tuple[list[Supply], dict[str, int]]:
    today = timezone.localdate()
    keys = {(one.school, one.stage, one.subject) for one in over}
    supplies, teachers = [], {}
    for one in candidates(user, plan.unit, keys, today):
        if why_not(one, today):
            continue
        key = f"t{one.teacher}"
        early = early_years(one.since, today, plan.options["due_years"])
        supplies.append(Supply(key, one.school, one.subject, 1, float(one.most_km), early))
        teachers[key] = one.teacher
    return supplies, teachers


def _limits(asked: Question, setting: PlanSetting) -> Limits:
    """A school moves at most a part of its people, a district lends and borrows at most so many."""
    people: dict[int, int] = defaultdict(int)
    for one in asked.lines:
        people[one.school] += max(one.in_post, one.need)
    school = {
        pk: max(setting.school_least, number * setting.school_percent // 100) for pk, number in people.items()
    }  # fmt: skip
    districts = {place.district for place in asked.places}
    return Limits(
        most_km=float(setting.most_km), school_out=school, school_in=school,
        district_out=dict.fromkeys(districts, setting.district_most),
        district_in=dict.fromkeys(districts, setting.district_most), reserve=asked.reserve,
        same_district_km=float(setting.same_district_km), other_district_km=float(setting.other_district_km),
    )  # fmt: skip
