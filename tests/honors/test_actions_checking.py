"""The lists of schools on their way up: the person, the school, the district, the office, the hand-over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from world import AS_OF, FAR_SCHOOL, SCHOOL, World, acts, hand_on, person, scan

from honors.actions import certificates, checking, rounds
from honors.choices import Confirmation, EntryState, HoldReason, ListState, RoundState
from honors.errors import SENTENCES
from honors.models import HonorRound, RoundEntry, SchoolList
from kernel.errors import RuleBroken
from kernel.files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(settled: World) -> HonorRound:
    """A round that was sent out: 李长青 is a candidate of the own school, 周缺页 is held there; 王远山 is far away."""
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    rounds.send_out(one=made, by=settled["honors"])
    return made


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        act()
    assert caught.value.message.endswith("。")
    return caught.value.code


def entry(name: str) -> RoundEntry:
    found: RoundEntry = RoundEntry.objects.for_system("test").select_related("round").get(teacher__name=name)
    return found


def list_of(school: str) -> SchoolList:
    found: SchoolList = SchoolList.objects.for_system("test").select_related("round", "school").get(school__name=school)
    return found


# --- sending out -----------------------------------------------------------------------------------------------------


def test_each_school_with_somebody_at_stake_gets_a_list(one: HonorRound) -> None:
    lists = SchoolList.objects.for_system("test").filter(round=one)
    assert {(row.school.name, row.state) for row in lists.select_related("school")} == {
        (SCHOOL, ListState.OPEN), (FAR_SCHOOL, ListState.OPEN),
    }  # fmt: skip


def test_a_round_with_nobody_is_not_sent_out(world: World) -> None:
    made = rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)
    assert refusal(lambda: rounds.send_out(one=made, by=world["honors"])) == "no_candidates"


def test_what_was_sent_out_is_called_back_and_confirmations_stay(settled: World, one: HonorRound, at_once: Any) -> None:
    checking.confirm_own(entry=entry("李长青"), by=settled["teacher"])
    assert refusal(lambda: rounds.call_back(one=one, by=settled["honors"], reason=" ")) == "reason_missing"
    rounds.call_back(one=one, by=settled["honors"], reason="漏了民办学校")
    assert not SchoolList.objects.for_system("test").exists()
    assert refusal(lambda: rounds.discard(one=one, by=settled["honors"])) == "not_discardable"
    with at_once():
        rounds.recompute(one=one, by=settled["honors"])
    assert entry("李长青").answer == Confirmation.SELF, "the same years, the same person"


# --- the person ------------------------------------------------------------------------------------------------------


def test_a_person_confirms_the_own_entry(settled: World, one: HonorRound) -> None:
    checking.confirm_own(entry=entry("李长青"), by=settled["teacher"])
    row = entry("李长青")
    assert (row.answer, row.answered_by) == (Confirmation.SELF, settled["teacher"])
    assert refusal(lambda: checking.confirm_own(entry=row, by=settled["teacher"])) == "not_to_confirm"
    assert [line.detail for line in acts("entry.answered")] == [{"how": "self"}]


@pytest.mark.parametrize("who", ["school", "honors", "nobody"])
def test_nobody_confirms_for_somebody_else(settled: World, one: HonorRound, who: str) -> None:
    assert refusal(lambda: checking.confirm_own(entry=entry("李长青"), by=settled[who])) == "not_to_confirm"
    assert entry("李长青").answer == ""


def test_a_draft_is_not_confirmed_yet(settled: World) -> None:
    rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    assert refusal(lambda: checking.confirm_own(entry=entry("李长青"), by=settled["teacher"])) == "round_moved"


# --- signatures on paper ---------------------------------------------------------------------------------------------


def test_a_school_puts_signatures_down_with_the_scan(settled: World, one: HonorRound) -> None:
    row = entry("李长青")
    done = checking.confirm_on_paper(one=list_of(SCHOOL), entry_ids=[row.pk], scan=[scan()], by=settled["school"])
    row = entry("李长青")
    assert (done, row.answer, row.answered_by) == (1, Confirmation.PAPER, settled["school"])
    assert row.answer_file is not None
    assert [line.subject_id for line in acts("entry.answered")] == [str(row.pk)]


@pytest.mark.parametrize(
    ("who", "people", "papers", "code"),
    [
        ("school", [], [scan()], "nobody_chosen"),
        ("school", ["李长青"], [], "scan_missing"),
        ("school", ["李长青", "周缺页"], [scan()], "not_to_confirm"),
        ("school", ["王远山"], [scan()], "not_to_confirm"),
        ("honors", ["李长青"], [scan()], "no_permission"),
        ("school", ["李长青"], [("名单.docx", b"PK\x03\x04")], "file_kind"),
        ("school", ["李长青"], [("名单.pdf", b"")], "file_empty"),
    ],
)
def test_signatures_are_refused_and_nothing_stays(
    settled: World, one: HonorRound, settings: Any, who: str, people: list[str], papers: Any, code: str
) -> None:
    keys, row = [entry(name).pk for name in people], list_of(SCHOOL)
    assert refusal(lambda: checking.confirm_on_paper(one=row, entry_ids=keys, scan=papers, by=settled[who])) == code
    assert not RoundEntry.objects.for_system("test").exclude(answer="").exists()
    assert not StoredFile.objects.exists()
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []


def test_a_neighbours_list_is_not_there(settled: World, one: HonorRound) -> None:
    key = entry("李长青").pk
    with pytest.raises(SchoolList.DoesNotExist):
        checking.confirm_on_paper(one=list_of(SCHOOL), entry_ids=[key], scan=[scan()], by=settled["far_school"])
    with pytest.raises(SchoolList.DoesNotExist):
        checking.send_list(one=list_of(SCHOOL), by=settled["far_school"], hold_unconfirmed=True)
    with pytest.raises(SchoolList.DoesNotExist):
        checking.check_list(one=list_of(SCHOOL), by=settled["far_district"])


# --- sending, checking, returning ------------------------------------------------------------------------------------


def sent(world: World) -> SchoolList:
    checking.confirm_own(entry=entry("李长青"), by=world["teacher"])
    checking.send_list(one=list_of(SCHOOL), by=world["school"])
    return list_of(SCHOOL)


def test_a_list_goes_up_when_everybody_confirmed(settled: World, one: HonorRound) -> None:
    assert refusal(lambda: checking.send_list(one=list_of(SCHOOL), by=settled["school"])) == "unconfirmed_left"
    row = sent(settled)
    assert (row.state, row.sent_by) == (ListState.SENT, settled["school"])
    assert refusal(lambda: checking.send_list(one=row, by=settled["school"])) == "list_moved"
    checking.check_list(one=row, by=settled["district"])
    assert (row.state, row.checked_by) == (ListState.CHECKED, settled["district"])


def test_who_cannot_be_reached_is_held_and_comes_back_by_confirming(settled: World, one: HonorRound) -> None:
    checking.send_list(one=list_of(SCHOOL), by=settled["school"], hold_unconfirmed=True)
    row = entry("李长青")
    assert (row.state, row.hold_reason) == (EntryState.HELD, HoldReason.UNCONFIRMED)
    assert refusal(lambda: checking.confirm_held(entry=row, note="好", by=settled["school"])) == "list_moved"
    checking.confirm_own(entry=row, by=settled["teacher"])
    assert (entry("李长青").state, entry("李长青").hold_reason) == (EntryState.CANDIDATE, "")


def test_who_sent_a_list_does_not_check_it(settled: World, one: HonorRound) -> None:
    """A district officer may send for a school that has nobody; then somebody else checks."""
    checking.confirm_own(entry=entry("李长青"), by=settled["teacher"])
    checking.send_list(one=list_of(SCHOOL), by=settled["district"])
    assert refusal(lambda: checking.check_list(one=list_of(SCHOOL), by=settled["district"])) == "same_sender"
    assert checking.check_lists(one=one, by=settled["district"]) == (0, 0)
    with pytest.raises(IntegrityError, match="list_two_persons"), transaction.atomic():
        SchoolList.objects.for_system("past the action").filter(pk=list_of(SCHOOL).pk).update(
            state=ListState.CHECKED, checked_by=settled["district"], checked_at=timezone.now()
        )
    checking.check_list(one=list_of(SCHOOL), by=settled["city"])


def test_all_lists_that_are_ready_are_checked_at_once(settled: World, one: HonorRound) -> None:
    sent(settled)
    checking.send_list(one=list_of(FAR_SCHOOL), by=settled["far_school"], hold_unconfirmed=True)
    assert checking.check_lists(one=one, by=settled["district"]) == (1, 0), "the own district's alone"
    assert (list_of(SCHOOL).state, list_of(FAR_SCHOOL).state) == (ListState.CHECKED, ListState.SENT)


def test_a_school_settles_its_people_before_it_sends(settled: World, one: HonorRound) -> None:
    """The district would never see who comes afterwards; it may return the list."""
    row, act = sent(settled), checking.confirm_held
    assert refusal(lambda: act(entry=entry("周缺页"), note="已补档", by=settled["school"])) == "list_moved"
    checking.check_list(one=row, by=settled["district"])
    assert refusal(lambda: act(entry=entry("周缺页"), note="已补档", by=settled["school"])) == "list_moved"
    checking.return_list(one=row, by=settled["district"], reason="请核实周老师")
    act(entry=entry("周缺页"), note="已补档", by=settled["school"])
    assert refusal(lambda: checking.send_list(one=row, by=settled["school"])) == "unconfirmed_left"


def test_a_signature_on_paper_may_be_replaced_and_the_own_word_not(settled: World, one: HonorRound) -> None:
    row, key = list_of(SCHOOL), entry("李长青").pk
    for name in ("一.png", "二.png"):
        checking.confirm_on_paper(one=row, entry_ids=[key], scan=[scan(name)], by=settled["school"])
        assert entry("李长青").answer_file.name == name  # type: ignore[union-attr]
    RoundEntry.objects.for_system("test").filter(pk=key).update(answer=Confirmation.SELF)
    act = checking.confirm_on_paper
    assert refusal(lambda: act(one=row, entry_ids=[key], scan=[scan()], by=settled["school"])) == "not_to_confirm"


def test_a_list_is_returned_with_a_reason(settled: World, one: HonorRound) -> None:
    row = sent(settled)
    assert refusal(lambda: checking.return_list(one=row, by=settled["district"], reason="")) == "reason_missing"
    checking.check_list(one=row, by=settled["district"])
    checking.return_list(one=row, by=settled["city"], reason="请补张老师的材料")
    row = list_of(SCHOOL)
    assert (row.state, row.sent_by, row.checked_by, row.returned_reason) == (
        ListState.OPEN, None, None, "请补张老师的材料",
    )  # fmt: skip
    checking.send_list(one=row, by=settled["school"])
    assert row.returned_reason == ""


@pytest.mark.parametrize(
    ("act", "who"),
    [("send_list", "approver"), ("send_list", "honors"), ("check_list", "school"), ("check_list", "honors")],
)
def test_only_who_should_sends_and_checks(settled: World, one: HonorRound, act: str, who: str) -> None:
    row = sent(settled)
    assert refusal(lambda: getattr(checking, act)(one=row, by=settled[who])) == "no_permission"


# --- the office ends it ----------------------------------------------------------------------------------------------


def test_the_office_closes_and_the_silent_wait_for_the_next_round(settled: World, one: HonorRound) -> None:
    sent(settled)
    honors = settled["honors"]
    assert refusal(lambda: checking.close_checking(one=one, by=honors, note=" ", accept=False)) == "reason_missing"
    assert checking.close_checking(one=one, by=honors, note="逾期未报", accept=False) == 2
    assert (entry("李长青").state, entry("王远山").hold_reason) == (EntryState.CANDIDATE, HoldReason.NOT_SENT)
    assert (list_of(FAR_SCHOOL).closed_note, list_of(FAR_SCHOOL).checked_by) == ("逾期未报", honors)


def test_the_office_may_accept_what_was_confirmed_elsewhere(settled: World, one: HonorRound) -> None:
    checking.close_checking(one=one, by=settled["honors"], note="纸质名单已签字", accept=True)
    assert {entry(name).answer for name in ("李长青", "王远山")} == {Confirmation.OFFLINE}
    assert entry("周缺页").state == EntryState.HELD, "what only the school can settle is not accepted with the rest"


def test_a_round_hangs_out_when_every_list_is_checked(settled: World, one: HonorRound) -> None:
    honors, today = settled["honors"], timezone.localdate()
    assert refusal(lambda: rounds.publish(one=one, by=honors, on=today)) == "lists_waiting"
    checking.close_checking(one=one, by=honors, note="线下", accept=True)
    rounds.publish(one=one, by=honors, on=date(2026, 9, 29))
    assert (one.state, one.publicity_from, one.publicity_until) == (
        RoundState.PUBLICITY, date(2026, 9, 29), date(2026, 10, 12),
    )  # five working days after 29 September: 30 September, 8, 9, 10 (a make-up Saturday) and 12 October  # fmt: skip
    assert refusal(lambda: rounds.submit(one=one, by=honors, on=date(2026, 10, 12))) == "publicity_runs"
    rounds.submit(one=one, by=honors, on=date(2026, 10, 13))


def test_a_list_that_was_taken_down_hangs_out_anew(settled: World, one: HonorRound) -> None:
    honors = settled["honors"]
    checking.close_checking(one=one, by=honors, note="线下", accept=True)
    rounds.publish(one=one, by=honors, on=date(2026, 9, 1))
    assert refusal(lambda: rounds.reopen(one=one, by=honors, reason="")) == "reason_missing"
    rounds.reopen(one=one, by=honors, reason="群众反映一校漏报")
    rounds.publish(one=one, by=honors, on=date(2026, 9, 10))
    assert one.publicity_from == date(2026, 9, 10)


def test_the_database_wants_a_publicity(settled: World, one: HonorRound) -> None:
    row = HonorRound.objects.filter(pk=one.pk)
    for values in ({}, {"publicity_from": AS_OF}, {"publicity_from": AS_OF, "publicity_until": AS_OF - timedelta(1)}):
        with pytest.raises(IntegrityError, match="round_was_publicised"), transaction.atomic():
            row.update(state=RoundState.PUBLICITY, **values)


# --- carried over ----------------------------------------------------------------------------------------------------


def test_who_was_held_is_marked_in_the_next_round(settled: World, one: HonorRound) -> None:
    later = rounds.make_round(as_of=date(2026, 9, 10), by=settled["honors"], background=False)
    marks = RoundEntry.objects.for_system("test").filter(round=later).values_list("teacher__name", "carried_over")
    assert dict(marks) == {"李长青": False, "周缺页": True, "王远山": False}


# --- handing out and the archive -------------------------------------------------------------------------------------


@pytest.fixture
def issued(settled: World) -> HonorRound:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(made)
    rounds.approve(one=made, seen=made.stamp, by=settled["approver"], background=False)
    certificates.issue(one=made, by=settled["honors"])
    return made


def test_a_school_takes_its_certificates(settled: World, issued: HonorRound) -> None:
    today = timezone.localdate()
    row, school = list_of(SCHOOL), settled["school"]
    act = checking.hand_over
    assert refusal(lambda: act(one=row, on=today, to=" ", scan=[], by=school)) == "receiver_missing"
    late = today + timedelta(1)
    assert refusal(lambda: act(one=row, on=late, to="张老师", scan=[], by=school)) == "hand_over_future"
    early = today - timedelta(1)
    assert refusal(lambda: act(one=row, on=early, to="张老师", scan=[], by=school)) == "hand_over_early"
    assert refusal(lambda: act(one=row, on=today, to="张老师", scan=[], by=settled["far_school"])) == "handed_over"
    act(one=row, on=today, to="张老师", scan=[scan()], by=school)
    assert refusal(lambda: act(one=row, on=today, to="李老师", scan=[], by=school)) == "handed_over"
    row = list_of(SCHOOL)
    assert (row.handed_over_to, row.handed_over_by) == ("张老师", school)
    assert checking.receipt_to_read(one=row, by=school) == row.handed_over_file
    with pytest.raises(StoredFile.DoesNotExist):
        checking.receipt_to_read(one=list_of(FAR_SCHOOL), by=settled["city"])


def test_the_archive_names_what_was_not_handed_out(settled: World, issued: HonorRound) -> None:
    honors = settled["honors"]
    assert refusal(lambda: rounds.archive(one=issued, by=honors, note="")) == "not_handed_over"
    rounds.archive(one=issued, by=honors, note="两校由市局代管")
    assert (issued.state, issued.archived_by, len(issued.archive_digest)) == (RoundState.ARCHIVED, honors, 64)
    with pytest.raises(IntegrityError, match="round_archived_by_someone"), transaction.atomic():
        HonorRound.objects.filter(pk=issued.pk).update(archive_digest="")


def test_the_digest_of_the_archive_tells_of_a_change(settled: World, issued: HonorRound) -> None:
    from honors.queries.archive import archive_digest

    rounds.archive(one=issued, by=settled["honors"], note="代管")
    assert archive_digest(issued) == issued.archive_digest
    RoundEntry.objects.for_system("somebody at the database").filter(teacher__name="周缺页").update(
        state=EntryState.CANDIDATE
    )
    assert archive_digest(issued) != issued.archive_digest


def test_a_person_past_retirement_is_counted_and_retired_people_are_in(world: World) -> None:
    """A closed record of somebody retired: 1985-08 to 2020-03 are 416 months."""
    world.enrol(person("已退休", date(1960, 2, 1), services=[("1985-08", "2020-03", "teaching")], status="retired"))
    rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)
    assert (entry("已退休").months, entry("已退休").threshold, entry("已退休").state) == (416, 30, "candidate")


def test_every_refusal_has_its_sentence() -> None:
    assert all(text.endswith("。") for text in SENTENCES.values())
