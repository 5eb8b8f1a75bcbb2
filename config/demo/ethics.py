"""Ethics in the demonstration: a few sanctions running and ended, a bar, a hold, queries, a year's appraisal."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from ethics.actions import appraisals, care, clearance
from ethics.actions.receipts import make_receipt
from ethics.actions.sanctions import Decision, confirm_end, record_sanction
from ethics.choices import BarDomain, HandlingKind, ViolationType
from ethics.choices.care import EthicsGrade, WarningLevel
from ethics.choices.clearance import ClearanceResult, ProhibitionCode
from ethics.rules.periods import add_months
from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.choices import TeacherStatus
from teachers.models import Teacher

K = HandlingKind
PLACE = "海陵区实验小学"


def tell_story(*, by: User, duty: User, school: User, today: date) -> None:
    """What an officer finds on the first day; all people are fictitious."""
    unit = Organisation.objects.get(name=PLACE)
    rows = Teacher.objects.for_system("the demonstration").filter(school=unit, status=TeacherStatus.ACTIVE)
    running, ended, barred, held, fresh = list(rows.order_by("-birth_on").select_related("school")[:5])
    _sanctions(running, ended, barred, by, today)
    _queries(held, fresh, unit, by, duty, school, today)
    _care(running, fresh, unit, by, school, today)
    people = [(one.teacher_no, one.name) for one in (running, ended, barred, held, fresh)]
    make_receipt(people=people, purpose="title_review", by=school, on=today, asked_on=today)


def _sanctions(running: Teacher, ended: Teacher, barred: Teacher, by: User, today: date) -> None:
    def decide(teacher: Teacher, kind: HandlingKind, on: date, number: int, **more: Any) -> None:
        decision = Decision(
            kind, on, on, "海陵区教育局", f"泰海教师处〔{on.year}〕{number}号", **more
        )  # fmt: skip
        record_sanction(teacher=teacher, decision=decision, by=by, on=today)

    lately = today - timedelta(days=70)
    decide(running, K.P2, lately, 3, violation=ViolationType.Z09, facts="向学生家长推销教辅材料，情节较轻，款项已退。")
    decide(running, K.Q4, lately + timedelta(days=1), 4)
    before = add_months(today, -9)
    decide(ended, K.P1, before, 1, violation=ViolationType.Z04, facts="未经批准在校外兼职授课两次。")
    domains = (BarDomain.TITLE, BarDomain.COMMENDATION)
    decide(barred, K.Q5, add_months(today, -5), 2, domains=domains, violation=ViolationType.Z10, facts="参与有偿补课。")
    long_ago = add_months(today, -20)
    decide(ended, K.L1 if long_ago < date(2018, 11, 8) else K.P1, long_ago, 9)
    from ethics.models import Sanction

    first = Sanction.objects.for_system("the demonstration").filter(teacher=ended).order_by("effective_on").first()
    assert first is not None
    confirm_end(sanction=first, by=by, on=today, document=f"泰海教师解〔{today.year}〕1号")


def _queries(
    held: Teacher, fresh: Teacher, unit: Organisation, by: User, duty: User, school: User, today: date
) -> None:
    day = today - timedelta(days=40)
    people = Teacher.objects.for_system("the demonstration").filter(school=unit, status=TeacherStatus.ACTIVE)
    keys = list(people.exclude(pk=fresh.pk).values_list("pk", flat=True))
    clearance.ask_yearly(teacher_ids=keys, by=school, on=day)
    batch = clearance.make_batch(by=by, on=day)
    for one in batch.queries.for_system("the demonstration").select_related("unit"):
        result = ClearanceResult.HIT if one.teacher_id == held.pk else ClearanceResult.NONE
        clearance.note_result(clearance=one, result=result, queried_on=day, by=by, on=today)
        if result == ClearanceResult.HIT:
            clearance.dispute(clearance=one, by=duty, on=today, reason="本人称系同名，申请复核")
    clearance.ask_yearly(teacher_ids=[fresh.pk], by=school, on=today)
    clearance.prohibit(
        name="钱某", id_number="321299198001010011", code=ProhibitionCode.B4, from_on=add_months(today, -3),
        until_on=add_months(today, 45), decided_by="海陵区人民法院", document="（2025）苏1202刑初88号", by=duty,
        on=today,
    )  # fmt: skip


def _care(running: Teacher, fresh: Teacher, unit: Organisation, by: User, school: User, today: date) -> None:
    for days, ground in ((80, "家长反映作业批改不及时"), (20, "上课迟到一次")):
        care.warn(
            level=WarningLevel.REMINDER, school=unit, teacher=fresh, ground=ground, by=school,
            on=today - timedelta(days=days),
        )  # fmt: skip
    year = today.year - 1
    appraisals.open_year(school=unit, year=year, by=school, on=today)
    appraisals.grade_rest(school=unit, year=year, grade=EthicsGrade.PASSED, by=school, on=today - timedelta(days=30))
    appraisals.tell(school=unit, year=year, by=school, on=today - timedelta(days=30))
    appraisals.lock(school=unit, year=year, by=by, on=today)
    appraisals.open_year(school=unit, year=today.year, by=school, on=today)
