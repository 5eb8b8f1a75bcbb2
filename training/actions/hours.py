"""Hours on their way: proposed out of sessions, approved by school and district, locked, reversed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import demand, one_hand_with
from kernel.audit.actions import record, record_each
from kernel.orgs.models import Organisation
from kernel.redact import redacted
from training.actions.hours_ledger import Draft, locked, put, step
from training.choices import HourMoveName, HourSource, HourState, Mode, Outcome, SessionState
from training.errors import SENTENCES, refuse
from training.models import Attendance, Enrolment, HourEntry, HourMove, HourStanding, Session
from training.permissions import TrainingPermission as Training
from training.queries import hours_sums as sums
from training.queries.hours_rules import rule_book
from training.rules.hours_entry import Problem, Stretch, clash, key_of, shown
from training.rules.hours_moves import COUNTS, OPEN, next_step

WHY = "hours of a session, whoever took part"


def propose_from_session(*, session_id: int, by: User, on: date, enrolment_ids: Sequence[int] | None = None) -> int:
    """Put down the hours of everybody who took part in a session that is over; how many are new.

    Called again it adds nothing. Who made up for a missed session has the hours of that one, once. ``enrolment_ids``
    narrows it to some people, for who waits until they have answered the survey.
    """
    with transaction.atomic():
        session = Session.objects.select_related("programme").get(pk=session_id)
        if session.state != SessionState.COMPLETED:
            raise refuse("hours_session_not_over")
        rows = Attendance.objects.for_system(WHY).filter(
            enrolment__session=session, hours__gt=0, outcome__in=[Outcome.ATTENDED, Outcome.PARTLY]
        )
        if enrolment_ids is not None:
            rows = rows.filter(enrolment_id__in=enrolment_ids)
        found = list(rows.select_related("enrolment").order_by("enrolment_id"))
        keys = {row.enrolment_id: key_of("session", row.enrolment_id) for row in found}
        known = set(HourEntry.objects.for_system(WHY).filter(key__in=keys.values()).values_list("key", flat=True))
        found = [row for row in found if keys[row.enrolment_id] not in known]
        left = _left_for(found)
        minutes = rule_book().caps(on).minutes
        drafts = [
            _draft(session, row, tenths, keys[row.enrolment_id], minutes)
            for row in found
            if (tenths := min(int(row.hours * 10), left.get(row.enrolment_id, int(row.hours * 10)))) > 0
        ]
        if not drafts:
            return 0
        entries = put(drafts=drafts, name=HourMoveName.PROPOSE, by=by, on=on)
        record("hours.proposed", by=by, subject=session, people=len(entries))
    return len(entries)


def _left_for(rows: Sequence[Attendance]) -> dict[int, int]:
    """Of those who make up for a missed session: enrolment -> tenths of it that they do not have yet.

    A chain of make-ups stands on the enrolment that was missed first; it is locked, so that two make-ups that end at
    once come one after the other.
    """
    enrolments = Enrolment.objects.for_system(WHY)
    above = {row.enrolment_id: row.enrolment.makes_up_for_id for row in rows if row.enrolment.makes_up_for_id}
    makers = list(above)
    while missing := {one for one in above.values() if one is not None} - above.keys():
        above |= dict(enrolments.filter(pk__in=missing).values_list("pk", "makes_up_for_id"))
    roots = {one: _root(one, above) for one in makers}
    whole = dict(
        enrolments.filter(pk__in=set(roots.values())).order_by("pk").select_for_update(of=("self",))
        .values_list("pk", "session__hours")
    )  # fmt: skip
    chain = {root: {root} for root in whole}
    layer = {root: root for root in whole}
    while layer:
        below = enrolments.filter(makes_up_for__in=layer).values_list("pk", "makes_up_for_id")
        layer = {pk: layer[parent] for pk, parent in below}
        for pk, root in layer.items():
            chain[root].add(pk)
    got: dict[int, int] = dict.fromkeys(whole, 0)
    of = {pk: root for root, some in chain.items() for pk in some}
    entries = HourEntry.objects.for_system(WHY).filter(enrolment__in=of, standing__state__in=COUNTS | OPEN)
    for pk, tenths in entries.values_list("enrolment", "tenths"):
        got[of[pk]] += tenths
    return {one: max(int(whole[root] * 10) - got[root], 0) for one, root in roots.items()}


def _root(one: int, above: Mapping[int, int | None]) -> int:
    while (parent := above.get(one)) is not None:
        one = parent
    return one


def _draft(session: Session, row: Attendance, tenths: int, key: str, minutes: int) -> Draft:
    programme = session.programme
    mode = Mode.ONLINE if session.is_online and programme.mode == Mode.FACE else programme.mode
    first, last = timezone.localdate(session.starts_at), timezone.localdate(session.ends_at)
    basis = SENTENCES["basis_session"].format(
        outcome=str(Outcome(row.outcome).label), hours=shown(tenths), minutes=minutes
    )
    return Draft(
        row.enrolment.teacher_id, HourSource.SESSION, f"{programme.title}·{session.title}"[:100], programme.kind,
        programme.level, mode, tenths, first, last, basis, key, enrolment_id=row.enrolment_id,
    )  # fmt: skip


@dataclass(frozen=True)
class Passed:
    """What came of a bulk approval."""

    approved: int = 0
    checked: int = 0
    left: int = 0  # not this person's turn, one's own, or to be looked at one by one


def pass_on(*, entry_ids: Collection[int], by: User, on: date, leave: Collection[int] = ()) -> Passed:
    """Take each of these entries the step on that is this person's: the school approves its own level and checks the
    others, the district approves what was checked. Those in ``leave`` stay where they are."""
    demand(by, Training.APPROVE_HOURS, what="审核学时")
    if not entry_ids:
        raise refuse("hours_nothing_chosen")
    with transaction.atomic():
        rows = locked(_mine(entry_ids, by, Training.APPROVE_HOURS))
        hands, over, steps = _hands(rows, by), _overlaps(rows), dict[str, list[HourStanding]]()
        for row in rows:
            is_left = row.pk in leave or row.pk in over or _why_not(row, by, hands)
            turn = None if is_left else _turn(row, by)
            if turn is not None:
                steps.setdefault(turn, []).append(row)
        for name, some in steps.items():
            step(standings=some, name=name, by=by, on=on)
            _passed(name, some, by)
    done = {name: len(some) for name, some in steps.items()}
    approved, checked = done.get("approve", 0), done.get("check", 0)
    return Passed(approved, checked, len(set(entry_ids)) - approved - checked)


def approve(*, entry_id: int, by: User, on: date) -> HourState:
    """Take one entry the step on that is this person's; RuleBroken with the reason where it is not."""
    demand(by, Training.APPROVE_HOURS, what="审核学时")
    with transaction.atomic():
        row = _one(entry_id, by, Training.APPROVE_HOURS)
        _still_open(row, by)
        turn = _turn(row, by)
        if turn is None:
            raise refuse("hours_not_your_step", state=str(row.get_state_display()))
        if problem := _overlaps([row]).get(row.pk):
            raise refuse(problem.code, **dict(problem.words))
        step(standings=[row], name=turn, by=by, on=on)
        _passed(turn, [row], by)
    return HourState(row.state)


