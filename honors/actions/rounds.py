"""A round from its making to the archive: one action for each move of the table."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from honors.actions.common import candidates_of, entries_of, in_state, locked, move, need, reached
from honors.actions.computing import compute, drop_honoured, recompute_one
from honors.actions.joining import join
from honors.choices import SCHOOL_SETTLES, EntryState, ListState, ObjectionState, RoundState
from honors.errors import refuse
from honors.models import HonorRound, Objection, RoundSetting, SchoolList
from honors.permissions import HonorPermission
from honors.queries.archive import archive_digest
from honors.queries.rounds import changed_entries
from honors.queries.settings import setting_on
from honors.rules.round_moves import MOVES
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record
from kernel.calendar.queries import calendar
from kernel.jobs.actions import enqueue, give_up
from kernel.orgs.models import Organisation
from kernel.pdf.fonts import open_fonts
from teachers.models import Teacher
from teachers.policy import TEACHING_YEARS

COMPUTE, ISSUE = "honors.tasks.compute", "honors.tasks.issue"
NAMED = 10  # people that one refusal names


def make_round(*, as_of: date, by: User, background: bool = True) -> HonorRound:
    """Open a round for a day and compute it: in the background for a page, at once for a command."""
    need(by, HonorPermission.RUN_ROUND, "新建批次")
    if as_of > date(timezone.localdate().year, 12, 31):
        raise refuse("as_of_future")
    if as_of < min(edition.effective_from for edition in TEACHING_YEARS):
        raise refuse("as_of_early")
    with transaction.atomic():
        one, is_new = HonorRound.objects.get_or_create(as_of=as_of, defaults={"made_by": by})
        if not is_new:
            raise refuse("round_exists", day=as_of)
        record("round.made", by=by, subject=one, as_of=str(as_of))
        if background:
            _enqueue(COMPUTE, one, by, f"测算截至 {as_of} 的长期任教荣誉")
    if not background:
        compute(one=one, by=by)
    return one


def recompute(*, one: HonorRound, by: User) -> None:
    """Compute a draft again after the register changed; what was confirmed and still fits is kept."""
    with transaction.atomic():
        move(one, "compute", by)
        _enqueue(COMPUTE, one, by, f"重新测算截至 {one.as_of} 的长期任教荣誉")


def retry(*, one: HonorRound, by: User) -> None:
    """Take up a computation or a drawing that ended in an unexpected error; what is done already is kept."""
    work = {RoundState.COMPUTING: (COMPUTE, "测算"), RoundState.APPROVED: (ISSUE, "制证")}
    if one.state not in work:
        raise refuse("round_moved", state=RoundState.COMPUTING.label)
    task, label = work[RoundState(one.state)]
    need(by, HonorPermission.RUN_ROUND, label)
    with transaction.atomic():
        record("round.retried", by=by, subject=one, task=task)
        _enqueue(task, one, by, f"继续{label}截至 {one.as_of} 的长期任教荣誉")


def _enqueue(task: str, one: HonorRound, by: User, title: str) -> None:
    enqueue(task, subject_id=one.pk, title=title, by=by, next_url=one.get_absolute_url())


def discard(*, one: HonorRound, by: User) -> None:
    """Delete a round that was never sent out; the trail keeps that it was there."""
    need(by, HonorPermission.RUN_ROUND, "删除批次")
    with transaction.atomic():
        now = locked(one)
        if now.sent_out_at or now.submitted_at or now.state not in {RoundState.COMPUTING, RoundState.DRAFT}:
            raise refuse("not_discardable")
        record("round.discarded", by=by, subject=now, as_of=str(now.as_of))
        give_up(COMPUTE, subject_id=now.pk, problem="批次已删除，不再测算。")
        entries_of(now).delete()
        now.delete()


def send_out(*, one: HonorRound, by: User) -> None:
    """Hand the list to the schools: each gets a list with its own people to check."""
    reached(one)
    need(by, HonorPermission.RUN_ROUND, MOVES["send_out"].label)
    with transaction.atomic():
        locked(one)
        drop_honoured(one, by)
        at_stake = entries_of(one).filter(state=EntryState.CANDIDATE) | entries_of(one).filter(
            state=EntryState.HELD, hold_reason__in=SCHOOL_SETTLES
        )
        schools = set(at_stake.values_list("school_id", flat=True))
        if not schools:
            raise refuse("no_candidates")
        move(one, "send_out", by, sent_out_at=timezone.now(), returned_reason="")
        SchoolList.objects.bulk_create(SchoolList(round=one, school_id=pk) for pk in sorted(schools))


def call_back(*, one: HonorRound, by: User, reason: str) -> None:
    """Take the lists back from the schools, to compute anew; confirmations that still fit survive the computation."""
    _reason(reason)
    with transaction.atomic():
        locked(one)
        move(one, "call_back", by, returned_reason=reason.strip()[:300])
        _lists(one).delete()


def publish(*, one: HonorRound, by: User, on: date, elsewhere: str = "") -> None:
    """Hang the list out for the working days of the setting, the first day not counted; or note how and where that
    was done outside the system."""
    need(by, HonorPermission.RUN_ROUND, MOVES["publish"].label)
    with transaction.atomic():
        locked(one)
        waiting = _lists(one).exclude(state=ListState.CHECKED).count()
        if waiting:
            raise refuse("lists_waiting", n=waiting)
        _no_open_objection(one)
        drop_honoured(one, by)
        _up_to_date(one)
        _all_confirmed(one)
        note = elsewhere.strip()[:300]
        until = calendar().last_day(on, setting_on(on).publicity_days)
        dates = (None, None) if note else (on, until)
        move(
            one, "publish", by, publicity_from=dates[0], publicity_until=dates[1], publicity_note=note,
            returned_reason="",
        )  # fmt: skip


def reopen(*, one: HonorRound, by: User, reason: str) -> None:
    """Take the list down, because schools or districts must look again."""
    _reason(reason)
    with transaction.atomic():
        locked(one)
        move(one, "reopen", by, returned_reason=reason.strip()[:300])


def submit(*, one: HonorRound, by: User, on: date | None = None) -> None:
    """Hand the list to the second person, once it hung out for its time and nothing said against it is open."""
    on = on or timezone.localdate()
    need(by, HonorPermission.RUN_ROUND, MOVES["submit"].label)
    reached(one, on)
    with transaction.atomic():
        now = locked(one)
        if now.state == RoundState.PUBLICITY and now.publicity_until and on <= now.publicity_until:
            raise refuse("publicity_runs", day=now.publicity_until)
        _no_open_objection(one)
        drop_honoured(one, by)
        _up_to_date(one)
        _all_confirmed(one)
        name_entries(one)
        _refuse_undrawable(one)
        move(one, "submit", by, submitted_by=by, submitted_at=timezone.now(), returned_reason="")


def give_back(*, one: HonorRound, reason: str, by: User, seen: str) -> None:
    """The second person does not approve and says why. ``seen`` is the stamp of the list that person looked at."""
    _reason(reason)
    with transaction.atomic():
        _same_list(one, seen)
        move(one, "give_back", by, returned_reason=reason.strip()[:300], submitted_by=None, submitted_at=None)


def approve(*, one: HonorRound, by: User, seen: str, background: bool = True) -> None:
    """The second person approves the list that bears the stamp ``seen``; nobody gets a number whose certificate
    cannot be drawn."""
    need(by, HonorPermission.APPROVE, MOVES["approve"].label)
    reached(one)
    with transaction.atomic():
        _same_list(one, seen)
        makers = [one.made_by_id, one.submitted_by_id]
        decides = one.state == RoundState.SUBMITTED and not is_one_hand(by, makers, one.made_at)
        dropped = drop_honoured(one, by) + name_entries(one) if decides else 0
    if dropped:
        raise refuse("list_changed")
    with transaction.atomic():
        _same_list(one, seen)
        _refuse_undrawable(one)
        move(one, "approve", by, approved_by=by, approved_at=timezone.now())
        if background:
            _enqueue(ISSUE, one, by, f"制作截至 {one.as_of} 的荣誉证书")


def archive(*, one: HonorRound, by: User, note: str) -> None:
    """Close the round for good. What is not handed out yet needs a word; the digest of the whole list is kept."""
    with transaction.atomic():
        locked(one)
        left = _lists(one).filter(handed_over_on=None).count()
        if left and not note.strip():
            raise refuse("not_handed_over", n=left)
        move(
            one, "archive", by, archived_by=by, archived_at=timezone.now(), archive_note=note.strip()[:300],
            archive_digest=archive_digest(one),
        )  # fmt: skip


@transaction.atomic
def set_rules(
    *, effective_from: date, publicity_days: int, allow_posthumous: bool, document: str, by: User
) -> RoundSetting:
    """Decide on the rules of rounds from a day on; a row is never changed, a later one takes its place."""
    need(by, HonorPermission.RUN_ROUND, "设定批次规则")
    if effective_from < timezone.localdate():
        raise refuse("setting_past")
    given = {"publicity_days": publicity_days, "allow_posthumous": allow_posthumous, "document": document.strip()}
    row, is_new = RoundSetting.objects.get_or_create(effective_from=effective_from, defaults={**given, "set_by": by})
    if not is_new:
        raise refuse("setting_exists", day=effective_from)
    record("round.rules_set", by=by, subject=row, days=publicity_days, posthumous=allow_posthumous)
    return row


def name_entries(one: HonorRound) -> int:
    """Give the entries the names of people and units as they are today: those stand on the certificates, whatever
    anybody is called later; how many were called otherwise."""
    changed = entries_of(one).exclude(name=F("teacher__name"), school_name=F("school__name"))
    keys = list(changed.values_list("pk", flat=True))
    people = Teacher.objects.for_system("the names of a round").filter(pk=OuterRef("teacher_id")).values("name")
    units = Organisation.objects.filter(pk=OuterRef("school_id")).values("name")
    entries_of(one).filter(pk__in=keys).update(name=Subquery(people), school_name=Subquery(units))
    return len(keys)


def recompute_changed(*, one: HonorRound, by: User, on: date) -> int:
    """Compute those anew whose record changed after their entry was computed; how many."""
    need(by, HonorPermission.RUN_ROUND, "重新计算")
    with transaction.atomic():
        now = in_state(one, RoundState.CHECKING, RoundState.PUBLICITY)
        people = [entry.teacher for entry in changed_entries(now).select_related("teacher")]
        for teacher in people:
            was = entries_of(now).get(teacher=teacher).state
            entry = recompute_one(one=now, teacher=teacher, by=by)
            if entry is not None and entry.state == EntryState.CANDIDATE and was != EntryState.CANDIDATE:
                join(now, entry, by, on)
    return len(people)


def _up_to_date(one: HonorRound) -> None:
    if count := changed_entries(one).count():
        raise refuse("register_moved", n=count)


def _all_confirmed(one: HonorRound) -> None:
    """Somebody is put forward, and everybody who is has confirmed or had it answered for."""
    if not candidates_of(one).exists():
        raise refuse("no_candidates")
    if count := candidates_of(one).filter(answer="").count():
        raise refuse("unconfirmed_left", n=count)


def _reason(text: str) -> None:
    if not text.strip():
        raise refuse("reason_missing")


def _same_list(one: HonorRound, seen: str) -> None:
    """Refuse a decision on a list that was submitted anew after the page was drawn."""
    if locked(one).stamp != seen:
        raise refuse("list_changed")


def _no_open_objection(one: HonorRound) -> None:
    rows = Objection.objects.for_system("nothing said against a list may be passed over")
    if count := rows.filter(round=one, state=ObjectionState.OPEN).count():
        raise refuse("objections_open", n=count)


def _lists(one: HonorRound) -> QuerySet[SchoolList]:
    rows: QuerySet[SchoolList] = SchoolList.objects.for_system("a round is about the whole city")
    return rows.filter(round=one)


def _refuse_undrawable(one: HonorRound) -> None:
    """Name the people whose certificate cannot be drawn, and the characters that no font has."""
    fonts = open_fonts(tuple(settings.FONT_DIRS))
    found = []
    for name, school in candidates_of(one).values_list("name", "school_name").order_by("school__path", "pk"):
        if glyphs := fonts.missing(name + school):
            found.append(f"{school} {name}（{'、'.join(f'“{char}”U+{ord(char):04X}' for char in glyphs)}）")
    if found:
        more = f"等 {len(found)} 人" if len(found) > NAMED else ""
        raise refuse("glyph_missing", people="；".join(found[:NAMED]) + more)
