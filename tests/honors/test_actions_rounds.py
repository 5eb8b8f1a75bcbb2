"""A round from its making to its approval: each move, each refusal, two persons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, hand_on, id_number, person

from honors.actions import certificates, checking, computing, rounds
from honors.choices import EntryState, HoldReason, RoundState
from honors.errors import SENTENCES
from honors.models import Certificate, HonorRound, RoundEntry, SchoolList
from kernel.accounts.actions import grant_role
from kernel.errors import RuleBroken
from kernel.jobs.models import Job

pytestmark = pytest.mark.django_db


def draft(world: World) -> HonorRound:
    return rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)


def submitted(world: World) -> HonorRound:
    one = draft(world)
    hand_on(one, world["honors"])
    return one


def entries(one: HonorRound) -> dict[str, tuple[int, str, str]]:
    rows = RoundEntry.objects.for_system("test").filter(round=one).select_related("teacher")
    return {row.teacher.name: (row.threshold, row.state, row.hold_reason) for row in rows}


def entry(one: HonorRound, name: str) -> RoundEntry:
    found: RoundEntry = RoundEntry.objects.for_system("test").get(round=one, teacher__name=name)
    return found


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        act()
    assert caught.value.message.endswith("。")
    assert caught.value.code in SENTENCES
    return caught.value.code


# --- making and computing --------------------------------------------------------------------------------------------


def test_a_round_puts_down_who_reached_a_threshold(settled: World) -> None:
    one = draft(settled)
    assert (one.state, one.looked_at, one.made_by) == (RoundState.DRAFT, 4, settled["honors"])
    assert one.rule_source.startswith("《泰州市教育强市建设实施方案》")
    assert entries(one) == {
        "李长青": (30, EntryState.CANDIDATE, ""),
        "周缺页": (30, EntryState.HELD, HoldReason.HISTORY_INCOMPLETE),
        "王远山": (40, EntryState.CANDIDATE, ""),
    }


def test_the_arithmetic_is_kept_as_it_stood(settled: World) -> None:
    row = entry(draft(settled), "李长青")
    assert (row.months, row.years, row.odd_months) == (384, 32, 0)
    (line,) = row.lines
    assert (line["start"], line["end"], line["counted"]) == ("1993-09", "2025-08", 384)
    assert sum(line["counted"] for line in row.lines) == row.months


def test_somebody_past_retirement_is_held(world: World) -> None:
    world.enrol(person("迟退", date(1960, 1, 1), services=[("1980-09", None, "teaching")]))
    assert entries(draft(world)) == {"迟退": (40, EntryState.HELD, HoldReason.PAST_RETIREMENT)}


def test_the_birth_month_of_the_file_decides_on_retirement(world: World) -> None:
    late = person(
        "晚生", date(1960, 1, 1), services=[("1980-09", None, "teaching")], archive_birth_month=date(1968, 1, 1)
    )
    world.enrol(late)
    assert entries(draft(world)) == {"晚生": (40, EntryState.CANDIDATE, "")}


def test_somebody_who_has_died_is_not_put_forward(world: World) -> None:
    world.enrol(person("已故者", date(1966, 1, 1), services=[("1984-09", None, "teaching")], status="deceased"))
    assert entries(draft(world)) == {"已故者": (40, EntryState.EXCLUDED, HoldReason.DECEASED)}


def test_a_page_computes_in_the_background(settled: World, at_once: Any) -> None:
    with at_once():
        one = rounds.make_round(as_of=AS_OF, by=settled["honors"])
        assert one.state == RoundState.COMPUTING
    one.refresh_from_db()
    assert (one.state, len(entries(one))) == (RoundState.DRAFT, 3)
    assert Job.objects.for_system("test").get().state == "done"


def test_one_round_per_day(settled: World) -> None:
    draft(settled)
    assert refusal(lambda: draft(settled)) == "round_exists"
    with pytest.raises(IntegrityError):
        HonorRound.objects.create(as_of=AS_OF, made_by=settled["honors"])


def test_no_round_of_a_later_year(settled: World) -> None:
    later = date(timezone.localdate().year + 1, 1, 1)
    assert refusal(lambda: rounds.make_round(as_of=later, by=settled["honors"])) == "as_of_future"
    assert not HonorRound.objects.exists()


@pytest.mark.parametrize("who", ["nobody", "teacher", "school", "district", "city", "approver"])
def test_only_the_honours_officer_makes_and_submits(settled: World, who: str) -> None:
    assert refusal(lambda: rounds.make_round(as_of=AS_OF, by=settled[who], background=False)) == "no_permission"
    one = draft(settled)
    assert refusal(lambda: rounds.submit(one=one, by=settled[who])) == "no_permission"
    assert refusal(lambda: rounds.recompute(one=one, by=settled[who])) == "no_permission"
    one.refresh_from_db()
    assert one.state == RoundState.DRAFT


def test_a_round_of_a_day_to_come_is_computed_and_not_submitted(settled: World) -> None:
    """On the last day of the year there is none, and nothing to test."""
    later = date(timezone.localdate().year, 12, 31)
    one = rounds.make_round(as_of=later, by=settled["honors"], background=False)
    assert "李长青" in entries(one)
    if later > timezone.localdate():
        assert refusal(lambda: rounds.submit(one=one, by=settled["honors"])) == "as_of_not_reached"


def test_no_round_before_the_rules(settled: World) -> None:
    early = date(1984, 12, 31)
    assert refusal(lambda: rounds.make_round(as_of=early, by=settled["honors"], background=False)) == "as_of_early"


def test_a_draft_is_discarded_and_its_trail_stays(settled: World) -> None:
    one = draft(settled)
    for who in ("approver", "school"):
        assert refusal(lambda who=who: rounds.discard(one=one, by=settled[who])) == "no_permission"  # type: ignore[misc]
    rounds.discard(one=one, by=settled["honors"])
    assert not HonorRound.objects.exists()
    assert not RoundEntry.objects.for_system("test").exists()
    assert [line.detail for line in acts("round.discarded")] == [{"as_of": str(AS_OF)}]


def test_a_round_that_was_submitted_is_not_discarded(settled: World) -> None:
    one = submitted(settled)
    assert refusal(lambda: rounds.discard(one=one, by=settled["honors"])) == "not_discardable"
    rounds.give_back(one=one, reason="请核对", by=settled["approver"], seen=one.stamp)
    assert refusal(lambda: rounds.discard(one=one, by=settled["honors"])) == "not_discardable"


def test_a_list_submitted_anew_is_looked_at_anew(settled: World) -> None:
    """The second person decides on the list that was on the screen, on no other."""
    one, second = submitted(settled), settled["approver"]
    seen = one.stamp
    rounds.give_back(one=one, reason="请核对", by=second, seen=seen)
    rounds.submit(one=one, by=settled["honors"])
    assert refusal(lambda: rounds.approve(one=one, by=second, seen=seen)) == "list_changed"
    assert refusal(lambda: rounds.give_back(one=one, reason="再核", by=second, seen=seen)) == "list_changed"
    rounds.approve(one=one, by=second, seen=one.stamp, background=False)


def test_computing_again_takes_in_what_changed(settled: World, at_once: Any) -> None:
    one = draft(settled)
    settled.enrol(person("新补录", date(1970, 1, 1), services=[("1990-09", None, "teaching")]))
    with at_once():
        rounds.recompute(one=one, by=settled["honors"])
    one.refresh_from_db()
    assert one.state == RoundState.DRAFT
    assert set(entries(one)) == {"李长青", "周缺页", "王远山", "新补录"}
    assert entry(one, "李长青").teacher == settled.people["李长青"]


# --- held people -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["school", "district", "city", "honors"])
def test_a_held_person_is_confirmed_with_a_note(settled: World, who: str) -> None:
    one = draft(settled)
    checking.confirm_held(entry=entry(one, "周缺页"), note=" 已核对1992年任职文件 ", by=settled[who])
    row = entry(one, "周缺页")
    assert (row.state, row.confirmed_by, row.confirmed_note) == (
        EntryState.CANDIDATE, settled[who], "已核对1992年任职文件",
    )  # fmt: skip
    assert row.hold_reason == HoldReason.HISTORY_INCOMPLETE, "why it was held stays on file"
    (line,) = acts("entry.confirmed")
    assert (line.actor_name, line.detail) == (who, {}), "why somebody was held is not in the trail"


@pytest.mark.parametrize(
    ("who", "note", "code"),
    [
        ("school", "  ", "reason_missing"),
        ("far_school", "核对无误", "not_held"),
        ("far_district", "核对无误", "not_held"),
        ("approver", "核对无误", "no_permission"),
        ("teacher", "核对无误", "no_permission"),
    ],
)
def test_a_confirmation_is_refused(settled: World, who: str, note: str, code: str) -> None:
    row = entry(draft(settled), "周缺页")
    assert refusal(lambda: checking.confirm_held(entry=row, note=note, by=settled[who])) == code
    row.refresh_from_db(from_queryset=RoundEntry.objects.for_system("test"))
    assert (row.state, row.confirmed_by) == (EntryState.HELD, None)


def test_only_a_held_person_of_a_draft_is_confirmed(settled: World) -> None:
    one = draft(settled)
    act = checking.confirm_held
    assert refusal(lambda: act(entry=entry(one, "李长青"), note="好", by=settled["school"])) == "not_held"
    act(entry=entry(one, "周缺页"), note="好", by=settled["school"])
    assert refusal(lambda: act(entry=entry(one, "周缺页"), note="好", by=settled["city"])) == "already_confirmed"


def test_after_submission_nobody_is_confirmed(settled: World) -> None:
    one, act = draft(settled), checking.confirm_held
    hand_on(one, settled["honors"])
    assert refusal(lambda: act(entry=entry(one, "周缺页"), note="好", by=settled["school"])) == "not_held"


def test_the_deceased_are_not_confirmed_into_the_list(world: World) -> None:
    world.enrol(person("已故者", date(1966, 1, 1), services=[("1984-09", None, "teaching")], status="deceased"))
    row = entry(draft(world), "已故者")
    assert refusal(lambda: checking.confirm_held(entry=row, note="好", by=world["school"])) == "not_held"


def test_a_confirmation_outlives_a_new_computation(settled: World, at_once: Any) -> None:
    one = draft(settled)
    checking.confirm_held(entry=entry(one, "周缺页"), note="已核对", by=settled["school"])
    with at_once():
        rounds.recompute(one=one, by=settled["honors"])
    row = entry(one, "周缺页")
    assert (row.state, row.confirmed_by, row.confirmed_note) == (EntryState.CANDIDATE, settled["school"], "已核对")


def test_a_confirmation_for_another_reason_does_not_carry_over(world: World, at_once: Any) -> None:
    """Who was confirmed for a gap and turns out to be past retirement is held anew."""
    born, service = date(1970, 1, 1), [("1990-09", None, "teaching")]
    world.enrol(person("迟退", born, services=service, incomplete=True))
    one = draft(world)
    checking.confirm_held(entry=entry(one, "迟退"), note="已核对", by=world["school"])
    world.enrol(person("迟退", born, services=service, archive_birth_month=date(1960, 1, 1)))
    with at_once():
        rounds.recompute(one=one, by=world["honors"])
    row = entry(one, "迟退")
    assert (row.state, row.hold_reason, row.confirmed_by) == (EntryState.HELD, HoldReason.BOTH, None)


def test_who_is_held_for_both_is_confirmed_for_both(world: World, at_once: Any) -> None:
    born, service = date(1960, 1, 1), [("1980-09", None, "teaching")]
    world.enrol(person("迟退", born, services=service, incomplete=True))
    one = draft(world)
    assert entries(one) == {"迟退": (40, EntryState.HELD, HoldReason.BOTH)}
    checking.confirm_held(entry=entry(one, "迟退"), note="已核对", by=world["school"])
    world.enrol(person("迟退", born, services=service))
    with at_once():
        rounds.recompute(one=one, by=world["honors"])
    assert (entry(one, "迟退").state, entry(one, "迟退").confirmed_by) == (EntryState.CANDIDATE, world["school"])


def test_the_database_wants_a_reason_and_a_note(settled: World) -> None:
    rows = RoundEntry.objects.for_system("test")
    pk = entry(draft(settled), "周缺页").pk
    for values in ({"hold_reason": ""}, {"confirmed_by": settled["school"]}, {"months": 359}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.filter(pk=pk).update(**values)


# --- two persons -----------------------------------------------------------------------------------------------------


def test_a_list_is_submitted_and_approved_by_two(settled: World) -> None:
    one = submitted(settled)
    assert (one.state, one.submitted_by) == (RoundState.SUBMITTED, settled["honors"])
    rounds.approve(one=one, seen=one.stamp, by=settled["approver"], background=False)
    assert (one.state, one.approved_by) == (RoundState.APPROVED, settled["approver"])
    assert one.approved_at is not None


def test_a_list_without_candidates_is_not_submitted(world: World) -> None:
    one = draft(world)
    assert refusal(lambda: rounds.submit(one=one, by=world["honors"])) == "no_candidates"


@pytest.mark.parametrize("who", ["honors", "school", "city", "nobody"])
def test_only_the_approver_approves_and_gives_back(settled: World, who: str) -> None:
    one = submitted(settled)
    assert refusal(lambda: rounds.approve(one=one, seen=one.stamp, by=settled[who])) == "no_permission"
    assert (
        refusal(lambda: rounds.give_back(one=one, seen=one.stamp, reason="请核对", by=settled[who])) == "no_permission"
    )


def test_the_maker_never_approves_whatever_the_roles(settled: World) -> None:
    maker = settled["honors"]
    grant_role(user=maker, role="city_approver", org=settled.city, on=date(2020, 1, 1), by=None)
    one = submitted(settled)
    maker = settled.user("honors")
    assert refusal(lambda: rounds.approve(one=one, seen=one.stamp, by=maker)) == "same_person"
    assert refusal(lambda: rounds.give_back(one=one, seen=one.stamp, reason="请核对", by=maker)) == "same_person"


def test_who_submitted_never_approves_either(settled: World) -> None:
    """The round was made by one officer and submitted by another, who is an approver too."""
    grant_role(user=settled["approver"], role="city_honors", org=settled.city, on=date(2020, 1, 1), by=None)
    one = draft(settled)
    second = settled.user("approver")
    hand_on(one, second)
    assert refusal(lambda: rounds.approve(one=one, seen=one.stamp, by=second)) == "same_person"


@pytest.mark.parametrize("by", ["made_by", "submitted_by"])
def test_the_database_refuses_one_person_twice(settled: World, by: str) -> None:
    """Past the action: made and submitted by two officers, approved by either of them."""
    one = submitted(settled)
    row = HonorRound.objects.filter(pk=one.pk)
    row.update(submitted_by=settled["city"])
    one.refresh_from_db()
    with pytest.raises(IntegrityError, match="round_two_persons"), transaction.atomic():
        row.update(approved_by=getattr(one, by), approved_at=timezone.now(), state=RoundState.APPROVED)
    with pytest.raises(IntegrityError, match=r"round_two_persons|round_submitted_by"), transaction.atomic():
        row.update(submitted_by=None, approved_by=settled["approver"], approved_at=timezone.now())
    row.update(approved_by=settled["approver"], approved_at=timezone.now(), state=RoundState.APPROVED)


@pytest.mark.parametrize("state", [RoundState.APPROVED, RoundState.ISSUED])
def test_the_database_knows_no_approval_by_nobody(settled: World, state: RoundState) -> None:
    with pytest.raises(IntegrityError, match="round_approved_by_someone"):
        HonorRound.objects.filter(pk=submitted(settled).pk).update(state=state)


def test_giving_back_says_why(settled: World) -> None:
    one = submitted(settled)
    assert (
        refusal(lambda: rounds.give_back(one=one, seen=one.stamp, reason=" ", by=settled["approver"]))
        == "reason_missing"
    )
    rounds.give_back(one=one, seen=one.stamp, reason=" 请核对王远山的经历 ", by=settled["approver"])
    assert (one.state, one.returned_reason, one.submitted_by) == (RoundState.PUBLICITY, "请核对王远山的经历", None)
    rounds.submit(one=one, by=settled["honors"])
    assert one.returned_reason == ""
    assert [line.act for line in acts("round.submit")] == ["round.submit"] * 2


MOVES_FROM: dict[str, set[RoundState]] = {
    "recompute": {RoundState.DRAFT},
    "send_out": {RoundState.DRAFT},
    "call_back": {RoundState.CHECKING},
    "publish": {RoundState.CHECKING},
    "reopen": {RoundState.PUBLICITY},
    "submit": {RoundState.PUBLICITY},
    "archive": {RoundState.ISSUED},
    "approve": {RoundState.SUBMITTED},
    "give_back": {RoundState.SUBMITTED},
    "retry": {RoundState.COMPUTING, RoundState.APPROVED},
}


@pytest.mark.parametrize("state", RoundState)
@pytest.mark.parametrize("move", MOVES_FROM)
def test_a_move_is_made_from_its_state_alone(settled: World, move: str, state: RoundState) -> None:
    one = submitted(settled)
    row = HonorRound.objects.filter(pk=one.pk)
    if state in {RoundState.APPROVED, RoundState.ISSUED, RoundState.ARCHIVED}:
        row.update(approved_by=settled["approver"], approved_at=timezone.now())
    if state == RoundState.ARCHIVED:
        row.update(archived_by=settled["honors"], archived_at=timezone.now(), archive_digest="0" * 64)
    row.update(state=state)
    if move == "send_out":
        SchoolList.objects.for_system("test").filter(round=one).delete()
    one.refresh_from_db()
    by = settled["approver"] if move in {"approve", "give_back"} else settled["honors"]
    seen, why, today = {"seen": one.stamp}, {"reason": "请核对"}, {"on": timezone.localdate()}
    extra: dict[str, dict[str, Any]] = {
        "approve": seen, "give_back": seen | why, "call_back": why, "reopen": why, "publish": today,
        "archive": {"note": "未领取的由市局代管"},
    }  # fmt: skip

    def act() -> None:
        getattr(rounds, move)(one=one, by=by, **extra.get(move, {}))

    if state in MOVES_FROM[move]:
        act()
    else:
        assert refusal(act) == "round_moved"
        one.refresh_from_db()
        assert one.state == state


def test_who_was_honoured_in_another_round_meanwhile_is_taken_out(settled: World) -> None:
    """Two rounds were computed side by side; the one issued first leaves the other a list to look at anew."""
    later, second = submitted(settled), settled["approver"]
    first = rounds.make_round(as_of=date(2025, 9, 9), by=settled["honors"], background=False)
    hand_on(first, settled["honors"])
    rounds.approve(one=first, seen=first.stamp, by=second, background=False)
    certificates.issue(one=first, by=settled["honors"])
    assert refusal(lambda: rounds.approve(one=later, seen=later.stamp, by=second)) == "list_changed"
    gone = (EntryState.EXCLUDED, HoldReason.ALREADY_HONOURED)
    assert (entries(later)["李长青"], entries(later)["王远山"]) == ((30, *gone), (40, *gone))
    assert Certificate.objects.for_system("test").count() == 2


def test_a_name_that_cannot_be_drawn_refuses_the_approval(settled: World) -> None:
    """U+E000 is private: no font of the house draws it."""
    number = id_number(date(1970, 1, 1))
    settled.enrol(person("王\ue000", date(1970, 1, 1), services=[("1990-09", None, "teaching")], number=number))
    words = r"海陵区实验小学 王\ue000（“\ue000”U\+E000）"
    one = draft(settled)
    with pytest.raises(RuleBroken, match=words) as caught:
        hand_on(one)
    assert (caught.value.code, one.state) == ("glyph_missing", RoundState.PUBLICITY), "the maker hears it first"
    HonorRound.objects.filter(pk=one.pk).update(
        state=RoundState.SUBMITTED, submitted_by=settled["honors"], submitted_at=timezone.now()
    )
    one.refresh_from_db()
    with pytest.raises(RuleBroken, match=words):
        rounds.approve(one=one, seen=one.stamp, by=settled["approver"])
    one.refresh_from_db()
    assert (one.state, one.approved_by) == (RoundState.SUBMITTED, None)
    assert acts("round.approve") == []


def test_a_held_name_that_cannot_be_drawn_does_not_matter(settled: World) -> None:
    settled.enrol(person("王\ue000", date(1970, 1, 1), services=[("1990-09", None, "teaching")], incomplete=True))
    one = submitted(settled)
    rounds.approve(one=one, seen=one.stamp, by=settled["approver"], background=False)
    assert one.state == RoundState.APPROVED


def test_interrupted_computing_is_taken_up(settled: World, at_once: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(computing, "_write_entries", None)
        with at_once():
            one = rounds.make_round(as_of=AS_OF, by=settled["honors"])
    one.refresh_from_db()
    assert one.state == RoundState.COMPUTING
    assert [job.state for job in Job.objects.for_system("test").all()] == ["failed"]
    with at_once():
        rounds.retry(one=one, by=settled["honors"])
    one.refresh_from_db()
    assert (one.state, len(entries(one))) == (RoundState.DRAFT, 3)
    assert {SCHOOL, FAR_SCHOOL} == {entry(one, name).school.name for name in entries(one)}