def refuse_hours(*, entry_id: int, reason: str, by: User, on: date) -> None:
    """The school or the district does not agree, and says why."""
    demand(by, Training.APPROVE_HOURS, what="审核学时")
    with transaction.atomic():
        row = _one(entry_id, by, Training.APPROVE_HOURS)
        words = _reason(reason)
        _still_open(row, by)
        if row.state == HourState.CHECKED and _turn(row, by) is None:
            raise refuse("hours_not_your_step", state=str(row.get_state_display()))
        step(standings=[row], name="refuse", by=by, on=on, reason=words)
        record_each("hours.refused", by=by, subject=HourEntry, details=_details([row]))


def reverse(*, entry_id: int, reason: str, by: User, on: date) -> None:
    """Take approved or locked hours back, with a reason; the entry and its moves stay for good."""
    demand(by, Training.REVERSE_HOURS, what="冲销学时")
    with transaction.atomic():
        row = _one(entry_id, by, Training.REVERSE_HOURS)
        words = _reason(reason)
        if row.entry.teacher.user_id == by.pk:
            raise refuse("hours_not_yours")
        step(standings=[row], name="reverse", by=by, on=on, reason=words)
        record_each("hours.reversed", by=by, subject=HourEntry, details=_details([row]))


def lock(*, unit: Organisation, year: int, by: User, on: date) -> int:
    """Close a year that is over: what was approved in it becomes locked in the unit; how many entries."""
    demand(by, Training.LOCK_HOURS, what="锁定学时")
    if year >= on.year:
        raise refuse("hours_lock_early", year=year)
    scope = by.scope(Training.LOCK_HOURS)
    with transaction.atomic():
        rows = HourStanding.objects.for_system("hours of the unit, inside the scope of who locks").filter(
            scope.q("teacher__school__path"), state=HourState.APPROVED, entry__ended_on__year=year,
            teacher__school__path__startswith=unit.path,
        )  # fmt: skip
        ids = list(rows.order_by("pk").values_list("pk", flat=True))
        for start in range(0, len(ids), 500):
            step(standings=locked(ids[start : start + 500]), name="lock", by=by, on=on)
        record("hours.locked", by=by, subject=unit, year=year, entries=len(ids))
    return len(ids)


