"""A lighter decision after a review, lifting and extension from the case, grounds that weigh, the day of a paper."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from case_world import Ethics, staff
from django.utils import timezone
from world import World, acts

from config.demo.cases import PATH, lead, step, walk
from ethics.actions import cases, remedies
from ethics.actions.case_effects import Given
from ethics.choices.cases import CaseState, Ground, RemedyState, RemedyStep, Route
from ethics.models import Bar, Case, CasePaper, Remedy, Sanction, SanctionEvent
from ethics.queries.case_facts import unsettled
from ethics.queries.proposals import proposals
from ethics.queries.standing import standing
from ethics.rules.periods import add_months
from ethics.rules.powers import meets_floor
from ethics.rules.remedies import Handling, is_lighter
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


@pytest.fixture
def ethics(settled: World) -> Ethics:
    return staff(settled)


def made(ethics: Ethics, state: CaseState, start: date, **more: Any) -> Case:
    case = lead(ethics.world.people["李长青"], ethics["e_desk"], start, f"e{state}{start}")
    walk(case, state, ethics.team, start, **more)
    case.refresh_from_db()
    return case


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def handling(*kinds: str, domains: str = "", months: int = 0) -> Handling:
    return Handling(frozenset(kinds), frozenset(domains.split()), months)


@pytest.mark.parametrize(
    ("before", "after", "lighter"),
    [
        (handling("P2"), handling("P1"), True),
        (handling("P2"), handling("Q1"), True),
        (handling("P2"), handling("P2"), False),
        (handling("P1"), handling("P2"), False),
        (handling("P2"), handling(), False),
        (handling("P2", "Q1"), handling("P2"), True),
        (handling("P2"), handling("P2", "Q1"), False),
        (handling("P2"), handling("P1", "Q1"), True),
        (handling("P2"), handling("P1", "Q5", domains="title", months=24), False),
        (handling("P2"), handling("P1", "Q6", months=24), False),
        (handling("P1", "Q5", domains="title post", months=24), handling("P1", "Q5", domains="title", months=24), True),
        (handling("P1", "Q5", domains="title", months=36), handling("P1", "Q5", domains="title", months=24), True),
        (handling("P2", "Q5", domains="title", months=24), handling("P1", "Q5", domains="title", months=36), False),
        (handling("P2", "Q5", domains="title", months=24), handling("P1", "Q5", domains="post", months=24), False),
        (handling("P2", "Q5", domains="title", months=24), handling("P1", "Q5", domains="title", months=24), True),
    ],
)  # fmt: skip
def test_lighter_in_some_respect_and_heavier_in_none(before: Handling, after: Handling, lighter: bool) -> None:
    assert is_lighter(before, after) is lighter
    assert not (lighter and is_lighter(after, before))


@pytest.mark.parametrize(
    ("kinds", "grounds", "meets"),
    [
        (["P1"], [], True),
        (["P1"], [Ground.OWNED_UP], True),
        (["P1"], [Ground.MINORS], False),
        (["Q5"], [Ground.REPEATED], False),
        (["P2"], [Ground.MINORS, Ground.OWNED_UP], True),
        (["P3", "Q1"], [Ground.HIDING], True),
    ],
)
def test_the_floor_where_a_ground_weighs_heavier(kinds: list[str], grounds: list[str], meets: bool) -> None:
    assert meets_floor(kinds, grounds, "P2") is meets


def test_a_ground_that_weighs_heavier_is_kept_and_bars_a_light_decision(ethics: Ethics) -> None:
    case = made(ethics, CaseState.REPORTED, date(2026, 8, 3))
    day = step(case, "hear_teacher", ethics.team, date(2026, 8, 20))
    light = Given(note="拟给予警告处分", kinds=["P1"], grounds=[Ground.MINORS])
    with refused("grave_floor"):
        cases.move(case=case, name="notice", given=light, by=ethics["e_head"], on=day)
    grave = Given(note="拟给予记过处分", kinds=["P2"], grounds=[Ground.MINORS])
    cases.move(case=case, name="notice", given=grave, by=ethics["e_head"], on=day)
    case.refresh_from_db()
    assert case.proposed is not None
    assert case.proposed["grounds"] == [Ground.MINORS]


def lodged(ethics: Ethics, case: Case) -> Remedy:
    return remedies.lodge(
        case=case, route=Route.D12, step=RemedyStep.REVIEW, text="请求复核", files=[], once="r",
        by=ethics.world.user("teacher"), on=timezone.localdate(),
    )  # fmt: skip


def test_a_review_puts_a_lighter_one_in_its_place(ethics: Ethics) -> None:
    today = timezone.localdate()
    case = made(ethics, CaseState.SERVED, today - timedelta(days=40))
    assert case.teacher is not None
    (old,) = Sanction.objects.for_system("test").filter(of_case__case=case)
    assert standing(case.teacher.pk, "title_review", today).answer == "barred"
    one = lodged(ethics, case)
    answer: dict[str, Any] = {
        "remedy": one, "state": RemedyState.LIGHTENED, "answer": "情节较轻，变更为警告", "document": "教复〔2026〕2号",
        "files": [], "by": ethics["e_appeal"], "on": today,
    }  # fmt: skip
    for kinds, code in ((["P3"], "remedy_not_lighter"), (["P2"], "remedy_not_lighter"), ([], "kinds_missing")):
        with refused(code):
            remedies.decide(**answer, kinds=kinds)
    with refused("decision_document"):
        remedies.decide(**{**answer, "document": " "}, kinds=["P1"])
    one.refresh_from_db()
    assert one.state == RemedyState.LODGED, "nothing is half-done"
    remedies.decide(**answer, kinds=["P1"])
    old.refresh_from_db()
    assert (old.state, old.ended_on) == ("replaced", today)
    new = Sanction.objects.for_system("test").get(teacher=case.teacher, state="standing")
    assert (new.kind, new.replaces_id, new.effective_on) == ("P1", old.pk, old.effective_on)
    assert (new.document, new.until_on) == ("教复〔2026〕2号", add_months(old.effective_on, 6))
    assert (new.decided_by, new.of_case.case) == ("海陵区教育局", case)
    assert standing(case.teacher.pk, "title_review", today).answer == "clear", "a warning does not bar from it"
    assert standing(case.teacher.pk, "promotion", today).answer == "barred"
    assert SanctionEvent.objects.for_system("test").get(sanction=old).act == "replaced"
    assert acts("sanction.replaced")
    assert acts("sanction.recorded")
    case.refresh_from_db()
    assert case.proposed is not None
    assert case.proposed["decided"] == ["P1"]


def test_what_replaced_gives_way_to_what_comes_after(ethics: Ethics) -> None:
    """The end of a later sanction, which had taken up what was left of the replaced one, is reckoned anew."""
    today = timezone.localdate()
    case = made(ethics, CaseState.SERVED, today - timedelta(days=40))
    assert case.teacher is not None
    later = lead(case.teacher, ethics["e_desk"], today - timedelta(days=30), "later")
    walk(later, CaseState.DECIDED, ethics.team, today - timedelta(days=30), kinds=("P1",), document="后〔2026〕1号")
    (first,) = Sanction.objects.for_system("test").filter(of_case__case=case)
    row = Sanction.objects.for_system("test").filter(of_case__case=later)
    assert row.get().until_on == add_months(add_months(first.effective_on, 12), 6)
    remedies.decide(
        remedy=lodged(ethics, case), state=RemedyState.LIGHTENED, answer="变更为批评教育", document="教复〔2026〕3号",
        files=[], by=ethics["e_appeal"], on=today, kinds=["Q1"],
    )  # fmt: skip
    assert row.get().until_on == add_months(row.get().effective_on, 6)


def test_lifting_confirms_the_end_and_extending_moves_it(ethics: Ethics) -> None:
    case = made(ethics, CaseState.ARCHIVED, date(2025, 2, 3), kinds=("P1", "Q1"))
    (row,) = unsettled(case)
    assert row.until_on is not None
    end = row.until_on
    lift: dict[str, Any] = {"case": case, "name": "lift", "by": ethics["e_district"]}
    early, late = end - timedelta(days=1), end + timedelta(days=3)
    given: dict[str, Any] = {"note": "期间表现良好", "document": "海教解〔2025〕1号", "sanction": row.pk}
    refusals: list[tuple[str, dict[str, Any], date]] = [
        ("settle_which", {"sanction": None}, late),
        ("settle_document", {"document": ""}, late),
        ("not_over_yet", {}, early),
        ("extension_not_fit", {"until": end}, late),
    ]
    for code, more, on in refusals:
        with refused(code):
            cases.move(given=Given(**{**given, **more}), on=on, **lift)
    further = add_months(end, 3)
    cases.move(given=Given(**given, until=further), on=early, **lift)
    row.refresh_from_db()
    assert (row.until_on, row.extended_until) == (further, further)
    assert standing(row.teacher_id, "promotion", end).answer == "barred"
    cases.move(given=Given(**given), on=further, **lift)
    row.refresh_from_db()
    assert (row.confirmed_on, row.confirmed_by) == (further, ethics["e_district"])
    assert unsettled(case) == []
    with refused("lacks_unsettled"):
        cases.move(given=Given(**given), on=further, **lift)
    papers = CasePaper.objects.for_system("test").filter(case=case, kind="lifting")
    assert [paper.day for paper in papers] == [early, further], "the day of the paper, not of its entry"


def test_extending_a_bar_moves_each_domain(ethics: Ethics) -> None:
    start = date(2024, 2, 5)
    case = lead(ethics.world.people["李长青"], ethics["e_desk"], start, "q5")
    day = start
    for name in PATH[:9]:
        day = step(case, name, ethics.team, day)
    day += timedelta(days=1)
    told = Given(
        note="拟取消资格", kinds=["Q5"], domains=["title_review", "commendation"], document="海教处〔2024〕9号"
    )
    cases.move(case=case, name="notice", given=told, by=ethics["e_head"], on=day)
    for name in PATH[10:12]:
        day = step(case, name, ethics.team, day)
    cases.move(case=case, name="sanction", given=told, by=ethics["e_decider"], on=day)
    for name in PATH[13:16]:
        day = step(case, name, ethics.team, day)
    (row,) = unsettled(case)
    assert row.until_on == add_months(row.effective_on, 24)
    until = add_months(row.effective_on, 30)
    given = Given(note="整改不到位", document="海教延〔2025〕1号", sanction=row.pk, until=until)
    cases.move(case=case, name="lift", given=given, by=ethics["e_district"], on=add_months(row.effective_on, 23))
    bars = Bar.objects.for_system("test").filter(sanction=row)
    assert set(bars.values_list("until_on", flat=True)) == {until}


def test_verified_leads_propose_the_next_level(ethics: Ethics) -> None:
    today, desk = timezone.localdate(), ethics["e_desk"]
    made(ethics, CaseState.CHECKING, today - timedelta(days=90))
    assert proposals(desk, today) == [], "a lead that nobody checked is none"
    made(ethics, CaseState.OPEN, today - timedelta(days=80))
    (one,) = proposals(desk, today)
    assert (one.name, one.leads, one.level) == ("李长青", 1, "reminder")
    made(ethics, CaseState.REPORTED, today - timedelta(days=60))
    (one,) = proposals(desk, today)
    assert (one.name, one.leads, one.level) == ("李长青", 2, "early")
    made(ethics, CaseState.CLEARED, today - timedelta(days=50))
    (one,) = proposals(desk, today)
    assert one.leads == 2, "what proved untrue does not count"
    made(ethics, CaseState.OPEN, today - timedelta(days=30))
    assert {(one.name, one.level) for one in proposals(desk, today)} == {("李长青", "early"), ("", "early")}
    assert proposals(ethics["e_far"], today) == []
    assert proposals(desk, today + timedelta(days=400)) == []


def test_the_forms_of_lifting_and_of_a_lighter_decision(ethics: Ethics, sign_in: Any) -> None:
    today = timezone.localdate()
    case = made(ethics, CaseState.SERVED, today - timedelta(days=40))
    one, officer = lodged(ethics, case), sign_in("e_appeal")
    address = f"{case.get_absolute_url()}remedies/{one.pk}/decide/"
    sent = {"state": "lightened", "document": "教复〔2026〕5号", "answer": "变更为警告", "kinds": ["P3"]}
    page = officer.post(address, sent)
    assert "变更后的处理须轻于原处理" in page.content.decode()
    assert "教复〔2026〕5号" in page.content.decode(), "nothing typed is lost"
    assert officer.post(address, {**sent, "kinds": ["P1"]}).status_code == 302
    new = Sanction.objects.for_system("test").get(of_case__case=case, state="standing")
    page = sign_in("e_district").get(new.get_absolute_url()).content.decode()
    assert "代替原处理" in page
    ended = made(ethics, CaseState.ARCHIVED, date(2025, 2, 3), kinds=("P1",), document="旧〔2025〕1号")
    (row,) = unsettled(ended)
    district = sign_in("e_district")
    page = district.get(ended.get_absolute_url()).content.decode()
    assert "警告（2025-" in page
    lift = {"lift-on": str(today), "lift-sanction": str(row.pk), "lift-document": "", "lift-note": "表现良好"}
    page = district.post(f"{ended.get_absolute_url()}move-lift/", lift).content.decode()
    assert "表现良好" in page
    done = district.post(f"{ended.get_absolute_url()}move-lift/", {**lift, "lift-document": "海教解〔2026〕1号"})
    assert done.status_code == 302
    row.refresh_from_db()
    assert row.confirmed_on == today
