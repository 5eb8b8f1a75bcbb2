"""Who may not act in a case, by the action and by the database; what is written once; what a decision leaves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from case_world import Ethics, staff
from django.core.exceptions import ObjectDoesNotExist
from django.db import DatabaseError, IntegrityError, connection, transaction
from world import SISTER, World, person

from config.demo.cases import PATH, lead, step, walk
from ethics.actions import cases, relations
from ethics.actions.case_effects import Given
from ethics.choices.cases import CaseState
from ethics.models import Case, CaseHand, CasePaper, CaseStep, Sanction
from ethics.queries.open_cases import open_cases
from kernel.errors import RuleBroken
from kernel.sealed import Sealed

pytestmark = pytest.mark.django_db
START = date(2026, 8, 3)
LATE = date(2026, 11, 20)


@pytest.fixture
def ethics(settled: World) -> Ethics:
    return staff(settled)


def made(ethics: Ethics, state: CaseState = CaseState.REGISTERED, **more: Any) -> Case:
    case = lead(ethics.world.people["陈晓"], ethics["e_desk"], START, "1")
    walk(case, state, ethics.team, START, **more)
    return case


def refused(case: Case, name: str, by: Any, code: str, **given: Any) -> None:
    before = (CaseStep.objects.for_system("test").count(), CasePaper.objects.for_system("test").count())
    with pytest.raises(RuleBroken) as error:
        cases.move(case=case, name=name, given=Given(**{"note": "说明", **given}), by=by, on=LATE)
    assert error.value.code == code
    assert (CaseStep.objects.for_system("test").count(), CasePaper.objects.for_system("test").count()) == before


@pytest.mark.parametrize(
    ("state", "name", "who", "code"),
    [
        (CaseState.REGISTERED, "open", "e_head", "case_moved"),
        (CaseState.REGISTERED, "accept", "e_head", "case_not_yours"),
        (CaseState.CHECKING, "open", "e_head", "paper_lacks"),
        (CaseState.CHECKING, "open", "e_desk", "case_not_yours"),
        (CaseState.OPEN, "report", "e_desk", "lacks_assigned"),
        (CaseState.REPORTED, "state", "e_desk", "teacher_alone"),
        (CaseState.DELIBERATING, "sanction", "e_decider", "paper_lacks"),
        (CaseState.DELIBERATING, "minutes", "e_city_decider", "lacks_decider"),
        (CaseState.SERVED, "file", "e_desk", "lacks_filing_due"),
        (CaseState.ARCHIVED, "accept", "e_desk", "case_moved"),
        (CaseState.CLEARED, "open", "e_head", "case_moved"),
    ],
)
def test_refused(ethics: Ethics, state: CaseState, name: str, who: str, code: str) -> None:
    case = made(ethics, state)
    kinds = {"kinds": ["P2"]} if name in {"notice", "sanction"} else {}
    refused(case, name, ethics[who], code, **kinds)


def test_a_neighbour_does_not_find_the_case(ethics: Ethics) -> None:
    with pytest.raises(ObjectDoesNotExist):
        cases.move(case=made(ethics), name="accept", given=Given(), by=ethics["e_far"], on=LATE)


def test_who_proposes_investigates_and_decides_are_three(ethics: Ethics) -> None:
    case = made(ethics, CaseState.DELIBERATING)
    for name, duty in (("e_head", "decider"), ("e_district", "proposer"), ("e_school2", "decider")):
        with pytest.raises(IntegrityError), transaction.atomic():
            CaseHand.objects.create(case=case, user=ethics[name], duty=duty)
    CaseHand.objects.create(case=case, user=ethics["e_head"], duty="host")


def test_an_investigator_may_not_propose(ethics: Ethics) -> None:
    case = made(ethics)
    day = START
    for name in PATH[:9]:
        day = step(case, name, ethics.team, day)
    refused(case, "notice", ethics["e_school2"], "duties_apart", kinds=["P2"])


def test_investigators_are_two_and_fit(ethics: Ethics) -> None:
    case = made(ethics)
    day = START
    for name in PATH[:3]:
        day = step(case, name, ethics.team, day)
    refused(case, "assign", ethics["e_head"], "two_investigators", investigators=[ethics["e_school2"]])
    two = [ethics["e_school2"], ethics["e_far"]]
    refused(case, "assign", ethics["e_head"], "investigator_not_fit", investigators=two)
    relations.declare(teacher=ethics.world.people["陈晓"], kind="relative", note="", by=ethics["e_school2"], on=LATE)
    two = [ethics["e_district"], ethics["e_school2"]]
    refused(case, "assign", ethics["e_head"], "investigator_concerned", investigators=two)


def test_nobody_handles_a_case_about_a_relative(ethics: Ethics) -> None:
    case = made(ethics)
    relations.declare(teacher=ethics.world.people["陈晓"], kind="relative", note="堂弟", by=ethics["e_desk"], on=LATE)
    with pytest.raises(ObjectDoesNotExist):
        cases.move(case=case, name="accept", given=Given(), by=ethics["e_desk"], on=LATE)
    _database_refuses(case, ethics["e_desk"])
    with pytest.raises(RuleBroken):
        relations.declare(teacher=ethics.world.people["陈晓"], kind="relative", note="", by=ethics["e_desk"], on=LATE)


def test_nobody_handles_an_own_case(ethics: Ethics) -> None:
    case = lead(ethics.world.people["李长青"], ethics["e_desk"], START, "own")
    _database_refuses(case, ethics["teacher"])
    CaseHand.objects.create(case=made(ethics), user=ethics["teacher"], duty="desk")


def test_a_school_does_not_handle_the_case_of_its_head(ethics: Ethics) -> None:
    case = lead(ethics.world.people["陈晓"], ethics["e_district2"], START, "head")
    given = Given(teacher=ethics.world.people["陈晓"], is_head=True, note="校长")
    cases.move(case=case, name="name", given=given, by=ethics["e_district2"], on=LATE)
    for name in ("e_desk", "e_head"):
        with pytest.raises(ObjectDoesNotExist):
            cases.move(case=case, name="accept", given=Given(), by=ethics[name], on=LATE)
        _database_refuses(case, ethics[name])
    _database_refuses(case, ethics["teacher"])  # employed at that school
    cases.move(case=case, name="accept", given=Given(), by=ethics["e_district2"], on=LATE)


def _database_refuses(case: Case, user: Any) -> None:
    """Past every form and action: neither a capacity nor a step."""
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseHand.objects.create(case=case, user=user, duty="desk")
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseStep(case=case, move="accept", target="checking", on=LATE, by=user).save()


def test_who_acted_in_it_cannot_turn_out_to_be_the_one(ethics: Ethics) -> None:
    case = made(ethics, CaseState.CHECKING)
    relations.declare(teacher=ethics.world.people["李长青"], kind="interest", note="", by=ethics["e_desk"], on=LATE)
    given = {"teacher": ethics.world.people["李长青"]}
    refused(case, "name", ethics["e_district2"], "concerned", **given)
    (far,) = ethics.world.enrol(person("赵远", date(1985, 1, 1), ("321202", SISTER)))
    refused(case, "name", ethics["e_district2"], "teacher_elsewhere", teacher=far)


def test_steps_and_papers_are_written_once(ethics: Ethics) -> None:
    made(ethics, CaseState.CHECKING)
    row = CaseStep.objects.for_system("test").first()
    with pytest.raises(Sealed):
        row.save()
    for sql in (
        "UPDATE ethics_casestep SET move = 'x'",
        "DELETE FROM ethics_casestep",
        "UPDATE ethics_casehand SET duty = 'host'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_a_decision_is_not_heavier_than_what_was_told(ethics: Ethics) -> None:
    case = made(ethics, CaseState.DELIBERATING)
    step(case, "minutes", ethics.team, date(2026, 9, 10))
    refused(case, "sanction", ethics["e_decider"], "lacks_as_told", kinds=["P3"], document="教处1号")
    refused(case, "sanction", ethics["e_decider"], "decision_document", kinds=["P2"])
    refused(case, "sanction", ethics["e_decider"], "kinds_missing", kinds=[], document="教处1号")
    refused(case, "sanction", ethics["e_decider"], "domains_fit", kinds=["Q5"], document="教处1号")


def test_a_decision_writes_the_handling_on_file(ethics: Ethics) -> None:
    case = made(ethics)
    day = START
    for name in (*PATH[:9],):
        day = step(case, name, ethics.team, day)
    told = Given(note="拟给予记过，并取消评优资格", kinds=["P2", "Q5"], domains=["commendation"])
    cases.move(case=case, name="notice", given=told, by=ethics["e_head"], on=day)
    day = step(case, "submit", ethics.team, day)
    day = step(case, "minutes", ethics.team, day)
    done = Given(note="决定", kinds=["P2", "Q5"], domains=["commendation"], months=24, document="教处〔2026〕9号")
    cases.move(case=case, name="sanction", given=done, by=ethics["e_decider"], on=day)
    rows = Sanction.objects.for_system("test").filter(teacher=case.teacher)
    assert {(row.kind, row.months, row.document, row.decided_on) for row in rows} == {
        ("P2", 12, "教处〔2026〕9号", day), ("Q5", 24, "教处〔2026〕9号", day),
    }  # fmt: skip
    assert rows.get(kind="Q5").bars.for_system("test").get().domain == "commendation"
    assert {row.decided_by for row in rows} == {"海陵区教育局"}


@pytest.mark.parametrize(
    ("state", "held"),
    [
        (CaseState.REGISTERED, False), (CaseState.CHECKING, False), (CaseState.REFUSED, False), (CaseState.OPEN, True),
        (CaseState.NOTICED, True), (CaseState.DELIBERATING, True), (CaseState.DECIDED, False),
        (CaseState.DISMISSED, False), (CaseState.CLEARED, False),
    ],
)  # fmt: skip
def test_what_holds(ethics: Ethics, state: CaseState, held: bool) -> None:
    case = made(ethics, state)
    key = ethics.world.people["陈晓"].pk
    assert bool(open_cases([key], LATE).get(key)) is held
    case.refresh_from_db()
    if case.opened_on:
        before = open_cases([key], case.opened_on).get(key)
        assert not open_cases([key], case.opened_on - timedelta(days=1))
        assert bool(before) is (state != CaseState.CLEARED), "不属实-已澄清 leaves no trace on any day"


def test_open_cases_of_many_are_one_query(ethics: Ethics, django_assert_num_queries: Any) -> None:
    made(ethics, CaseState.OPEN)
    with django_assert_num_queries(1):
        open_cases([*range(1, 1001)], LATE)


def test_a_form_sent_twice_makes_one_lead(ethics: Ethics) -> None:
    first, second = (lead(ethics.world.people["陈晓"], ethics["e_desk"], START, "same") for _ in range(2))
    assert first == second
    other = lead(ethics.world.people["陈晓"], ethics["e_desk"], START, "other")
    assert (first.number, other.number) == ("SD2026-00001", "SD2026-00002")


@pytest.mark.parametrize(("on", "code"), [(date(2099, 1, 1), "day_ahead"), (date(2026, 8, 1), "day_behind")])
def test_steps_follow_each_other(ethics: Ethics, on: date, code: str) -> None:
    with pytest.raises(RuleBroken) as error:
        cases.move(case=made(ethics), name="accept", given=Given(), by=ethics["e_desk"], on=on)
    assert error.value.code == code
