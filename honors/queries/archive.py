"""The whole of a round as plain rows: for the workbook of the archive and for its digest."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils import timezone

from honors.models import HonorRound, Objection, RoundEntry, SchoolList
from kernel.audit.models import AuditEvent

COLUMNS = (
    "序号", "市（区）", "学校", "姓名", "教师编号", "年限", "教龄月数", "结果", "原因", "原因说明", "学校核实情况",
    "本人确认", "证书编号",
)  # fmt: skip


def rows(one: HonorRound) -> list[tuple[Any, ...]]:
    """Everybody in the round with the outcome, in the order of the list."""
    found = (
        RoundEntry.objects.for_system("the archive holds the whole round")
        .filter(round=one)
        .select_related("teacher", "school", "school__parent", "certificate")
        .defer("teacher__id_number", "teacher__phone", "lines")
        .order_by("-threshold", "school__path", "teacher__name", "pk")
    )
    return [
        (
            place, row.school.parent.name, row.school_name, row.teacher.name, row.teacher.teacher_no, row.threshold,
            row.months, str(row.get_state_display()), str(row.get_hold_reason_display()),
            in_the_registry(row.reason_note), in_the_registry(row.confirmed_note), str(row.get_answer_display()),
            row.certificate.number if hasattr(row, "certificate") else "",
        )
        for place, row in enumerate(found.iterator(chunk_size=500), 1)
    ]  # fmt: skip


def in_the_registry(text: str) -> str:
    """What speaks of a case (grade L4) is in no workbook: it is read in the registry, where reading leaves a trace."""
    return "见系统内登记" if text else ""


def archive_digest(one: HonorRound) -> str:
    """SHA-256 of the rows that do not depend on a language: who, years, outcome, number."""
    plain = RoundEntry.objects.for_system("the archive holds the whole round").filter(round=one)
    values = plain.order_by("pk").values_list(
        "teacher__teacher_no", "threshold", "months", "state", "hold_reason", "answer", "certificate__number"
    )
    return hashlib.sha256(json.dumps([list(row) for row in values]).encode()).hexdigest()


LIST_COLUMNS = (
    "市（区）",
    "学校",
    "阶段",
    "报送人",
    "报送时间",
    "审核人",
    "审核时间",
    "代为办结说明",
    "领取日期",
    "领取人",
)


def list_rows(one: HonorRound) -> list[tuple[Any, ...]]:
    """What each school did."""
    found = SchoolList.objects.for_system("the archive holds the whole round").filter(round=one)
    return [
        (
            row.school.parent.name, row.school.name, str(row.get_state_display()), str(row.sent_by or ""),
            _moment(row.sent_at), str(row.checked_by or ""), _moment(row.checked_at), row.closed_note,
            row.handed_over_on, row.handed_over_to,
        )
        for row in found.select_related("school__parent", "sent_by", "checked_by").order_by("school__path")
    ]  # fmt: skip


OBJECTION_COLUMNS = ("来源", "提出时间", "涉及教师", "结果", "处理", "处理意见", "处理人", "处理时间")


def objection_rows(one: HonorRound) -> list[tuple[Any, ...]]:
    """What was said and decided; the words and the contact of who objected stay sealed in the register."""
    found = Objection.objects.for_system("the archive holds the whole round").filter(round=one)
    return [
        (
            str(row.get_source_display()), _moment(row.made_at), row.teacher.name if row.teacher else "",
            str(row.get_state_display()), str(row.get_remedy_display()) if row.remedy else "",
            in_the_registry(row.answer), str(row.decided_by or ""), _moment(row.decided_at),
        )
        for row in found.select_related("teacher", "decided_by").defer("text", "contact").order_by("made_at")
    ]  # fmt: skip


ACT_COLUMNS = ("时间", "办理人", "事项", "内容")


def act_rows(one: HonorRound) -> list[tuple[Any, ...]]:
    """The trail of the round itself."""
    events = AuditEvent.objects.filter(subject_type=one._meta.label_lower, subject_id=str(one.pk)).order_by("pk")
    return [(_moment(row.at), row.actor_name, row.act, json.dumps(row.detail, ensure_ascii=False)) for row in events]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""
