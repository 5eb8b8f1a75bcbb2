"""Hours out of sessions, through school and district, locked and reversed; claims."""

from __future__ import annotations

from datetime import date

import pytest
from hours_cast import TODAY, attended, claimed, held_session, programme, put_down
from world import SCHOOL, World, acts, scan

from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User
from kernel.errors import RuleBroken
from training.actions import claims, hours
from training.choices import ClaimKind, HourState, Outcome, SessionState
from training.models import HourClaim, HourEntry, HourMove, HourTotal

WHY = "a test"


def entries() -> list[HourEntry]:
    return list(HourEntry.objects.for_system(WHY).select_related("standing").order_by("pk"))


def refused(code: str) -> pytest.RaisesExc[RuleBroken]:
    return pytest.RaisesExc(RuleBroken, check=lambda error: error.code == code)


def colleague(world: World) -> User:
    """A second officer of the school."""
    user = add_user(username="school2", full_name="副职", password="correct-horse-battery", by=world.command_line,
                    is_initial=False)  # fmt: skip
    grant_role(user=user, role="school_hr", org=world.units[SCHOOL], on=date(2020, 1, 1), by=world.command_line)
    return user


def test_a_session_proposes_for_who_took_part(settled: World) -> None:
    one = held_session(settled, programme(settled))
    attended(one, settled.people["李长青"], settled["school"])
    attended(one, settled.people["陈晓"], settled["school"], hours=2.5, outcome=Outcome.PARTLY)
    attended(one, settled.people["周缺页"], settled["school"], hours=0, outcome=Outcome.ABSENT)
    assert hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY) == 2
    first, second = entries()
    assert (first.title, first.mode, first.level, first.tenths, second.tenths) == (
        "校本研修·第一场", "school_based", "school", 40, 25,
    )  # fmt: skip
    assert second.basis == "按出勤“部分参加”核定 2.5 学时（1 学时 = 45 分钟）"
    assert {one.standing.state for one in entries()} == {"proposed"}
    assert hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY) == 0
    assert len(entries()) == 2
    assert [event.detail["people"] for event in acts("hours.proposed")] == [2]


def test_a_make_up_counts_once(settled: World) -> None:
    """Who made up twice for one missed session, or made up for a make-up, has its hours once."""
    held = programme(settled)
    first = held_session(settled, held)
    missed = attended(first, settled.people["李长青"], settled["school"], hours=0, outcome=Outcome.ABSENT)
    second = held_session(settled, held, date(2026, 6, 6), makes_up_for=first, title="补训一")
    again = attended(second, settled.people["李长青"], settled["school"], missed=missed)
    third = held_session(settled, held, date(2026, 7, 6), makes_up_for=second, title="补训二")
    attended(third, settled.people["李长青"], settled["school"], missed=again)
    for one in (first, second, third):
        hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY)
    assert [entry.title for entry in entries()] == ["校本研修·补训一"]


def test_a_make_up_of_a_part_adds_the_rest(settled: World) -> None:
    """Half of the missed session and the whole of its make-up are the hours of one session."""
    held = programme(settled)
    first = held_session(settled, held)
    half = attended(first, settled.people["李长青"], settled["school"], hours=2.5, outcome=Outcome.PARTLY)
    second = held_session(settled, held, date(2026, 6, 6), makes_up_for=first, title="补训")
    attended(second, settled.people["李长青"], settled["school"], missed=half)
    for one in (first, second):
        hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY)
    assert [entry.tenths for entry in entries()] == [25, 15]


def test_only_those_who_are_named_are_proposed(settled: World) -> None:
    one = held_session(settled, programme(settled))
    kept = attended(one, settled.people["李长青"], settled["school"])
    attended(one, settled.people["陈晓"], settled["school"])
    put = hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY, enrolment_ids=[kept.pk])
    assert put == 1
    assert hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY) == 1


def test_a_session_that_is_not_over_proposes_nothing(settled: World) -> None:
    one = held_session(settled, programme(settled), state=SessionState.RUNNING, completed_by=None, completed_at=None)
    with refused("hours_session_not_over"):
        hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY)


def test_an_online_session_of_a_programme_in_place_is_online(settled: World) -> None:
    one = held_session(settled, programme(settled, mode="face", level="city"), is_online=True)
    attended(one, settled.people["李长青"], settled["school"])
    hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY)
    assert entries()[0].mode == "online"


