"""What the register itself says about teachers: years of teaching, title, education, service elsewhere; and their
assessments of digital literacy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from teachers.choices import LiteracySource, ServiceKind
from teachers.models import LiteracyAssessment, ServiceRecord, Teacher
from teachers.models.month import MonthOrdinal
from teachers.permissions import TeacherPermission
from teachers.policy import TEACHING_YEARS
from teachers.rules.literacy import FULL_MARK
from teachers.rules.months import first_day, month_of
from teachers.rules.portrait_facts import Fact, Measure
from teachers.rules.teaching_years import Row, count_before

WHY = "facts for everybody alike; the caller says who sees what comes of them"
MANY = 500
_HR, _DESK = _("所在学校人事干部"), _("测评组织单位")
TITLES = {"三级": 1, "二级": 2, "一级": 3, "高级": 4, "正高级": 5}
EDUCATION = {
    "博士": 4,
    "硕士": 4,
    "研究生": 4,
    "本科": 3,
    "大学": 3,
    "专科": 2,
    "大专": 2,
    "中专": 1,
    "中师": 1,
    "高中": 1,
}
_MONTHS = _("个月")
MEASURES = (
    Measure("register.teaching", _("任教月数（教龄）"), _MONTHS, _HR, TeacherPermission.CORRECT, page="teacher"),
    Measure(
        "register.title", _("职称"), "", _HR, TeacherPermission.CORRECT, page="teacher",
        words={1: _("三级教师"), 2: _("二级教师"), 3: _("一级教师"), 4: _("高级教师"), 5: _("正高级教师")},
    ),
    Measure(
        "register.education", _("最高学历"), "", _HR, TeacherPermission.CORRECT, page="teacher",
        words={1: _("中专及以下"), 2: _("专科"), 3: _("本科"), 4: _("研究生")},
    ),
    Measure("register.research", _("教研经历"), _MONTHS, _HR, TeacherPermission.CORRECT, page="teacher"),
    Measure("register.aid", _("支教、交流经历"), _MONTHS, _HR, TeacherPermission.CORRECT, page="teacher"),
    Measure("literacy.self", _("数字素养自评均分"), _("分"), _("教师本人"), TeacherPermission.CORRECT, 100),
    Measure("literacy.third", _("数字素养第三方测评均分"), _("分"), _DESK, TeacherPermission.CORRECT, 100),
)  # fmt: skip
_OF_KIND = {
    ServiceKind.RESEARCH: "register.research", ServiceKind.AID: "register.aid", ServiceKind.EXCHANGE: "register.aid",
}  # fmt: skip
_ASSESSED = {LiteracySource.SELF: "literacy.self", LiteracySource.THIRD: "literacy.third"}


def _among(field: str, ids: Sequence[int]) -> Q:
    if len(ids) <= MANY:
        return Q(**{f"{field}__in": ids})
    return Q(**{f"{field}__gte": min(ids), f"{field}__lte": max(ids)})


def facts(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """Three queries for however many people."""
    people = Teacher.objects.for_system(WHY).filter(_among("pk", teacher_ids))
    for pk, title, education in people.values_list("pk", "title", "education"):
        if grade := title_grade(title):
            yield pk, Fact("register.title", "title", grade, on)
        if grade := next((value for word, value in EDUCATION.items() if word in education), 0):
            yield pk, Fact("register.education", "education", grade, on)
    yield from _service(teacher_ids, on)
    assessed = LiteracyAssessment.objects.for_system(WHY).filter(_among("teacher_id", teacher_ids), on__lte=on)
    for pk, source, year, mean, day in assessed.values_list("teacher_id", "source", "year", "mean", "on"):
        yield pk, Fact(_ASSESSED[LiteracySource(source)], str(year), mean, day, FULL_MARK, str(year))


def title_grade(title: str) -> int:
    """The place of a title among the five grades; 0 for none that is known."""
    if "正高" in title:
        return 5
    return next((value for word, value in TITLES.items() if word in title), 0)


def _service(teacher_ids: Sequence[int], on: date) -> Iterator[tuple[int, Fact]]:
    """The months of teaching by the rule of the years of teaching, and each time of research, aid and exchange."""
    stop, rules = month_of(on), TEACHING_YEARS.on(on).value
    rows = ServiceRecord.objects.for_system(WHY).filter(_among("teacher_id", teacher_ids))
    rows = rows.annotate(start=MonthOrdinal("start_month"), end=MonthOrdinal("end_month"))
    columns = rows.order_by("teacher_id", "start_month", "kind").values_list(
        "teacher_id", "start", "end", "kind", F("unit_name")
    )
    for pk, some in groupby(columns, key=itemgetter(0)):
        services: list[Row] = []
        for _pk, start, end, kind, unit in some:
            services.append((start, end, kind))
            measure = _OF_KIND.get(kind)
            if measure and start < stop:
                last = stop - 1 if end is None or end >= stop else end
                day = min(first_day(last), on)
                yield pk, Fact(measure, f"{first_day(start):%Y-%m}:{kind}", last - start + 1, day, 0, unit)
        if months := count_before(services, stop, rules):
            yield pk, Fact("register.teaching", "months", months, on)
