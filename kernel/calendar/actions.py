"""Adding the calendar of a year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from django.db import transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.calendar.models import CalendarDay, CalendarYear
from kernel.calendar.permissions import CalendarPermission
from kernel.errors import RuleBroken

_LINE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:\s*(?:至|到|~|—|-)\s*(\d{4}-\d{2}-\d{2}))?\s*(休|班)\s*(\S{0,20})")


def parse_days(text: str, year: int) -> dict[date, tuple[bool, str]]:
    """Lines such as ``2027-02-06 至 2027-02-12 休 春节`` or ``2027-02-14 班`` -> day: (working, name)."""
    found: dict[date, tuple[bool, str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        try:
            first = date.fromisoformat(match[1]) if match else None
            last = date.fromisoformat(match[2] or match[1]) if match else None
        except ValueError:
            first = last = None
        if match is None or first is None or last is None or last < first or {first.year, last.year} != {year}:
            sample = f"{year}-10-01 至 {year}-10-07 休 国庆节"
            raise RuleBroken(
                "calendar_line",
                "第 {number} 行“{line}”无法识别，请按“{sample}”的样式填写 {year} 年的日期。",
                number=number,
                line=line.strip()[:40],
                sample=sample,
                year=year,
            )
        for step in range((last - first).days + 1):
            day = first + timedelta(days=step)
            if day in found:
                raise RuleBroken("calendar_twice", "{day} 填写了两次，请只保留一处。", day=day)
            found[day] = (match[3] == "班", match[4])
    if not found:
        raise RuleBroken("calendar_empty", "请至少填写一个放假或调休上班的日期。")
    return found


def set_year(*, year: int, document: str, text: str, by: User) -> CalendarYear:
    """Put down the holidays and make-up days of a year; what was put down for it earlier is replaced."""
    demand(by, CalendarPermission.SET, what="维护工作日历")
    if not document.strip():
        raise RuleBroken("calendar_document", "请填写依据文件的标题和文号。")
    days = parse_days(text, year)
    with transaction.atomic():
        one, _made = CalendarYear.objects.update_or_create(
            year=year, defaults={"document": document.strip()[:120], "noted_by": by}
        )
        one.days.all().delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(year=one, day=day, is_working=working, name=name) for day, (working, name) in days.items()
        )
        record("calendar.set", by=by, subject=one, year=year, days=len(days))
    return one
