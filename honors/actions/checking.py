"""The list of a school on its way up: what the person, the school and the district say to it; the hand-over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from honors.actions.common import candidates_of, in_state, locked, need
from honors.choices import SCHOOL_SETTLES, Confirmation, EntryState, HoldReason, ListState, ObjectionState, RoundState
from honors.errors import refuse
from honors.models import HonorRound, Objection, RoundEntry, SchoolList
from honors.permissions import HonorPermission
from honors.queries.lists import BY_PAPER
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import line, record, record_many, record_read
from kernel.errors import RuleBroken
from kernel.files.actions import Upload, kept
from kernel.files.models import StoredFile
from teachers.actions.access import note_read

BY_THEMSELVES = (HoldReason.UNCONFIRMED, HoldReason.NOT_SENT)  # undone by the person's own confirmation


def confirm_held(*, entry: RoundEntry, note: str, by: User) -> None:
    """A school (or who stands above it) confirms a held person, with a note that stays on file."""
    need(by, HonorPermission.CONFIRM_HELD, "核实")
    if not note.strip():
        raise refuse("reason_missing")
    scope = by.scope(HonorPermission.CONFIRM_HELD)
    with transaction.atomic():
        if locked(entry.round).state == RoundState.CHECKING:
            _open(entry)
        open_entries = RoundEntry.objects.visible_to(by).filter(scope.q("school__path"), pk=entry.pk)
        moved = open_entries.filter(
            state=EntryState.HELD, hold_reason__in=SCHOOL_SETTLES,
            round__state__in=[RoundState.DRAFT, RoundState.CHECKING],
        ).update(
            state=EntryState.CANDIDATE, confirmed_by=by, confirmed_at=timezone.now(),
            confirmed_note=note.strip()[:300], confirmed_reason=F("hold_reason"),
        )  # fmt: skip
        if not moved:
            now = RoundEntry.objects.visible_to(by).select_related("confirmed_by").filter(pk=entry.pk).first()
            if now is not None and now.confirmed_by and now.confirmed_at:
                day = timezone.localdate(now.confirmed_at)
                raise refuse("already_confirmed", who=now.confirmed_by, day=day)
            raise refuse("not_held")
        record("entry.confirmed", by=by, subject=entry)


def _nothing_open(one: SchoolList) -> None:
    """What a person of the list says against it is settled before the list moves on."""
    open_ones = Objection.objects.for_system("what is said about people of this list").filter(
        round=one.round, state=ObjectionState.OPEN, teacher__school=one.school
    )
    if names := list(open_ones.values_list("teacher__name", flat=True)):
        raise refuse("objection_here", names="、".join(names[:5]))


def _open(entry: RoundEntry) -> None:
    """A school settles its people before it sends its list; afterwards the district returns the list first."""
    rows = SchoolList.objects.for_system("the list of a person the caller may see")
    row = rows.filter(round=entry.round, school=entry.school_id).first()
    if row is not None and row.state != ListState.OPEN:
        raise refuse("list_moved", state=ListState(row.state).label)


def confirm_own(*, entry: RoundEntry, by: User) -> None:
    """The person concerned says that name, unit and years are right."""
    with transaction.atomic():
        in_state(entry.round, RoundState.CHECKING, RoundState.PUBLICITY)
        mine = RoundEntry.objects.visible_to(by).filter(teacher__user_id=by.pk, pk=entry.pk)
        if not _answer(mine, Confirmation.SELF, by):
            raise refuse("not_to_confirm")
        record("entry.answered", by=by, subject=entry, how=str(Confirmation.SELF))


def confirm_on_paper(*, one: SchoolList, entry_ids: Sequence[int], scan: Sequence[Upload], by: User) -> int:
    """The school puts down that these people confirmed by their signature, with the scan; how many."""
    need(by, HonorPermission.SEND_LIST, "登记签字确认")
    if not entry_ids:
        raise refuse("nobody_chosen")
    if not scan:
        raise refuse("scan_missing")
    with kept(scan[:1]) as files:
        in_state(one.round, RoundState.CHECKING)
        _own(one, by, HonorPermission.SEND_LIST, ListState.OPEN)
        rows = RoundEntry.objects.visible_to(by).filter(round=one.round, school=one.school, pk__in=entry_ids)
        keys = list(rows.values_list("pk", flat=True))
        done = _answer(rows, Confirmation.PAPER, by, answer_file=files[0])
        if done != len(set(entry_ids)):
            raise refuse("not_to_confirm")
        subjects = RoundEntry.objects.visible_to(by).filter(pk__in=keys)
        record_many(line("entry.answered", by=by, subject=row, how=str(Confirmation.PAPER)) for row in subjects)
    return done


def _answer(rows: QuerySet[RoundEntry], how: Confirmation, by: User, **values: object) -> int:
    """Put a confirmation down for those of the rows that still wait for one; who was held for want of it is back."""
    waiting = rows.filter(answer__in=BY_PAPER if how == Confirmation.PAPER else [""])
    now = timezone.now()
    same: dict[str, Any] = {"answer": how, "answered_by": by, "answered_at": now, **values}
    held = waiting.filter(state=EntryState.HELD, hold_reason__in=BY_THEMSELVES)
    done = waiting.filter(state=EntryState.CANDIDATE).update(**same)
    return done + int(held.update(state=EntryState.CANDIDATE, hold_reason="", reason_note="", **same))


def send_list(*, one: SchoolList, by: User, hold_unconfirmed: bool = False) -> None:
    """The school sends its list up. Who did not confirm is held for the next round, if the school says so."""
    need(by, HonorPermission.SEND_LIST, "报送名单")
    with transaction.atomic():
        in_state(one.round, RoundState.CHECKING)
        _own(one, by, HonorPermission.SEND_LIST, ListState.OPEN)
        _nothing_open(one)
        silent = candidates_of(one.round).filter(school=one.school, answer="")
        if (count := silent.count()) and not hold_unconfirmed:
            raise refuse("unconfirmed_left", n=count)
        _hold(silent, HoldReason.UNCONFIRMED, by)
        _move(one, ListState.SENT, by, sent_by=by, sent_at=timezone.now(), returned_reason="")


def check_list(*, one: SchoolList, by: User) -> None:
    """The district agrees with what a school sent; who sent it does not check it."""
    need(by, HonorPermission.CHECK_LIST, "审核名单")
    with transaction.atomic():
        in_state(one.round, RoundState.CHECKING)
        now = _own(one, by, HonorPermission.CHECK_LIST, ListState.SENT)
        if is_one_hand(by, [now.sent_by_id], now.sent_at):
            raise refuse("same_sender")
        _nothing_open(one)
        if count := candidates_of(one.round).filter(school=one.school, answer="").count():
            raise refuse("unconfirmed_left", n=count)
        _move(one, ListState.CHECKED, by, checked_by=by, checked_at=timezone.now())


def check_lists(*, one: HonorRound, by: User) -> tuple[int, int]:
    """Check all lists in scope that were sent up: how many were checked, how many need a look of their own."""
    need(by, HonorPermission.CHECK_LIST, "审核名单")
    scope, done, left = by.scope(HonorPermission.CHECK_LIST), 0, 0
    waiting = SchoolList.objects.visible_to(by).filter(scope.q("school__path"), round=one, state=ListState.SENT)
    for row in waiting.select_related("round", "school").exclude(sent_by=by):
        if candidates_of(one).filter(school=row.school, answer="").exists():
            left += 1
        else:
            try:
                check_list(one=row, by=by)
                done += 1
            except RuleBroken:  # somebody else moved it meanwhile
                left += 1
    return done, left


def return_list(*, one: SchoolList, by: User, reason: str) -> None:
    """The district sends a list back to the school and says why."""
    need(by, HonorPermission.CHECK_LIST, "退回名单")
    if not reason.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        in_state(one.round, RoundState.CHECKING)
        _own(one, by, HonorPermission.CHECK_LIST, ListState.SENT, ListState.CHECKED)
        _move(
            one, ListState.OPEN, by, returned_reason=reason.strip()[:300], sent_by=None, sent_at=None,
            checked_by=None, checked_at=None, closed_note="",
        )  # fmt: skip


def close_checking(*, one: HonorRound, by: User, note: str, accept: bool) -> int:
    """The office ends the checking for schools that are late, with a note; how many lists it closed.

    Who did not confirm goes to the next round, unless the office says that the person confirmed outside the system.
    """
    need(by, HonorPermission.RUN_ROUND, "代为办结核对")
    if not note.strip():
        raise refuse("reason_missing")
    with transaction.atomic():
        in_state(one, RoundState.CHECKING)
        now = timezone.now()
        lists = SchoolList.objects.for_system("a round is about the whole city").filter(round=one)
        late = lists.exclude(state=ListState.CHECKED).exclude(sent_by=by)
        silent = candidates_of(one).filter(answer="", school__in=late.values("school"))
        if accept:
            people = list(silent)
            silent.update(answer=Confirmation.OFFLINE, answered_by=by, answered_at=now)
            record_many(line("entry.answered", by=by, subject=row, how=str(Confirmation.OFFLINE)) for row in people)
        else:
            unsent = late.filter(state=ListState.OPEN).values("school")
            _hold(silent.filter(school__in=unsent), HoldReason.NOT_SENT, by)
            _hold(silent, HoldReason.UNCONFIRMED, by)
        closed = late.update(state=ListState.CHECKED, checked_by=by, checked_at=now, closed_note=note.strip()[:300])
        record("round.checking_closed", by=by, subject=one, lists=closed, accepted=accept)
    return closed


def _hold(rows: QuerySet[RoundEntry], reason: HoldReason, by: User) -> None:
    """Who did not confirm waits for the next round."""
    people = list(rows)
    RoundEntry.objects.for_system("the people just read").filter(pk__in=[row.pk for row in people]).update(
        state=EntryState.HELD, hold_reason=reason
    )
    record_many(line("entry.dropped", by=by, subject=row) for row in people)


def hand_over(*, one: SchoolList, on: date, to: str, scan: Sequence[Upload], by: User) -> None:
    """A school took its certificates: who, when, and the signed list if it is there."""
    need(by, HonorPermission.DOWNLOAD, "登记领取")
    if not to.strip():
        raise refuse("receiver_missing")
    if on > timezone.localdate():
        raise refuse("hand_over_future")
    with kept(scan[:1]) as files:
        now = in_state(one.round, RoundState.ISSUED)
        if now.issued_at and on < timezone.localdate(now.issued_at):
            raise refuse("hand_over_early", day=timezone.localdate(now.issued_at))
        scope = by.scope(HonorPermission.DOWNLOAD)
        rows = SchoolList.objects.visible_to(by).filter(scope.q("school__path"), pk=one.pk)
        if not rows.filter(handed_over_on=None).update(
            handed_over_on=on, handed_over_to=to.strip()[:50], handed_over_by=by,
            handed_over_file=files[0] if files else None,
        ):  # fmt: skip
            raise refuse("handed_over")
        record("list.handed_over", by=by, subject=one, on=str(on))


def receipt_to_read(*, one: SchoolList, by: User) -> StoredFile:
    """The signed list of a hand-over, noted in the trail; DoesNotExist where there is none."""
    if one.handed_over_file is None:
        raise StoredFile.DoesNotExist
    record_read(by=by, subjects=[one], act="list.receipt_read")
    return one.handed_over_file


def note_look(*, entry: RoundEntry, by: User) -> None:
    """Note that somebody opened the entry of a person: it shows the service records and the masked ID number."""
    note_read(people=[entry.teacher], by=by, act="entry.read", entry=entry.pk)


def scan_to_read(*, entry: RoundEntry, by: User) -> StoredFile:
    """The signed confirmation of a person, noted in the trail; DoesNotExist where there is none."""
    if entry.answer_file is None:
        raise StoredFile.DoesNotExist
    note_read(people=[entry.teacher], by=by, act="entry.scan_read", entry=entry.pk)
    return entry.answer_file


def _own(one: SchoolList, by: User, permission: HonorPermission, *states: ListState) -> SchoolList:
    """The list as it is now, if the person's permission reaches the school and the list stands where it must."""
    rows = SchoolList.objects.visible_to(by).filter(by.scope(permission).q("school__path"))
    now: SchoolList = rows.select_for_update(of=("self",)).get(pk=one.pk)
    if now.state not in states:
        raise refuse("list_moved", state=ListState(now.state).label)
    return now


def _move(one: SchoolList, to: ListState, by: User, **values: Any) -> None:
    SchoolList.objects.visible_to(by).filter(pk=one.pk).update(state=to, **values)
    one.refresh_from_db()
    people = candidates_of(one.round).filter(school_id=one.school_id).count()
    record(f"list.{to}", by=by, subject=one, people=people)