def _mine(entry_ids: Collection[int], by: User, permission: str) -> list[int]:
    scope = by.scope(permission)
    rows = HourEntry.objects.visible_to(by).filter(scope.q("teacher__school__path"), pk__in=entry_ids)
    return list(rows.values_list("pk", flat=True))


def _one(entry_id: int, by: User, permission: str) -> HourStanding:
    """One entry in scope, locked; HourEntry.DoesNotExist for a neighbour's."""
    found = locked(_mine([entry_id], by, permission))
    if not found:
        raise HourEntry.DoesNotExist
    return found[0]


def _turn(row: HourStanding, by: User) -> str | None:
    above = row.entry.teacher.school.parent
    is_above = above is not None and by.scope(Training.APPROVE_HOURS).holds(above.path)
    return next_step(row.state, row.entry.level, is_above=is_above)


def _hands(rows: Sequence[HourStanding], by: User) -> dict[int, set[int]]:
    """Entry -> who has had a hand in it and is one hand with this person: makers of claims and checkers. Who only
    ended a session is no maker of anybody's hours: the room's list speaks for itself."""
    moves = HourMove.objects.for_system("who moved the entries that are locked").filter(entry__in=[r.pk for r in rows])
    found: dict[int, set[int]] = {}
    people: set[int] = set()
    for entry_id, who, source, seq in moves.values_list("entry_id", "by_id", "entry__source", "seq"):
        if not (seq == 1 and source == HourSource.SESSION):
            found.setdefault(entry_id, set()).add(who)
            people.add(who)
    mine = one_hand_with(by, people)
    return {entry_id: who & mine for entry_id, who in found.items()}


def _why_not(row: HourStanding, by: User, hands: dict[int, set[int]]) -> str:
    if row.entry.teacher.user_id == by.pk:
        return "hours_not_yours"
    return "hours_same_hand" if hands.get(row.pk) else ""


def _overlaps(rows: Sequence[HourStanding]) -> dict[int, Problem]:
    """Those whose days overlap what counts already for the same person."""
    book, found = rule_book(), dict[int, Problem]()
    there = sums.stretches({row.teacher_id for row in rows}, COUNTS)
    for row in rows:
        one = row.entry
        stretch = Stretch(one.title, one.mode, one.started_on, one.ended_on, one.tenths)
        others = [other for pk, other in there.get(row.teacher_id, []) if pk != row.pk]
        if problem := clash(stretch, others, day_limit=book.caps(one.ended_on).day_limit):
            found[row.pk] = problem
    return found


def _still_open(row: HourStanding, by: User) -> None:
    """Refuse what is decided already, and a hand that may not decide it."""
    if row.state not in OPEN:
        raise refuse("hours_moved", state=str(row.get_state_display()))
    if why := _why_not(row, by, _hands([row], by)):
        raise refuse(why)


def _reason(text: str) -> str:
    words = redacted(text.strip())[:300]
    if not words:
        raise refuse("hours_reason_missing")
    return words


def _passed(name: str, rows: Sequence[HourStanding], by: User) -> None:
    """Note the step that an approval took."""
    if name == "check":
        record_each("hours.checked", by=by, subject=HourEntry, details=_details(rows))
    else:
        record_each("hours.approved", by=by, subject=HourEntry, details=_details(rows))


def _details(rows: Sequence[HourStanding]) -> dict[int, dict[str, str]]:
    return {row.pk: {"title": row.entry.title, "hours": shown(row.entry.tenths)} for row in rows}
