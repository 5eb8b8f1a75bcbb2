"""Lists of a round and of the look-ahead, as columns over queries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from honors.actions.exports import note_archive, note_list, note_lookahead
from honors.choices import EntryState, Outlook
from honors.errors import refuse
from honors.models import HonorRound, RoundEntry
from honors.permissions import HonorPermission
from honors.queries import archive, lookahead, rounds
from honors.queries.lookahead import Forecast, Line
from kernel.accounts.models import User
from kernel.exports.desk import Options, Progress, Seen, Taken
from kernel.grades import grade_of, highest
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table
from teachers.actions.access import note_exported

_HEAD = ("市（区）", "学校", "姓名", "教师编号", "年限", "教龄", "结果", "原因", "原因说明", "本人确认")
_LOOKAHEAD_HEAD = (
    "年度", "单位", "满30年 预计", "满30年 届时已过法定退休年月", "满40年 预计", "满40年 届时已过法定退休年月",
    "预计合计",
)  # fmt: skip
_LOOKAHEAD_NOTE = (
    "按 {day} 的名册推算：每年以 9 月 10 日为截至日期，任教中的经历视为继续。“预计”为届时仍在法定退休年月之内的人数；"
    "“届时已过法定退休年月”为继续任教才能达到的人数。实际人数以当年测算为准。"
)


def _round(options: Options, user: User) -> HonorRound:
    return rounds.round_of(user, date.fromisoformat(options["as_of"]))


class RoundList:
    """The people of a round whom this person may see. What an officer put down stays in the registry: the workbook
    says that there is something, not what."""

    permission: str = HonorPermission.VIEW
    at_once = True

    def title(self, options: Options) -> str:
        return f"{options['as_of'][:4]}年长期任教荣誉名单"

    def grade(self, options: Options) -> str:
        return highest(grade_of(RoundEntry, name) for name in ("name", "months", "hold_reason"))

    def filters(self, options: Options, user: User) -> str:
        return f"截至日期 {options['as_of']}"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return rounds.entries(user, _round(options, user)).filter(within.q("school__path")).count()

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        one = _round(options, user)
        return [(f"{one.as_of.year} 年名单", _HEAD, self._rows(one, user, within, seen))]

    def _rows(self, one: HonorRound, user: User, within: Scope, seen: Seen) -> Iterator[tuple[Any, ...]]:
        knows = rounds.knows_grounds(user)
        for row in rounds.listed(user, one).filter(within.q("school__path")):
            yield (
                str(row.school.parent), row.school_name, row.teacher.name, row.teacher.teacher_no, row.threshold,
                _("%(y)s 年 %(m)s 个月") % {"y": row.years, "m": row.odd_months}, str(row.get_state_display()),
                str(row.get_hold_reason_display()) if row.state != EntryState.CANDIDATE else "",
                archive.in_the_registry(row.reason_note) if knows else "",
                str(row.get_answer_display()) if row.answer else "",
            )  # fmt: skip
            seen([row.teacher])

    def note(self, taken: Taken, user: User) -> None:
        note_list(one=_round(taken.options, user), people=taken.rows, by=user)
        note_exported(people=taken.people, number=taken.number, title=taken.title, purpose=taken.reason, by=user)


class RoundArchive:
    """The whole round: the list with its outcome, the schools, what was decided about objections, the moves and the
    digest."""

    permission: str = HonorPermission.VIEW
    at_once = True

    def title(self, options: Options) -> str:
        return f"{options['as_of'][:4]}年长期任教荣誉归档"

    def grade(self, options: Options) -> str:
        return highest(grade_of(RoundEntry, name) for name in ("name", "months", "hold_reason"))

    def filters(self, options: Options, user: User) -> str:
        return f"截至日期 {options['as_of']}"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return rounds.entries(user, _round(options, user)).count()

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        if not (user.holds(HonorPermission.RUN_ROUND) or user.holds(HonorPermission.APPROVE)):
            raise refuse("no_permission", move="下载归档")
        one = _round(options, user)
        seen(row.teacher for row in rounds.listed(user, one))
        facts = [
            ("截至日期", str(one.as_of)), ("规则依据", one.rule_source), ("测算人数", one.looked_at),
            ("经办人", str(one.made_by)), ("公示", _publicity(one)), ("提交人", str(one.submitted_by or "")),
            ("审批人", str(one.approved_by or "")), ("归档人", str(one.archived_by or "")),
            ("归档说明", one.archive_note), ("归档时名单摘要（SHA-256）", one.archive_digest),
            ("现在名单摘要（SHA-256）", archive.archive_digest(one)),
        ]  # fmt: skip
        return [
            ("名单", archive.COLUMNS, archive.rows(one)),
            ("批次", ("项目", "内容"), facts),
            ("学校", archive.LIST_COLUMNS, archive.list_rows(one)),
            ("异议", archive.OBJECTION_COLUMNS, archive.objection_rows(one)),
            ("办理记录", archive.ACT_COLUMNS, archive.act_rows(one)),
        ]

    def note(self, taken: Taken, user: User) -> None:
        note_archive(one=_round(taken.options, user), by=user)
        note_exported(people=taken.people, number=taken.number, title=taken.title, purpose=taken.reason, by=user)


def _publicity(one: HonorRound) -> str:
    if one.publicity_note:
        return f"系统外公示：{one.publicity_note}"
    return f"{one.publicity_from} 至 {one.publicity_until}" if one.publicity_from else ""


class Lookahead:
    """For the budget: per year and unit how many reach 30 and 40 years, and the sum of the year; it names nobody."""

    permission: str = HonorPermission.VIEW
    at_once = True

    def title(self, options: Options) -> str:
        return f"从教年限展望-{options['name']}"

    def grade(self, options: Options) -> str:
        return "L3"  # figures of single schools are often below ten

    def filters(self, options: Options, user: User) -> str:
        return f"单位：{options['name']}"

    def count(self, options: Options, user: User, within: Scope) -> int:
        return int(options["rows"])

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        day = date.fromisoformat(options["day"])
        forecast = lookahead.forecast(user, day, options["unit"])
        return [
            ("展望", _LOOKAHEAD_HEAD, lookahead_rows(forecast)),
            ("说明", ("说明",), [(_LOOKAHEAD_NOTE.format(day=day),)]),
        ]

    def note(self, taken: Taken, user: User) -> None:
        note_lookahead(unit=lookahead.unit_of(user, taken.options["unit"]), by=user)


def lookahead_rows(forecast: Forecast) -> list[tuple[object, ...]]:
    """The figures of each year, unit by unit, with the sum of the year below them."""
    rows: list[tuple[object, ...]] = []
    for year in forecast.years:
        rows += [(year, line.unit.name, *_figures(line, year, forecast.thresholds)) for line in forecast.lines]
        rows.append((year, f"{forecast.unit.name}合计", *_figures(forecast.total, year, forecast.thresholds)))
    return rows


def _figures(line: Line, year: int, thresholds: tuple[int, ...]) -> list[int]:
    both = (Outlook.EXPECTED, Outlook.PAST_RETIREMENT)
    found = [line.count(year, threshold, outlook) for threshold in thresholds for outlook in both]
    return [*found, sum(found[::2])]
