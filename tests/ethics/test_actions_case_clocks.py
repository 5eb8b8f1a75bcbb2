"""Clocks of cases: pausing, lengthening, another calendar; keeping files and erasing them; reviews and appeals; the
teacher's own side."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from case_world import Ethics, staff
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone
from world import World, acts, scan

from config.demo.cases import PATH, lead, step, walk
from ethics.actions import cases, clocks, keeping, remedies
from ethics.actions.case_effects import Given
from ethics.actions.teacher_side import act
from ethics.choices.cases import CaseState, Channel, ClockKind, RemedyState, RemedyStep, Route
from ethics.models import Case, CaseClock, CaseLimit, CasePaper, CaseStep, ClockLog, Remedy, Report, Sanction
from ethics.queries.clocks import overdue
from ethics.queries.open_cases import open_cases
from ethics.rules.clocks import DEFAULTS, Unit
from kernel.calendar.actions import set_year
from kernel.errors import RuleBroken
from kernel.files.models import StoredFile

pytestmark = pytest.mark.django_db
START = date(2026, 8, 3)
SignIn = Callable[[str], Client]


@pytest.fixture
def ethics(settled: World) -> Ethics:
    return staff(settled)


def made(ethics: Ethics, state: CaseState, name: str = "李长青", start: date = START, **more: Any) -> Case:
    case = lead(ethics.world.people[name], ethics["e_desk"], start, f"1{state}")
    walk(case, state, ethics.team, start, **more)
    case.refresh_from_db()
    return case


def clock(case: Case, kind: ClockKind) -> CaseClock:
    found: CaseClock = CaseClock.objects.for_system("test").get(case=case, kind=kind)
    return found


def test_the_clocks_of_a_case(ethics: Ethics) -> None:
    case = made(ethics, CaseState.REPORTED)
    assert clock(case, ClockKind.ACCEPT).stopped_on is not None
    assert clock(case, ClockKind.ACCEPT).due_on == date(2026, 8, 10)
    handle = clock(case, ClockKind.HANDLE)
    assert (handle.started_on, handle.due_on, handle.stopped_on) == (date(2026, 8, 6), date(2027, 2, 8), None)
    assert clock(case, ClockKind.STATEMENT).stopped_on is None
    court = lead(ethics.world.people["陈晓"], ethics["e_desk"], START, "court", channel=Channel.COURT)
    walk(court, CaseState.OPEN, ethics.team, START)
    assert clock(court, ClockKind.JUDGMENT).due_on == date(2026, 9, 7)


def test_a_case_that_stands_still_has_no_end_until_it_goes_on(ethics: Ethics) -> None:
    case = made(ethics, CaseState.OPEN)
    assert clock(case, ClockKind.HANDLE).due_on == date(2027, 2, 8), "6 February 2027 is a Saturday"
    cases.move(case=case, name="halt", given=Given(note="等待司法结论"), by=ethics["e_head"], on=date(2026, 9, 1))
    assert clock(case, ClockKind.HANDLE).due_on is None
    cases.move(case=case, name="resume", given=Given(note="恢复"), by=ethics["e_head"], on=date(2026, 9, 11))
    assert clock(case, ClockKind.HANDLE).due_on == date(2027, 2, 16), "ten days more"
    log = ClockLog.objects.for_system("test").filter(clock__case=case, clock__kind=ClockKind.HANDLE)
    assert list(log.values_list("why", flat=True)) == ["started", "paused", "resumed"]


def test_more_time_only_up_to_the_cap(ethics: Ethics) -> None:
    case = made(ethics, CaseState.OPEN)
    given = Given(note="案情复杂", months=6)
    cases.move(case=case, name="extend", given=given, by=ethics["e_head"], on=date(2026, 9, 1))
    assert clock(case, ClockKind.HANDLE).due_on == date(2027, 8, 6)
    with pytest.raises(RuleBroken) as error:
        cases.move(
            case=case, name="extend", given=Given(note="再延", months=1), by=ethics["e_head"], on=date(2026, 9, 2)
        )
    assert error.value.code == "past_cap"


def test_another_calendar_moves_the_end_and_leaves_a_line(ethics: Ethics) -> None:
    case = made(ethics, CaseState.REPORTED)
    statement = clock(case, ClockKind.STATEMENT)
    assert clocks.count_all_anew() == 0
    old = statement.due_on
    assert old is not None
    free = f"{old} 休 台风\n"
    set_year(year=2026, document="临时放假通知", text=free, by=ethics.world.user("honors"))
    assert clocks.count_all_anew() >= 1
    assert clocks.count_all_anew() == 0
    moved = clock(case, ClockKind.STATEMENT).due_on
    assert moved is not None
    assert moved > old
    line = ClockLog.objects.for_system("test").get(clock=statement, why="calendar")
    assert (line.old_due, line.new_due) == (old, moved)
    assert acts("clock.moved")


def test_what_is_overdue_is_seen_by_each_level_for_its_own(ethics: Ethics) -> None:
    made(ethics, CaseState.REGISTERED)
    above = cases.register(
        channel=Channel.MEDIA, school=ethics.world.people["陈晓"].school, gist="反映校长", accused="校长", once="up",
        by=ethics["e_district2"], on=START, above_school=True,
    )  # fmt: skip
    late = date(2026, 8, 11)
    seen = {name: [one.case_id for one in overdue(ethics[name], late)] for name in ("e_desk", "e_district", "e_far")}
    assert len(seen["e_desk"]) == 1
    assert above.pk not in seen["e_desk"]
    assert above.pk in seen["e_district"]
    assert seen["e_far"] == []
    assert not overdue(ethics["e_district"], date(2026, 8, 10))


def test_a_reminder_is_noted_once(ethics: Ethics) -> None:
    made(ethics, CaseState.REGISTERED)
    assert clocks.remind() == 1
    assert clocks.remind() == 0
    assert len(acts("clock.reminded")) == 1


def test_a_limit_of_a_later_day_leaves_running_ones(ethics: Ethics) -> None:
    case = made(ethics, CaseState.REGISTERED)
    today = timezone.localdate()
    values: dict[str, Any] = {
        "kind": ClockKind.ACCEPT,
        "length": 3,
        "unit": Unit.WORKING_DAYS,
        "document": "泰教〔2026〕8号",
    }
    clocks.set_limit(effective_from=today, by=ethics["e_city"], **values)
    empty: dict[str, Any] = {}
    for code, more in {
        "limit_exists": empty,
        "limit_past": {"effective_from": START},
        "limit_document": {"document": " "},
    }.items():
        with pytest.raises(RuleBroken) as error:
            clocks.set_limit(**{"effective_from": today, "by": ethics["e_city"], **values, **more})
        assert error.value.code == code
    with pytest.raises(RuleBroken):
        clocks.set_limit(effective_from=today, by=ethics["e_district"], **values)
    clocks.count_all_anew()
    assert clock(case, ClockKind.ACCEPT).length == 5
    assert clocks.limit_on(ClockKind.ACCEPT, today).length == 3


def test_the_teacher_states_and_sees_what_is_served_alone(ethics: Ethics, sign_in: SignIn) -> None:
    case = made(ethics, CaseState.OPEN)
    teacher = sign_in("teacher")
    assert teacher.get(f"/ethics/mine/{case.number}/").status_code == 404, "nothing was served yet"
    assert case.opened_on is not None
    day = case.opened_on + timedelta(days=10)
    for name in ("hear_others", "report", "invite"):
        day = step(case, name, ethics.team, day)
    page = teacher.get(f"/ethics/mine/{case.number}/").content.decode()
    assert "陈述申辩告知书" in page
    for hidden in ("课后服务签到表", "家长委员会", "调查报告", "家长反映", "举报", "e_desk"):
        assert hidden not in page.split("<main")[1].split("<footer")[0]
    assert teacher.get(case.get_absolute_url()).status_code == 403
    assert sign_in("nobody").get(f"/ethics/mine/{case.number}/").status_code == 404
    form = {"state-text": "我没有推销", "state-files": SimpleUploadedFile(*scan())}
    assert teacher.post(f"/ethics/mine/{case.number}/act-state/", form).status_code == 302
    assert CasePaper.objects.for_system("test").get(case=case, kind="statement").text == "我没有推销"
    assert clock(case, ClockKind.STATEMENT).stopped_on is not None
    assert "签字.png" in teacher.get(f"/ethics/mine/{case.number}/").content.decode()


def test_a_hearing_is_asked_for_and_held(ethics: Ethics) -> None:
    start = timezone.localdate() - timedelta(days=40)
    case = lead(ethics.world.people["李长青"], ethics["e_desk"], start, "h")
    day = start
    for name in PATH[:10]:
        day = step(case, name, ethics.team, day, kinds=("P3",))
    with pytest.raises(RuleBroken) as error:
        cases.move(case=case, name="submit", given=Given(note="提请"), by=ethics["e_head"], on=day)
    assert error.value.code == "lacks_no_hearing"
    act(case=case, name="request_hearing", text="申请听证", files=[], by=ethics.world.user("teacher"), on=day)
    case.refresh_from_db()
    assert case.state == CaseState.HEARING
    soon = Given(note="通知", hearing_on=day + timedelta(days=3))
    with pytest.raises(RuleBroken) as error:
        cases.move(case=case, name="schedule", given=soon, by=ethics["e_desk"], on=day)
    assert error.value.code == "hearing_early"
    later = day + timedelta(days=16)
    cases.move(case=case, name="schedule", given=Given(note="通知", hearing_on=later), by=ethics["e_desk"], on=day)
    with pytest.raises(RuleBroken) as error:
        cases.move(case=case, name="hold_hearing", given=Given(note="笔录"), by=ethics["e_decider"], on=day)
    assert error.value.code == "lacks_hearing_day"


def test_a_hearing_is_not_due_for_a_light_sanction(ethics: Ethics) -> None:
    case = made(ethics, CaseState.NOTICED)
    with pytest.raises(RuleBroken) as error:
        act(
            case=case,
            name="request_hearing",
            text="申请",
            files=[],
            by=ethics.world.user("teacher"),
            on=date(2026, 9, 30),
        )
    assert error.value.code == "lacks_hearing_due"


def test_a_review_annuls_and_an_appeal_follows_by_its_route(ethics: Ethics) -> None:
    start = timezone.localdate() - timedelta(days=40)
    case = made(ethics, CaseState.SERVED, start=start)
    me, today = ethics.world.user("teacher"), timezone.localdate()
    ways = {(way.route, way.step): last for way, last in remedies.ways_of(case)}
    assert set(ways) == {
        (Route.D12, RemedyStep.REVIEW), (Route.PUBLIC_INSTITUTION, RemedyStep.REVIEW),
        (Route.TEACHERS_LAW, RemedyStep.LAW), (Route.ADMIN_RECONSIDERATION, RemedyStep.RECONSIDER),
    }  # fmt: skip
    lodged: dict[str, Any] = {"case": case, "route": Route.D12, "text": "请求复核", "files": [], "by": me}
    with pytest.raises(RuleBroken) as error:
        remedies.lodge(step=RemedyStep.APPEAL, once="a", on=today, **lodged)
    assert error.value.code == "remedy_not_open"
    with pytest.raises(RuleBroken) as error:
        remedies.lodge(step=RemedyStep.REVIEW, once="late", on=today + timedelta(days=90), **lodged)
    assert error.value.code == "remedy_late"
    one = remedies.lodge(step=RemedyStep.REVIEW, once="r", on=today, **lodged)
    assert remedies.lodge(step=RemedyStep.REVIEW, once="r", on=today, **lodged) == one
    with pytest.raises(ObjectDoesNotExist):
        remedies.lodge(step=RemedyStep.REVIEW, once="x", on=today, **{**lodged, "by": ethics.world.user("nobody")})
    answer: dict[str, Any] = {"answer": "事实不清，撤销原决定", "document": "教复〔2026〕1号", "files": [], "on": today}
    for who, code in (("e_decider", "remedy_hand"), ("e_city_decider", "remedy_body")):
        with pytest.raises(RuleBroken) as error:
            remedies.decide(remedy=one, state=RemedyState.ANNULLED, by=ethics[who], **answer)
        assert error.value.code == code
    remedies.accept(remedy=one, by=ethics["e_appeal"], on=today)
    remedies.decide(remedy=one, state=RemedyState.ANNULLED, by=ethics["e_appeal"], **answer)
    assert Sanction.objects.for_system("test").get(teacher=case.teacher).state == "annulled"
    again = {(way.route, way.step) for way, _last in remedies.ways_of(case)}
    assert (Route.D12, RemedyStep.APPEAL) in again
    with pytest.raises(RuleBroken):
        remedies.decide(remedy=one, state=RemedyState.UPHELD, by=ethics["e_appeal"], **answer)


def test_two_people_keep_a_file_longer(ethics: Ethics) -> None:
    case = made(ethics, CaseState.ARCHIVED)
    until = case.keep_until
    assert until is not None
    more = until + timedelta(days=365)
    keeping.ask_longer(case=case, until=more, reason="可能申诉", by=ethics["e_desk"])
    for who, code in (("e_desk", "keep_same"),):
        with pytest.raises(RuleBroken) as error:
            keeping.sign_longer(case=case, by=ethics[who])
        assert error.value.code == code
    with pytest.raises(RuleBroken) as error:
        keeping.ask_longer(case=case, until=more, reason="再来", by=ethics["e_school2"])
    assert error.value.code == "keep_open"
    keeping.sign_longer(case=case, by=ethics["e_district"])
    case.refresh_from_db()
    assert case.keep_until == more
    with pytest.raises(RuleBroken):
        keeping.sign_longer(case=case, by=ethics["e_district"])


def test_erasure_leaves_a_tombstone(ethics: Ethics) -> None:
    case = lead(ethics.world.people["李长青"], ethics["e_desk"], START, "e")
    given = Given(note="不属于师德问题", files=[scan()])
    cases.move(case=case, name="refuse", given=given, by=ethics["e_desk"], on=START)
    place = Path(settings.MEDIA_ROOT)
    assert any(one.is_file() for one in place.rglob("*"))
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM ethics_casepaper")
    assert keeping.erase_due() == 0
    Case.objects.for_system("test").filter(pk=case.pk).update(keep_until=START)
    assert keeping.erase_due() == 1
    assert keeping.erase_due() == 0
    row = Case.objects.for_system("test").get()
    assert (row.number, row.state, row.outcome, row.registered_on) == (case.number, "refused", "refused", START)
    assert (row.teacher, row.gist, row.accused) == (None, "", "")
    assert len(row.tombstone_digest) == 64
    for model in (CaseStep, CasePaper, CaseClock, ClockLog, Remedy, Report):
        assert model.objects.for_system("test").count() == 0
    assert StoredFile.objects.count() == 0
    assert acts("case.erased")[0].detail["digest"] == row.tombstone_digest
    assert open_cases([ethics.world.people["李长青"].pk], START) == {}


def test_the_shipped_rows_are_the_defaults() -> None:
    shipped = {row.kind: (row.length, Unit(row.unit)) for row in CaseLimit.objects.all()}
    assert shipped == DEFAULTS
    assert set(DEFAULTS) == set(ClockKind.values)