def test_the_school_approves_its_own_level_and_the_district_the_others(settled: World) -> None:
    low = put_down(settled.people["李长青"], settled["city"], level="school")
    high = put_down(settled.people["李长青"], settled["city"], level="city", title="市级", day=date(2026, 6, 9))
    assert hours.approve(entry_id=low.pk, by=settled.user("school"), on=TODAY) == HourState.APPROVED
    assert hours.approve(entry_id=high.pk, by=settled.user("school"), on=TODAY) == HourState.CHECKED
    with refused("hours_same_hand"):
        hours.approve(entry_id=high.pk, by=settled.user("school"), on=TODAY)
    with refused("hours_not_your_step"):
        hours.approve(entry_id=high.pk, by=colleague(settled), on=TODAY)
    assert hours.approve(entry_id=high.pk, by=settled.user("district_training"), on=TODAY) == HourState.APPROVED
    total = HourTotal.objects.for_system(WHY).get(teacher=settled.people["李长青"], cycle__first_year=2026)
    assert (total.raw, total.counted, total.higher) == (160, 160, 80)
    assert [event.act for event in acts("hours.approved") + acts("hours.checked")] == [
        "hours.approved", "hours.approved", "hours.checked",
    ]  # fmt: skip


def test_nobody_approves_the_own_hours(settled: World) -> None:
    person = settled.people["李长青"]
    grant_role(user=settled["teacher"], role="school_hr", org=settled.units[SCHOOL], on=date(2020, 1, 1),
               by=settled.command_line)  # fmt: skip
    entry = put_down(person, settled["city"], level="school")
    with refused("hours_not_yours"):
        hours.approve(entry_id=entry.pk, by=settled.user("teacher"), on=TODAY)
    with refused("hours_not_yours"):
        hours.refuse_hours(entry_id=entry.pk, reason="x", by=settled.user("teacher"), on=TODAY)


def test_who_put_hours_down_does_not_approve_them(settled: World) -> None:
    entry = put_down(settled.people["李长青"], settled["school"], level="school")
    with refused("hours_same_hand"):
        hours.approve(entry_id=entry.pk, by=settled.user("school"), on=TODAY)
    passed = hours.pass_on(entry_ids=[entry.pk], by=settled.user("school"), on=TODAY)
    assert (passed.approved, passed.checked, passed.left) == (0, 0, 1)


def test_neighbours_are_not_found_and_others_are_refused(settled: World) -> None:
    entry = put_down(settled.people["李长青"], settled["city"], level="school")
    with pytest.raises(HourEntry.DoesNotExist):
        hours.approve(entry_id=entry.pk, by=settled.user("far_school"), on=TODAY)
    with refused("no_permission"):
        hours.approve(entry_id=entry.pk, by=settled.user("honors"), on=TODAY)
    with refused("no_permission"):
        hours.reverse(entry_id=entry.pk, reason="x", by=settled.user("school"), on=TODAY)
    assert entries()[0].standing.state == "proposed"


def test_in_bulk_each_goes_its_own_step(settled: World) -> None:
    rows = [
        put_down(settled.people["李长青"], settled["city"], level="school"),
        put_down(settled.people["陈晓"], settled["city"], level="province"),
        put_down(settled.people["王远山"], settled["city"], level="school"),
    ]
    passed = hours.pass_on(entry_ids=[row.pk for row in rows], by=settled.user("school"), on=TODAY)
    assert (passed.approved, passed.checked, passed.left) == (1, 1, 1)
    with refused("hours_nothing_chosen"):
        hours.pass_on(entry_ids=[], by=settled.user("school"), on=TODAY)


def test_what_overlaps_hours_that_count_is_not_approved(settled: World) -> None:
    """A session on a day for which a course counts already."""
    put_down(settled.people["李长青"], settled["city"], state=HourState.APPROVED)
    one = held_session(settled, programme(settled, mode="face"))
    attended(one, settled.people["李长青"], settled["school"])
    hours.propose_from_session(session_id=one.pk, by=settled["school"], on=TODAY)
    entry = entries()[-1]
    with refused("hours_overlap"):
        hours.approve(entry_id=entry.pk, by=settled.user("school"), on=TODAY)
    assert hours.pass_on(entry_ids=[entry.pk], by=settled.user("school"), on=TODAY).left == 1
    hours.refuse_hours(entry_id=entry.pk, reason="与课堂教学研讨重叠", by=settled.user("school"), on=TODAY)


def test_a_refusal_needs_a_reason_and_is_final(settled: World) -> None:
    entry = put_down(settled.people["李长青"], settled["city"])
    with refused("hours_reason_missing"):
        hours.refuse_hours(entry_id=entry.pk, reason=" ", by=settled.user("school"), on=TODAY)
    hours.refuse_hours(entry_id=entry.pk, reason="证书不清", by=settled.user("school"), on=TODAY)
    with refused("hours_moved"):
        hours.refuse_hours(entry_id=entry.pk, reason="再次", by=settled.user("school"), on=TODAY)


