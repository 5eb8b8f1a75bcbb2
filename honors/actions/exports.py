"""Workbooks of a round and of the look-ahead, each download noted."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from honors.choices import EntryState, Outlook
from honors.models import HonorRound
from honors.queries import archive, rounds
from honors.queries.lookahead import Forecast, Line
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.workbooks import workbook

_HEAD = ("市（区）", "学校", "姓名", "教师编号", "年限", "教龄", "结果", "原因", "原因说明", "本人确认")
_LOOKAHEAD_HEAD = (
    "年度", "单位", "满30年 预计", "满30年 届时已过法定退休年月", "满40年 预计", "满40年 届时已过法定退休年月",
    "预计合计",
)  # fmt: skip
_LOOKAHEAD_NOTE = (
    "按 {day} 的名册推算：每年以 9 月 10 日为截至日期，任教中的经历视为继续。“预计”为届时仍在法定退休年月之内的人数；"
    "“届时已过法定退休年月”为继续任教才能达到的人数。实际人数以当年测算为准。"
)


def export_list(*, one: HonorRound, by: User) -> bytes:
    """The people of the round whom this person may see."""
    knows = rounds.knows_grounds(by)
    rows = [
        (
            str(row.school.parent), row.school_name, row.teacher.name, row.teacher.teacher_no, row.threshold,
            _("%(y)s 年 %(m)s 个月") % {"y": row.years, "m": row.odd_months}, str(row.get_state_display()),
            str(row.get_hold_reason_display()) if row.state != EntryState.CANDIDATE else "",
            row.reason_note if knows else "",
            str(row.get_answer_display()) if row.answer else "",
        )
        for row in rounds.listed(by, one)
    ]  # fmt: skip
    record("round.exported", by=by, subject=one, people=len(rows))
    return workbook((f"{one.as_of.year} 年名单", _HEAD, rows))


def hand_out_archive(*, one: HonorRound, by: User) -> bytes:
    """The whole round: the list with its outcome, the schools, what was said against it, the moves and the digest."""
    facts = [
        ("截至日期", str(one.as_of)), ("规则依据", one.rule_source), ("测算人数", one.looked_at),
        ("经办人", str(one.made_by)), ("公示", _publicity(one)), ("提交人", str(one.submitted_by or "")),
        ("审批人", str(one.approved_by or "")), ("归档人", str(one.archived_by or "")), ("归档说明", one.archive_note),
        ("归档时名单摘要（SHA-256）", one.archive_digest), ("现在名单摘要（SHA-256）", archive.archive_digest(one)),
    ]  # fmt: skip
    record("round.archive_read", by=by, subject=one)
    return workbook(
        ("批次", ("项目", "内容"), facts),
        ("名单", archive.COLUMNS, archive.rows(one)),
        ("学校", archive.LIST_COLUMNS, archive.list_rows(one)),
        ("异议", archive.OBJECTION_COLUMNS, archive.objection_rows(one)),
        ("办理记录", archive.ACT_COLUMNS, archive.act_rows(one)),
    )


def _publicity(one: HonorRound) -> str:
    if one.publicity_note:
        return f"系统外公示：{one.publicity_note}"
    return f"{one.publicity_from} 至 {one.publicity_until}" if one.publicity_from else ""


def export_lookahead(*, forecast: Forecast, by: User, on: date) -> bytes:
    """For the budget: per year and unit how many reach 30 and 40 years, and the sum of the year; it names nobody."""
    rows: list[tuple[object, ...]] = []
    for year in forecast.years:
        rows += [(year, line.unit.name, *_figures(line, year, forecast.thresholds)) for line in forecast.lines]
        rows.append((year, f"{forecast.unit.name}合计", *_figures(forecast.total, year, forecast.thresholds)))
    record("lookahead.exported", by=by, subject=forecast.unit, unit=forecast.unit.name)
    return workbook(("展望", _LOOKAHEAD_HEAD, rows), ("说明", ("说明",), [(_LOOKAHEAD_NOTE.format(day=on),)]))


def _figures(line: Line, year: int, thresholds: tuple[int, ...]) -> list[int]:
    both = (Outlook.EXPECTED, Outlook.PAST_RETIREMENT)
    found = [line.count(year, threshold, outlook) for threshold in thresholds for outlook in both]
    return [*found, sum(found[::2])]
