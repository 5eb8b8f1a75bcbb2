"""Workbooks about people: the allowance, the rotation, the workload."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from kernel.accounts.models import User
from kernel.exports.desk import Options, Progress, Seen, Taken
from kernel.grades import grade_of, highest
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table
from staffing.actions.exports import note_taken
from staffing.queries import allowance, rotation
from staffing.queries.figures import unit_of
from staffing.rules.allowance import Standing
from staffing.rules.rotation import Duty
from teachers.actions.access import note_exported
from teachers.models import Post, ServiceRecord, Teacher
from teachers.permissions import TeacherPermission
from teachers.rules.months import month_of

_SUM_HEAD = (
    "单位",
    "人数",
    "发放人数",
    "月金额（元）",
    "年金额（元）",
    "未满年限",
    "不在教学岗位",
    "没有任教经历",
    "经历不全",
)
_PEOPLE_HEAD = (
    "市（区）",
    "学校",
    "姓名",
    "教师编号",
    "计入月数",
    "教龄（年）",
    "档次",
    "月金额（元）",
    "算式",
    "说明",
)
STANDINGS = {
    Standing.PAID: "发放", Standing.BELOW: "未满最低年限", Standing.NOT_TEACHING: "当前不在教学岗位",
    Standing.NO_RECORD: "没有任教经历",
}  # fmt: skip


class _OfPeople:
    """Lists that name people: taken out by who may take out the register, and each person can be told."""

    permission: str = TeacherPermission.EXPORT
    at_once = False

    def filters(self, options: Options, user: User) -> str:
        return f"单位：{options['name']}"

    def note(self, taken: Taken, user: User) -> None:
        note_taken(unit=unit_of(user, taken.options["unit"]), title=taken.title, number=taken.number, by=user)
        note_exported(people=taken.people, number=taken.number, title=taken.title, purpose=taken.reason, by=user)


class Allowance(_OfPeople):
    """The allowance of a month: the units below, and everybody with the arithmetic."""

    def title(self, options: Options) -> str:
        return f"{options['day'][:7]}教龄津贴表"

    def grade(self, options: Options) -> str:
        return highest([grade_of(Teacher, "name"), grade_of(ServiceRecord, "start_month")])

    def count(self, options: Options, user: User, within: Scope) -> int:
        return len(self._people(options, user))

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        people = self._people(options, user)
        day, unit = date.fromisoformat(options["day"]), unit_of(user, options["unit"])
        rules = allowance.rules_on(day)
        rows, total = allowance.costs(user, unit, month_of(day), rules)
        tiers = [(one.years, one.yuan, total.by_tier[one.years]) for one in rules.tiers]
        return [
            ("汇总", _SUM_HEAD, [_sum_row(one) for one in [*rows, total]]),
            ("人员", _PEOPLE_HEAD, self._rows(people, within, user, progress, seen)),
            ("标准", ("满多少年", "每月金额（元）", "人数"), tiers),
            ("依据", ("依据",), [(f"{rules.edition.document}，自 {rules.edition.effective_from} 起",)]),
        ]

    @staticmethod
    def _people(options: Options, user: User) -> list[allowance.Payee]:
        day = date.fromisoformat(options["day"])
        unit = unit_of(user, options["unit"])
        return list(allowance.payees(user, unit, month_of(day), allowance.rules_on(day)))

    @staticmethod
    def _rows(
        people: list[allowance.Payee], within: Scope, user: User, progress: Progress, seen: Seen
    ) -> Iterator[tuple[Any, ...]]:  # fmt: skip
        schools = allowance.schools_of(people)
        total = len(people)
        for place, one in enumerate(people, start=1):
            school = schools[one.career.school_id]
            if not within.holds(school.path):
                continue
            answer = one.answer
            words = f"{answer.months} 个月 ÷ 12 = {one.years} 年" + (
                f"余 {one.odd_months} 个月" if one.odd_months else ""
            )
            yield (
                school.parent.name if school.parent else "", school.name, one.career.name, one.career.teacher_no,
                answer.months, one.years, f"满 {answer.tier.years} 年" if answer.tier else "", answer.yuan, words,
                STANDINGS[answer.standing] + ("；经历不全" if one.career.history_incomplete else ""),
            )  # fmt: skip
            if place % 500 == 0:
                progress(place, total)
        seen([Teacher(pk=one.career.pk) for one in people if within.holds(schools[one.career.school_id].path)])


def _sum_row(one: allowance.Cost) -> tuple[Any, ...]:
    return (
        one.unit.name, one.people, one.paid, one.yuan, one.year, one.below, one.not_teaching, one.no_record, one.owing,
    )  # fmt: skip


_ROTATION_SUM = (
    "单位",
    "人数",
    "应交流",
    "其中管理人员",
    "按比例每学年交流",
    "暂不交流",
    "临近退休",
    "未满年限",
    "来校年月未登记",
)
_ROTATION_HEAD = (
    "市（区）",
    "学校",
    "姓名",
    "教师编号",
    "岗位",
    "来校起始日",
    "满年数",
    "规定年限",
    "结论",
    "暂不交流至",
)
DUTIES = {
    Duty.DUE: "应交流", Duty.EXEMPT: "暂不交流", Duty.RETIRING: "临近退休", Duty.NOT_YET: "未满年限",
    Duty.UNKNOWN: "来校年月未登记",
}  # fmt: skip


class Rotation(_OfPeople):
    """Who is due for an exchange, with the reason; the ground of an exemption stays in the registry."""

    def title(self, options: Options) -> str:
        return "交流轮岗名单"

    def grade(self, options: Options) -> str:
        return highest([grade_of(Teacher, "name"), grade_of(Post, "valid_from")])

    def count(self, options: Options, user: User, within: Scope) -> int:
        return len(self._people(options, user))

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        people, unit = self._people(options, user), unit_of(user, options["unit"])
        rule, row = rotation.rule_on(date.fromisoformat(options["day"]))
        rows, total = rotation.counts(people, unit, rule)
        years = f"教师满 {rule.teacher_years} 年、学校管理人员满 {rule.head_years} 年"
        note = f"{years}；每学年 {rule.percent}%；{row.document}"
        return [
            ("汇总", _ROTATION_SUM, [_rotation_sum(one) for one in [*rows, total]]),
            ("人员", _ROTATION_HEAD, self._rows(people, within, user, seen)),
            ("规则", ("规则",), [(note,)]),
        ]

    @staticmethod
    def _people(options: Options, user: User) -> list[rotation.Person]:
        day = date.fromisoformat(options["day"])
        rule, _row = rotation.rule_on(day)
        found = rotation.people(user, unit_of(user, options["unit"]), day, rule)
        return [one for one in rotation.chosen(found, "") if one.answer.duty is not Duty.NOT_YET]

    @staticmethod
    def _rows(people: list[rotation.Person], within: Scope, user: User, seen: Seen) -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(people), 500):
            page = people[start : start + 500]
            rows = rotation.with_units(user, page)
            for one in page:
                teacher = rows.get(one.pk)
                if teacher is None or not within.holds(teacher.school.path):
                    continue
                answer = one.answer
                yield (
                    teacher.school.parent.name if teacher.school.parent else "", teacher.school.name, one.name,
                    teacher.teacher_no, "管理人员" if one.is_head else "教师", one.tenure.since, answer.years,
                    answer.need, DUTIES[answer.duty], one.tenure.exempt_until,
                )  # fmt: skip
                seen([Teacher(pk=one.pk, user_id=teacher.user_id)])


def _rotation_sum(one: rotation.Count) -> tuple[Any, ...]:
    return (
        one.unit.name, one.people, one.due, one.heads, one.to_send, one.exempt, one.retiring, one.not_yet, one.unknown,
    )  # fmt: skip