def test_a_year_is_locked_when_it_is_over_and_then_only_reversed(settled: World) -> None:
    old = put_down(settled.people["李长青"], settled["city"], day=date(2025, 5, 6), state=HourState.APPROVED)
    put_down(settled.people["王远山"], settled["city"], day=date(2025, 5, 6), state=HourState.APPROVED)
    district, unit = settled.user("district_training"), settled.units["海陵区"]
    with refused("hours_lock_early"):
        hours.lock(unit=unit, year=2026, by=district, on=TODAY)
    assert hours.lock(unit=unit, year=2025, by=district, on=TODAY) == 1
    assert hours.lock(unit=unit, year=2025, by=district, on=TODAY) == 0
    assert [entry.standing.state for entry in entries()] == ["locked", "approved"]
    with refused("hours_reason_missing"):
        hours.reverse(entry_id=old.pk, reason="", by=district, on=TODAY)
    hours.reverse(entry_id=old.pk, reason="重复登记，证件 321299199005041238", by=district, on=TODAY)
    move = HourMove.objects.for_system(WHY).filter(entry=old).last()
    assert move is not None
    assert (move.target, move.reason) == ("reversed", "重复登记，证件 [已隐去]")
    assert not HourTotal.objects.for_system(WHY).filter(teacher=old.teacher).exists()
    with refused("hours_moved"):
        hours.reverse(entry_id=old.pk, reason="再次", by=district, on=TODAY)


def test_a_claim_is_made_once_however_often_the_form_comes(settled: World) -> None:
    first, second = claimed(settled, once="a"), claimed(settled, once="a")
    assert first == second
    assert HourClaim.objects.for_system(WHY).count() == 1


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"ended_on": date(2026, 12, 1)}, "hours_future"), ({"ended_on": date(2026, 3, 1)}, "hours_backwards"),
        ({"tenths": 210}, "hours_exceed_day"), ({"tenths": 0}, "hours_none"), ({"title": " "}, "claim_title_missing"),
        ({"started_on": date(2019, 3, 1), "ended_on": date(2019, 3, 2)}, "hours_no_cycle"),
        ({"started_on": date(1950, 3, 1), "ended_on": date(1950, 3, 2)}, "hours_before_birth"),
        ({"files": []}, "claim_no_files"), ({"files": [("a.pdf", b"MZ")]}, "file_kind"),
        ({"files": [("a.pdf", b"%PDF-1.4 cut")]}, "file_broken"),
    ],
)  # fmt: skip
def test_a_bad_claim_leaves_nothing(settled: World, given: dict[str, object], code: str) -> None:
    with refused(code):
        claimed(settled, **given)  # type: ignore[arg-type]
    assert entries() == []
    assert not HourClaim.objects.for_system(WHY).exists()


def test_a_claim_that_overlaps_hours_in_the_ledger(settled: World) -> None:
    put_down(settled.people["李长青"], settled["city"], day=date(2026, 3, 2))
    with refused("hours_overlap"):
        claimed(settled)
    claimed(settled, claim_kind=ClaimKind.ONLINE)


def test_ones_own_evidence_is_used_once(settled: World) -> None:
    first = claimed(settled, once="a")
    with refused("claim_evidence_used"):
        claimed(settled, once="b", title="另一项", started_on=date(2026, 4, 1), ended_on=date(2026, 4, 2))
    with refused("hours_twice"):
        claimed(settled, once="c", files=[("b.pdf", b"%PDF-1.4\n%%EOF\n")])
    claims.withdraw(entry_id=first.pk, by=settled.user("teacher"), on=TODAY)
    again = claimed(settled, once="d", files=[scan()])
    assert again.attempt == 2


def test_a_claim_is_taken_back_before_anybody_looked(settled: World) -> None:
    entry = claimed(settled)
    with pytest.raises(HourEntry.DoesNotExist):
        claims.withdraw(entry_id=entry.pk, by=settled.user("school"), on=TODAY)
    hours.approve(entry_id=entry.pk, by=settled.user("school"), on=TODAY)
    with refused("claim_not_open"):
        claims.withdraw(entry_id=entry.pk, by=settled.user("teacher"), on=TODAY)


def test_the_modes_of_claims(settled: World) -> None:
    for place, kind in enumerate(ClaimKind):
        paper = f"%PDF-1.4\n{place}\n%%EOF\n".encode()
        claimed(settled, once=str(place), claim_kind=kind, title=str(kind), files=[("a.pdf", paper)],
                started_on=date(2026, 1 + place, 5), ended_on=date(2026, 1 + place, 6))  # fmt: skip
    assert [entry.mode for entry in entries()] == ["face", "online", "degree", "research", "practice"]


def test_who_has_no_record_claims_nothing(settled: World) -> None:
    from hours_cast import a_claim

    with refused("claim_no_record"):
        claims.claim(what=a_claim(), files=[scan()], once="x", by=settled["nobody"], on=TODAY)


def test_somebody_elses_paper_is_looked_at_with_a_trace(settled: World) -> None:
    entry = claimed(settled)
    claim = HourClaim.objects.for_system(WHY).get(entry=entry)
    file = claim.files.get()
    claims.read_file(claim=claim, file_id=file.pk, by=settled["teacher"])
    assert acts("claim.file_read") == []
    claims.read_file(claim=claim, file_id=file.pk, by=settled["school"])
    assert [event.subject_id for event in acts("claim.file_read")] == [str(entry.teacher_id)]
