"""What leaves staffing as workbooks; none of them names a person."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.exports.desk import Options, Progress, Seen, Taken
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table
from staffing.actions.exports import note_taken
from staffing.choices import Won
from staffing.permissions import StaffingPermission
from staffing.queries import establishment, statement, table
from staffing.queries.arithmetic import steps
from staffing.queries.figures import unit_of
from staffing.queries.standard import sources_on
from staffing.rules.establishment import shown
from staffing.rules.figures import first_day

_NEED_HEAD = (
    "市（区）", "学校", "学校标识码", "学段", "学生数", "班级数", "寄宿生数", "按生师比", "按班师比", "采用",
    "附加编制",
    "测算需求", "核定编制", "实有在编", "空编", "超编", "差额（需求−实有）", "说明",
)  # fmt: skip
_TABLE_HEAD = (
    "核定编制", "在编", "空编", "超编", "编外", "未登记", "合计", "其中专任教师", "学生数", "班级数",
    "生师比（学生÷专任教师）", "班师比（专任教师÷班级）",
)  # fmt: skip
_STATEMENT_HEAD = (
    "序号", "日期", "事项", "编制数", "可用增减", "可用余额", "池中增减", "池中余额", "对方单位", "编制所属", "依据",
    "归还原因", "经办人", "签署人",
)  # fmt: skip


class _Figures:
    """What the three have in common: figures of units are L3, since those of single schools are often below ten."""

    permission: str = StaffingPermission.VIEW
    at_once = True

    def grade(self, options: Options) -> str:
        return "L3"

    def filters(self, options: Options, user: User) -> str:
        return f"单位：{options['name']}"

    def note(self, taken: Taken, user: User) -> None:
        note_taken(unit=unit_of(user, taken.options["unit"]), title=taken.title, number=taken.number, by=user)


def _needs(options: Options, user: User) -> list[establishment.SchoolNeed]:
    unit = unit_of(user, options["unit"])
    return establishment.establishment(user, options["year"], date.fromisoformat(options["day"]), unit)


class Establishment(_Figures):
    """The calculation of the establishment, school by school, with every step."""

    def title(self, options: Options) -> str:
        return f"{options['year']}学年编制核算表"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return len(_needs(options, user))

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        rows = [one for one in _needs(options, user) if within.holds(one.school.path)]
        rules = [(source,) for source in sources_on(first_day(options["year"]))]
        return [
            ("核算表", _NEED_HEAD, (_need_row(one) for one in rows)),
            ("计算过程", ("学校", "项目", "算式", "结果"), _step_rows(rows)),
            ("依据", ("依据",), rules),
        ]


def _need_row(one: establishment.SchoolNeed) -> tuple[Any, ...]:
    need = one.need

    def known(name: str) -> int | None:
        return _whole([getattr(row, name) for row in one.rows])

    missing = "、".join(f"{stage.label}缺{_FIELDS[name]}" for stage, name in need.missing)
    note = missing or ("未填报年度数据" if not one.rows else "学生数为 0，不适用" if need.need is None else "")
    return (
        one.school.parent.name if one.school.parent else "", one.school.name, one.school.school_code,
        "、".join(str(row.get_stage_display()) for row in one.rows), known("pupils"), known("classes"),
        known("boarders"), shown(need.by_ratio), shown(need.by_class),
        "" if need.won is Won.NONE else str(need.won.label), shown(need.extra), need.need, one.approved, one.in_post,
        one.vacant, one.over, one.gap, note,
    )  # fmt: skip


_FIELDS = {"pupils": "学生数", "classes": "班级数", "location_type": "城乡类型"}


def _whole(values: list[int | None]) -> int | None:
    return None if not values or any(value is None for value in values) else sum(value or 0 for value in values)


def _step_rows(rows: list[establishment.SchoolNeed]) -> Iterator[tuple[Any, ...]]:
    for one in rows:
        for step in steps(one.need):
            yield one.school.name, step.what, step.words, step.value


class StaffingTable(_Figures):
    """People of a unit by one dimension."""

    def title(self, options: Options) -> str:
        return "教职工编制情况表"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return len(self._table(options, user).rows)

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        found = self._table(options, user)
        rows = [_table_row(one) for one in [*found.rows, found.total]]
        note = _("人员按 %(day)s 的名册，学生和班级按 %(year)s 学年年度数据；空白表示没有掌握或不适用。") % {
            "day": found.day, "year": options["year"],
        }  # fmt: skip
        head = (_HEADS[options["by"]], *_TABLE_HEAD)
        return [("编制情况", head, rows), ("说明", ("说明",), [(note,)])]

    @staticmethod
    def _table(options: Options, user: User) -> table.Table:
        unit = unit_of(user, options["unit"])
        return table.table(user, unit, options["by"], options["year"], date.fromisoformat(options["day"]))


_HEADS = {"school": "学校", "stage": "学段", "subject": "学科", "title": "职称", "age": "年龄"}


def _table_row(one: table.Row) -> tuple[Any, ...]:
    return (
        one.label, one.approved, one.inside, one.vacant, one.over, one.outside, one.unknown, one.total, one.teachers,
        one.pupils, one.classes, one.pupils_per_teacher, one.teachers_per_class,
    )  # fmt: skip


class PoolStatement(_Figures):
    """The statement of a unit in the pool."""

    def title(self, options: Options) -> str:
        return f"编制周转对账单-{options['name']}"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return len(self._statement(options, user).lines)

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        found = self._statement(options, user)
        row = found.row
        balances = [
            ("核定编制", row.approved), ("入池未借出", row.pooled_out), ("借出", row.lent_out),
            ("借入", row.borrowed_in),
            ("可用编制", row.disposal), ("实有在编", found.in_post), ("空编", found.vacant), ("超编", found.over),
            ("池中可用", row.stock), ("池中已预留", row.reserved),
        ]  # fmt: skip
        lines = [
            (one.number, one.on, one.label, one.posts, one.change, one.balance, one.stock, one.stock_balance,
             one.with_unit, one.owner, one.document, one.ground, one.made_by, one.signed_by)
            for one in found.lines
        ]  # fmt: skip
        return [("对账单", _STATEMENT_HEAD, lines), ("余额", ("项目", "编制数"), balances)]

    @staticmethod
    def _statement(options: Options, user: User) -> statement.Statement:
        return statement.statement(user, unit_of(user, options["unit"]))
