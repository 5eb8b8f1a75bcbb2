"""Somebody comes to a list that is on its way already."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from honors.choices import Confirmation, ListState, RoundState
from honors.errors import refuse
from honors.models import HonorRound, RoundEntry, SchoolList
from honors.queries.settings import setting_on
from kernel.accounts.models import User
from kernel.calendar.queries import calendar


def join(one: HonorRound, entry: RoundEntry, by: User, on: date) -> None:
    """Make sure that the school can deal with a person who was not put forward before; under the round's lock.

    While lists are checked the school's list is open for it. While the list hangs out who decides answers for the
    confirmation, and it hangs out for the whole time again; a publicity outside the system cannot be prolonged here.
    """
    lists = SchoolList.objects.for_system("the school of a person who came to the list")
    row, made = lists.get_or_create(round=one, school_id=entry.school_id, defaults=_list(one, by))
    if one.state == RoundState.CHECKING and not made and not entry.answer and row.state != ListState.OPEN:
        lists.filter(pk=row.pk).update(
            state=ListState.OPEN, sent_by=None, sent_at=None, checked_by=None, checked_at=None, closed_note="",
            returned_reason="名单新增人员，请核对后重新报送",
        )  # fmt: skip
    if one.state != RoundState.PUBLICITY:
        return
    if one.publicity_until is None:
        raise refuse("publicity_elsewhere")
    if not entry.answer:
        entry.answer, entry.answered_by, entry.answered_at = Confirmation.OFFLINE, by, timezone.now()
        entry.save(update_fields=["answer", "answered_by", "answered_at"])
    until = max(one.publicity_until, calendar().last_day(on, setting_on(on).publicity_days))
    HonorRound.objects.filter(pk=one.pk).update(publicity_until=until)
    one.refresh_from_db()


def _list(one: HonorRound, by: User) -> dict[str, Any]:
    """A school that had nobody in the list gets one; while the list hangs out it counts as checked."""
    if one.state == RoundState.CHECKING:
        return {}
    return {
        "state": ListState.CHECKED, "checked_by": by, "checked_at": timezone.now(), "closed_note": "公示期新增人员",
    }  # fmt: skip
