"""Portraits: computed for all or for one with the same result; objections that correct sources; decisions."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from commands import run
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from portrait_scene import WHY, appraised, change, dispute_of, keeper_of_ethics, painted, portrait_of, use_of
from world import FAR_SCHOOL, SCHOOL, SISTER, World, acts, person, scan

from ethics.models import Appraisal
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature
from teachers.actions import corrections, disputes, literacy, portrait_uses, portrait_versions, portraits
from teachers.choices import DisputeState, LiteracySource, VersionState
from teachers.facts import collect, measures
from teachers.models import LiteracyAssessment, Portrait, PortraitCohort, PortraitUse, PortraitVersion, Teacher
from teachers.queries.corrections import months_with, service_rows
from teachers.queries.portrait_versions import version_on
from teachers.rules.corrections import Entry
from teachers.rules.literacy import ITEMS

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def stored() -> dict[int, tuple[Any, ...]]:
    rows = Portrait.objects.for_system(WHY).values_list(
        "teacher_id", "year", "version_id", "district_id", "stage", "subject", "scores", "facts", "made_on", "seen_on"
    )
    return {row[0]: row[1:] for row in rows}


def quarters() -> dict[tuple[Any, ...], Any]:
    rows = PortraitCohort.objects.values_list("version_id", "year", "district_id", "stage", "subject", "cuts")
    return {row[:-1]: row[-1] for row in rows}


# --- computing -------------------------------------------------------------------------------------------------------


def test_every_fact_has_its_measure(settled: World) -> None:
    appraised(settled)
    facts = collect([settled.people["李长青"].pk], on=today())[settled.people["李长青"].pk]
    assert {fact.measure for fact in facts} <= measures().keys()
    assert {"ethics.appraisal", "register.teaching"} <= {fact.measure for fact in facts}


@pytest.mark.parametrize("people", [1, 3])
def test_facts_cost_the_same_for_one_and_for_three(settled: World, people: int) -> None:
    for name in list(settled.people)[:people]:
        appraised(settled, name)
    ids = [one.pk for one in settled.people.values()]
    with CaptureQueriesContext(connection) as one:
        collect(ids[:1], on=today())
    with CaptureQueriesContext(connection) as all_of_them:
        collect(ids, on=today())
    assert len(one) == len(all_of_them) < 20


def test_all_at_once_and_a_person_alone_agree(settled: World) -> None:
    """Whatever changes, the refresh of the one person leaves what the refresh of everybody leaves."""
    dice = random.Random(20261124)
    settled.enrol(
        *(person(f"同组{n}", date(1980, 1, 1 + n), services=[(f"{2001 + n}-09", None, "teaching")]) for n in range(14))
    )
    people = list(settled.people.values())
    units = [settled.units[name] for name in (SCHOOL, SISTER, FAR_SCHOOL)]
    painted(settled)
    for turn in range(25):
        one = dice.choice(people)
        what = dice.randrange(5)
        if what == 0:
            change(one, title=dice.choice(["三级教师", "一级教师", "高级教师", ""]))
        elif what == 1:
            change(one, school=dice.choice(units), subject=dice.choice(["语文", "数学"]))
        elif what == 2:
            change(one, status=dice.choice(["active", "retired"]))
        elif what == 3:
            Appraisal.objects.for_system(WHY).filter(teacher=one).delete()
            appraised(settled, one.name, dice.choice(["excellent", "passed", "basic", "failed"]))
        else:
            settled.enrol(person(one.name, one.birth_on, services=[(f"{1990 + turn}-09", None, "aid")]))
        portraits.refresh(teacher_ids=[one.pk], on=today())
        alone = stored(), quarters()
        portraits.refresh_all(on=today())
        assert (stored(), quarters()) == alone, turn


def test_a_portrait_keeps_the_days_on_which_it_was_made_and_seen(settled: World) -> None:
    before = painted(settled, today() - timedelta(days=20))["李长青"]
    portrait_uses.note_look(portrait=before, by=settled["teacher"], on=today())
    portraits.refresh_all(on=today())
    now = Portrait.objects.for_system(WHY).filter(teacher__name="李长青").latest("year")
    if now.year == before.year:
        assert (now.made_on, now.seen_on, now.on) == (before.on, today(), today())


def test_years_stand_beside_each_other(settled: World) -> None:
    painted(settled, date(today().year - 1, 12, 31))
    painted(settled)
    years = Portrait.objects.for_system(WHY).filter(teacher__name="李长青").values_list("year", flat=True)
    assert sorted(years) == [today().year - 1, today().year]


def test_bands_need_ten_people(settled: World) -> None:
    settled.enrol(*(person(f"同组{n}", date(1980, 1, 1 + n), title="一级教师") for n in range(9)))
    painted(settled)
    assert max(cuts["teaching"][0] for cuts in quarters().values() if "teaching" in cuts) >= 10
    number = settled.people["同组1"].id_number
    found = run("portrait", "--id", number, "--on", str(today()))["results"][0]["dimensions"]
    teaching = next(one for one in found if one["dimension"] == "teaching")
    assert (teaching["cohort"] >= 10) is (teaching["band"] is not None)


def test_before_the_first_version_there_is_no_portrait(settled: World) -> None:
    assert portraits.refresh_all(on=date(2019, 5, 1)) == 0
    assert portraits.refresh(teacher_ids=[settled.people["李长青"].pk], on=date(2019, 5, 1)) == 0


# --- objections ------------------------------------------------------------------------------------------------------


def object_to(settled: World, name: str = "") -> Any:
    return disputes.dispute(portrait=portrait_of(), fact_name=name, reason="应为合格", by=settled["teacher"])


def test_an_objection_corrects_the_source_and_flags_the_decision(settled: World) -> None:
    row = appraised(settled, grade="basic")
    painted(settled)
    portrait = portrait_of()
    portrait_uses.note_look(portrait=portrait, by=settled["teacher"], on=today())
    portrait_uses.decide(
        portrait=portrait, purpose="award", decision="本年度暂不推荐", confirmed=True, by=settled["school"], on=today()
    )
    name = f"ethics.appraisal/{today().year - 1}"
    object_to(settled, name)
    keeper = keeper_of_ethics(settled)
    with refused("dispute_unchanged"):
        disputes.settle(one=dispute_of(), corrected=True, answer="已更正", by=keeper, on=today())
    Appraisal.objects.for_system(WHY).filter(pk=row.pk).update(grade="passed")
    disputes.settle(one=dispute_of(), corrected=True, answer="登记错误，已更正", by=keeper, on=today())
    assert dispute_of().state == DisputeState.CORRECTED
    assert (dispute_of().value_after or [])[2] == 2
    assert portrait_of().scores["ethics"][0] == 850
    assert portrait.scores["ethics"][0] == 600
    assert use_of().flagged_at is not None
    assert [one.act for one in acts("portrait_use.flagged")] == ["portrait_use.flagged"]
    portrait_uses.review(use=use_of(), conclusion="重新推荐", by=settled["district"])
    assert use_of().review == "重新推荐"
    with refused("use_not_flagged"):
        portrait_uses.review(use=use_of(), conclusion="再来", by=settled["district"])


def test_a_correction_of_the_register_flows_on_and_flags(settled: World) -> None:
    painted(settled)
    portrait = portrait_of()
    portrait_uses.note_look(portrait=portrait, by=settled["teacher"], on=today())
    portrait_uses.decide(
        portrait=portrait, purpose="post", decision="不作调整", confirmed=True, by=settled["school"], on=today()
    )
    old = Entry(date(1993, 9, 1), None, "teaching")
    new = Entry(date(1992, 9, 1), None, "teaching")
    one = corrections.ask_service(
        teacher=portrait.teacher, old=old, new=new, reason="少登一年", files=[scan()], by=settled["school"], on=today()
    )
    seen = months_with(service_rows(settled["district"], portrait.teacher), old, new, today())
    corrections.approve(one=one, by=settled["district"], on=today(), seen=seen.stamp)
    before = {fact.name: fact.value for fact in portrait.told}
    after = {fact.name: fact.value for fact in portrait_of().told}
    assert after["register.teaching/months"] == before["register.teaching/months"] + 12
    assert use_of().flag == "更正申请：更正一条任教经历"


@pytest.mark.parametrize(
    ("code", "changed"),
    [("dispute_own", {"by": "school"}), ("fact_unknown", {"name": "x/y"}), ("dispute_reason", {"reason": " "})],
)
def test_an_objection_is_refused(settled: World, code: str, changed: dict[str, str]) -> None:
    appraised(settled)
    painted(settled)
    values = {"by": "teacher", "name": f"ethics.appraisal/{today().year - 1}", "reason": "不对", **changed}
    with refused(code):
        disputes.dispute(
            portrait=portrait_of(), fact_name=values["name"], reason=values["reason"], by=settled[values["by"]]
        )


def test_one_objection_at_a_time_answered_by_who_keeps_the_source(settled: World) -> None:
    appraised(settled)
    painted(settled)
    name = f"ethics.appraisal/{today().year - 1}"
    one = object_to(settled, name)
    with refused("dispute_open"):
        object_to(settled, name)
    same: dict[str, Any] = {"corrected": False, "on": today()}
    with refused("dispute_not_yours"):
        disputes.settle(one=dispute_of(), answer="无误", by=settled["school"], **same)
    with refused("dispute_same_hand"):
        disputes.settle(one=dispute_of(), answer="无误", by=settled["teacher"], **same)
    keeper = keeper_of_ethics(settled)
    with refused("dispute_answer"):
        disputes.settle(one=dispute_of(), answer=" ", by=keeper, **same)
    disputes.settle(one=dispute_of(), answer="核对考核表，无误", by=keeper, **same)
    assert dispute_of().state == DisputeState.KEPT
    with refused("dispute_moved"):
        disputes.withdraw(one=one, by=settled["teacher"])
    object_to(settled, name)


def test_who_asked_may_take_it_back(settled: World) -> None:
    appraised(settled)
    painted(settled)
    one = object_to(settled, f"ethics.appraisal/{today().year - 1}")
    with refused("dispute_own"):
        disputes.withdraw(one=one, by=settled["school"])
    disputes.withdraw(one=one, by=settled["teacher"])
    assert dispute_of().state == DisputeState.WITHDRAWN


# --- decisions -------------------------------------------------------------------------------------------------------


def test_the_person_looks_first(settled: World) -> None:
    painted(settled)
    given: dict[str, Any] = {"purpose": "award", "decision": "推荐", "confirmed": True, "on": today()}
    with refused("portrait_first"):
        portrait_uses.decide(portrait=portrait_of(), by=settled["school"], **given)
    portrait_uses.note_look(portrait=portrait_of(), by=settled["teacher"], on=today())
    portrait_uses.decide(portrait=portrait_of(), by=settled["school"], **given)
    assert [(one.actor_name, one.subject_id) for one in acts("portrait.used")] == [
        ("school", str(settled.people["李长青"].pk))
    ]


@pytest.mark.parametrize(
    ("code", "by", "changed"),
    [
        ("decision_missing", "school", {"decision": " "}), ("decision_missing", "school", {"purpose": "rank"}),
        ("decision_confirm", "school", {"confirmed": False}), ("no_portrait", "far_school", {}),
        ("decision_own", "teacher", {}),
    ],
)  # fmt: skip
def test_a_decision_is_refused(settled: World, code: str, by: str, changed: dict[str, Any]) -> None:
    painted(settled)
    portrait_uses.note_look(portrait=portrait_of(), by=settled["teacher"], on=today())
    given = {"purpose": "award", "decision": "推荐", "confirmed": True, "on": today(), **changed}
    with refused(code):
        portrait_uses.decide(portrait=portrait_of(), by=settled[by], **given)
    assert not PortraitUse.objects.for_system(WHY).exists()


# --- the set of dimensions -------------------------------------------------------------------------------------------


def drafted(settled: World, **values: Any) -> PortraitVersion:
    one = portrait_versions.draft(by=settled["city"], on=today())
    weights = {row.code: (row.weight, row.standard) for row in one.weights.all()}
    weights |= {"title": (60, 0), "teaching": (20, 240)}
    portrait_versions.change(one=one, values={"document": "试行", **values}, weights=weights, by=settled["city"])
    return PortraitVersion.objects.get(pk=one.pk)


def asked(one: PortraitVersion, settled: World) -> Signature:
    return portrait_versions.ask(one=one, reason="提高职称权重", by=settled["city"])


def test_a_second_person_approves_and_old_portraits_keep_their_version(settled: World) -> None:
    before = painted(settled)["李长青"]
    one = drafted(settled)
    assert version_on(today()).number == 1  # type: ignore[union-attr]
    signature = asked(one, settled)
    portrait_versions.sign(one=one, signature=signature, by=settled["approver"], on=today())
    assert version_on(today()).number == 2  # type: ignore[union-attr]
    painted(settled)
    rows = Portrait.objects.for_system(WHY).filter(teacher__name="李长青").order_by("version__number")
    assert [row.version.number for row in rows] == [1, 2]
    assert rows[0].scores == before.scores


def test_the_weights_of_a_dimension_make_a_hundred(settled: World) -> None:
    one = portrait_versions.draft(by=settled["city"], on=today())
    weights = {row.code: (row.weight, row.standard) for row in one.weights.all()}
    with refused("weights_sum"):
        portrait_versions.change(one=one, values={}, weights={**weights, "title": (41, 0)}, by=settled["city"])
    with refused("standard_missing"):
        portrait_versions.change(one=one, values={}, weights={**weights, "teaching": (40, 0)}, by=settled["city"])
    with refused("draft_there"):
        portrait_versions.draft(by=settled["city"], on=today())
    with refused("no_permission"):
        portrait_versions.draft(by=settled["school"], on=today())


def test_nobody_approves_the_own_draft_and_no_day_is_past(settled: World) -> None:
    one = drafted(settled, effective_from=today() - timedelta(days=1))
    signature = asked(one, settled)
    with refused("version_moved"):
        portrait_versions.ask(one=one, reason="再提", by=settled["city"])
    with refused("day_gone"):
        portrait_versions.sign(one=one, signature=signature, by=settled["approver"], on=today())
    portrait_versions.send_back(one=one, signature=signature, by=settled["approver"], answer="日期已过")
    one = PortraitVersion.objects.get(pk=one.pk)
    assert one.state == VersionState.DRAFT
    signature = asked(one, settled)
    portrait_versions.take_back(one=one, signature=signature, by=settled["city"])
    assert PortraitVersion.objects.get(pk=one.pk).state == VersionState.DRAFT
    with pytest.raises(IntegrityError), transaction.atomic():
        PortraitVersion.objects.filter(pk=one.pk).update(approved_by=settled["city"])


# --- digital literacy ------------------------------------------------------------------------------------------------


def test_the_own_assessment_enters_the_portrait(settled: World) -> None:
    painted(settled)
    me = portrait_of().teacher
    literacy.assess_oneself(person=me, answers=dict.fromkeys(ITEMS, 4), by=settled["teacher"], on=today())
    literacy.assess_oneself(person=me, answers=dict.fromkeys(ITEMS, 5), by=settled["teacher"], on=today())
    row = LiteracyAssessment.objects.for_system(WHY).get()
    assert (row.mean, row.source) == (500, LiteracySource.SELF)
    assert "literacy.self" in {fact.measure for fact in portrait_of().told}
    with refused("literacy_items"):
        literacy.assess_oneself(person=me, answers={"1.1.1": 3}, by=settled["teacher"], on=today())
    with refused("no_record"):
        literacy.assess_oneself(person=me, answers=dict.fromkeys(ITEMS, 4), by=settled["school"], on=today())


# --- the command line ------------------------------------------------------------------------------------------------


def test_the_command_tells_scores_bands_version_and_facts(settled: World) -> None:
    appraised(settled, grade="excellent")
    number = settled.people["李长青"].id_number
    assert run("portrait", "--refresh", "--on", str(today()))["refreshed"] == 4
    found = run("portrait", "--id", number, "321299190001010011", "--on", str(today()))
    assert found["unknown"] == ["321299190001010011"]
    (one,) = found["results"]
    assert (one["id_number"], one["version"]) == (number, 1)
    ethics = one["dimensions"][0]
    assert (ethics["label"], ethics["score"], ethics["complete"], ethics["band"]) == ("师德", 100.0, 80, None)
    assert ethics["facts"][0]["fact"] == f"ethics.appraisal/{today().year - 1}"
    assert len(acts("portrait.told")) == 1
    assert Teacher.objects.for_system(WHY).count() == 4
