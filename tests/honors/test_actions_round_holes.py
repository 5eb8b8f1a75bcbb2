"""Ways past the order of a round that are closed: each began as a hole that somebody found."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from world import AS_OF, World, acts, hand_on, person

from honors.actions import certificates, checking, computing, objections, rounds, set_asides
from honors.choices import Confirmation, EntryState, HoldReason, ListState, Remedy, RoundState
from honors.models import CertificateCopy, HonorRound, Objection, RoundEntry, SchoolList
from honors.queries import objections as objection_queries
from kernel.accounts.actions import grant_role
from kernel.errors import RuleBroken
from teachers.models import Teacher

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def one(settled: World) -> HonorRound:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    rounds.send_out(one=made, by=settled["honors"])
    return made


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        act()
    return caught.value.code


def entry(name: str, one: HonorRound | None = None) -> RoundEntry:
    rows = RoundEntry.objects.for_system("test").select_related("round", "teacher")
    found: RoundEntry = (rows if one is None else rows.filter(round=one)).get(teacher__name=name)
    return found


def public(one: HonorRound, name: str, once: str = "p") -> Objection:
    row: Objection = Objection.objects.create(
        round=one, entry=entry(name, one), teacher=entry(name, one).teacher, source="public", text="x", once=once
    )
    return row


def exclude(world: World, one: HonorRound, name: str = "李长青") -> None:
    said = public(one, name)
    objections.decide(objection=said, remedy=Remedy.EXCLUDE, answer="停薪留职", by=world["honors"], on=TODAY())


def aside(world: World, one: HonorRound, **values: Any) -> Any:
    plain: dict[str, Any] = {
        "effect": EntryState.HELD, "ground": "立案调查", "document": "", "from_on": date(2025, 1, 1), "until_on": None,
        "by": world["honors"],
    }  # fmt: skip
    return set_asides.set_aside(entry=entry("李长青", one), **{**plain, **values})


def close(world: World, one: HonorRound) -> None:
    checking.close_checking(one=one, by=world["honors"], note="线下", accept=True)


def test_a_decision_on_an_objection_outlives_a_new_computation(settled: World, one: HonorRound, at_once: Any) -> None:
    exclude(settled, one)
    rounds.call_back(one=one, by=settled["honors"], reason="再算")
    with at_once():
        rounds.recompute(one=one, by=settled["honors"])
    row = entry("李长青")
    assert (row.state, row.hold_reason, row.reason_note) == (
        EntryState.EXCLUDED, HoldReason.OBJECTION_UPHELD, "停薪留职",
    )  # fmt: skip


def test_lifting_a_note_does_not_undo_a_decision(settled: World, one: HonorRound) -> None:
    exclude(settled, one)
    note = aside(settled, one)
    set_asides.lift(row=note, one=one, reason="查无此事", by=settled["honors"])
    assert entry("李长青").hold_reason == HoldReason.OBJECTION_UPHELD


def test_a_note_binds_every_round_that_is_not_approved(settled: World, one: HonorRound) -> None:
    other = rounds.make_round(as_of=date(2025, 9, 9), by=settled["honors"], background=False)
    note = aside(settled, one)
    assert entry("李长青", other).state == EntryState.HELD
    set_asides.lift(row=note, one=one, reason="查无此事", by=settled["honors"])
    assert entry("李长青", other).state == EntryState.CANDIDATE


def test_a_note_made_while_a_round_is_computed_is_seen_before_the_next_step(settled: World) -> None:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    HonorRound.objects.filter(pk=made.pk).update(state=RoundState.COMPUTING)
    other = rounds.make_round(as_of=date(2025, 9, 9), by=settled["honors"], background=False)
    aside(settled, other)
    HonorRound.objects.filter(pk=made.pk).update(state=RoundState.DRAFT)
    rounds.send_out(one=made, by=settled["honors"])
    assert entry("李长青", made).hold_reason == HoldReason.SET_ASIDE
    assert [line.subject_id for line in acts("entry.dropped")] == [str(entry("李长青", made).pk)]


def test_who_comes_back_by_a_lift_has_a_list_and_confirms(settled: World, one: HonorRound) -> None:
    lists = SchoolList.objects.for_system("test")
    note = aside(settled, one)
    checking.send_list(one=lists.get(school__name="海陵区实验小学"), by=settled["school"])
    set_asides.lift(row=note, one=one, reason="查无此事", by=settled["honors"])
    row = lists.get(school__name="海陵区实验小学")
    assert (row.state, row.sent_by, entry("李长青").answer) == (ListState.OPEN, None, "")
    assert "新增人员" in row.returned_reason


def test_a_lifted_ground_does_not_stay_as_a_reason(settled: World, one: HonorRound) -> None:
    settled.enrol(person("李长青", date(1972, 3, 8), services=[("1993-09", None, "teaching")], incomplete=True))
    note = aside(settled, one)
    assert entry("李长青").reason_note == "立案调查"
    set_asides.lift(row=note, one=one, reason="查无此事", by=settled["honors"])
    assert (entry("李长青").hold_reason, entry("李长青").reason_note) == (HoldReason.HISTORY_INCOMPLETE, "")


def test_a_publicity_elsewhere_takes_no_newcomers(settled: World, one: HonorRound) -> None:
    note = aside(settled, one)
    close(settled, one)
    rounds.publish(one=one, by=settled["honors"], on=TODAY(), elsewhere="公告栏")
    act = set_asides.lift
    assert refusal(lambda: act(row=note, one=one, reason="查无此事", by=settled["honors"])) == "publicity_elsewhere"
    note.refresh_from_db(from_queryset=type(note).objects.for_system("test"))
    assert note.lifted_at is None, "nothing half-done"


def test_nobody_reads_what_is_said_about_oneself(settled: World, one: HonorRound) -> None:
    grant_role(user=settled["teacher"], role="district_hr", org=settled.units["海陵区"], on=date(2020, 1, 1), by=None)
    said = public(one, "李长青")
    assert not Objection.objects.visible_to(settled.user("teacher")).filter(pk=said.pk).exists()
    assert Objection.objects.visible_to(settled.user("district")).filter(pk=said.pk).exists()
    Teacher.objects.for_system("test").filter(pk=said.teacher_id).update(user=None)
    assert Objection.objects.visible_to(settled.user("district")).filter(pk=said.pk).exists()


def test_a_hold_makes_no_exclusion_milder(settled: World, one: HonorRound) -> None:
    aside(settled, one, effect=EntryState.EXCLUDED, document="泰教处〔2025〕1号")
    said = public(one, "李长青")
    act = objections.decide
    code = refusal(lambda: act(objection=said, remedy=Remedy.HOLD, answer="查", by=settled["honors"], on=TODAY()))
    assert code == "objection_excluded"
    assert entry("李长青").hold_reason == HoldReason.BARRED


def test_an_objection_keeps_its_person_over_a_new_computation(settled: World, one: HonorRound, at_once: Any) -> None:
    said = public(one, "李长青")
    rounds.call_back(one=one, by=settled["honors"], reason="再算")
    with at_once():
        rounds.recompute(one=one, by=settled["honors"])
    said = Objection.objects.for_system("test").select_related("teacher", "round").get(pk=said.pk)
    assert said.entry == entry("李长青")
    assert {value for value, _label in objection_queries.remedies(said)} == set(Remedy.values)


def test_recomputing_needs_a_change(settled: World, one: HonorRound) -> None:
    said = public(one, "李长青")
    act = objections.decide
    code = refusal(
        lambda: act(objection=said, remedy=Remedy.RECOMPUTE, answer="已改", by=settled["honors"], on=TODAY())
    )
    assert code == "register_unchanged"
    assert Objection.objects.for_system("test").get().state == "open"


def test_a_list_waits_for_what_is_said_about_its_people(settled: World, one: HonorRound) -> None:
    checking.confirm_own(entry=entry("李长青"), by=settled["teacher"])
    public(one, "李长青")
    row = SchoolList.objects.for_system("test").select_related("round", "school").get(school__name="海陵区实验小学")
    assert refusal(lambda: checking.send_list(one=row, by=settled["school"])) == "objection_here"


def test_a_register_that_moved_is_looked_at_before_the_list_goes_on(settled: World, one: HonorRound) -> None:
    close(settled, one)
    settled.enrol(person("李长青", date(1972, 3, 8), services=[("1993-09", "2010-08", "teaching")]))
    honors = settled["honors"]
    assert refusal(lambda: rounds.publish(one=one, by=honors, on=TODAY())) == "register_moved"
    assert rounds.recompute_changed(one=one, by=honors, on=TODAY()) == 1
    assert entry("李长青").hold_reason == HoldReason.SHORT_AFTER_ALL
    rounds.publish(one=one, by=honors, on=TODAY())


def test_an_answer_speaks_of_the_name_it_was_given_for(settled: World, one: HonorRound) -> None:
    checking.confirm_own(entry=entry("李长青"), by=settled["teacher"])
    Teacher.objects.for_system("test").filter(name="李长青").update(name="李常青", updated_at=timezone.now())
    rounds.recompute_changed(one=one, by=settled["honors"], on=TODAY())
    assert (entry("李常青").name, entry("李常青").answer) == ("李常青", Confirmation.NONE)


def test_a_schools_confirmation_outlives_being_held_for_silence(settled: World, one: HonorRound, at_once: Any) -> None:
    checking.confirm_held(entry=entry("周缺页"), note="已补档", by=settled["school"])
    row = SchoolList.objects.for_system("test").get(school__name="海陵区实验小学")
    checking.send_list(one=row, by=settled["school"], hold_unconfirmed=True)
    rounds.call_back(one=one, by=settled["honors"], reason="再算")
    with at_once():
        rounds.recompute(one=one, by=settled["honors"])
    assert (entry("周缺页").state, entry("周缺页").confirmed_note) == (EntryState.CANDIDATE, "已补档")


def test_the_name_that_was_approved_is_printed(settled: World) -> None:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(made)
    rounds.approve(one=made, seen=made.stamp, by=settled["approver"], background=False)
    Teacher.objects.for_system("test").filter(name="李长青").update(name="改名者")
    certificates.issue(one=made, by=settled["honors"])
    assert "李长青" in {row.name for row in CertificateCopy.objects.for_system("test").all()}


def test_a_name_changed_before_approval_is_looked_at_anew(settled: World) -> None:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(made)
    Teacher.objects.for_system("test").filter(name="李长青").update(name="李常青")
    approver = settled["approver"]
    assert refusal(lambda: rounds.approve(one=made, seen=made.stamp, by=approver, background=False)) == "list_changed"
    rounds.approve(one=made, seen=made.stamp, by=approver, background=False)
    assert entry("李常青").name == "李常青"


def test_the_bars_of_a_round_are_computed_with_it(settled: World, one: HonorRound) -> None:
    exclude(settled, one)
    teacher = entry("李长青").teacher
    assert {key: bar.reason for key, bar in computing.bars_on(one).items()} == {teacher.pk: HoldReason.OBJECTION_UPHELD}
