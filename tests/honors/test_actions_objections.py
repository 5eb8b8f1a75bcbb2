"""What is said against a list, by the person concerned and by anybody, and what an officer puts down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from world import AS_OF, World, acts, hand_on, person, scan

from honors.actions import checking, objections, rounds, set_asides
from honors.choices import Confirmation, EntryState, HoldReason, ObjectionState, Remedy, RoundState
from honors.models import HonorRound, Objection, RoundEntry, SetAside
from honors.queries import objections as queries
from kernel.errors import RuleBroken
from kernel.files.models import StoredFile

pytestmark = pytest.mark.django_db
FIRST = date(2026, 9, 1)


@pytest.fixture
def one(settled: World) -> HonorRound:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    rounds.send_out(one=made, by=settled["honors"])
    return made


@pytest.fixture
def hanging(settled: World, one: HonorRound) -> HonorRound:
    checking.close_checking(one=one, by=settled["honors"], note="线下", accept=True)
    rounds.publish(one=one, by=settled["honors"], on=FIRST)
    return one


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as caught:
        act()
    assert caught.value.message.endswith("。")
    return caught.value.code


def entry(name: str) -> RoundEntry:
    rows = RoundEntry.objects.for_system("test").select_related("round", "teacher")
    found: RoundEntry = rows.get(teacher__name=name)
    return found


def mine(world: World, one: HonorRound, text: str = "少算了两年", once: str = "a", files: Any = ()) -> Objection:
    return objections.object_own(
        one=one, teacher=world.people["李长青"], text=text, files=files, once=once, by=world["teacher"]
    )


def anybody(one: HonorRound, name: str = "", once: str = "p", on: date = FIRST, files: Any = ()) -> Objection:
    return objections.object_publicly(
        one=one, entry=entry(name) if name else None, text="其间停薪留职", contact="", files=files, once=once, on=on
    )


def decide(objection: Objection, remedy: Remedy | None, by: Any, answer: str = "已核实") -> None:
    objections.decide(objection=objection, remedy=remedy, answer=answer, by=by, on=FIRST)


# --- making ----------------------------------------------------------------------------------------------------------


def test_a_person_objects_with_evidence(settled: World, one: HonorRound) -> None:
    made = mine(settled, one, files=[scan()])
    assert (made.source, made.entry, made.made_by) == ("self", entry("李长青"), settled["teacher"])
    assert made.files.count() == 1
    assert [line.detail for line in acts("objection.made")] == [{"source": "self", "files": 1}]


def test_a_form_sent_twice_makes_one_objection_and_leaves_no_file(settled: World, one: HonorRound) -> None:
    first, second = mine(settled, one, files=[scan()]), mine(settled, one, files=[scan()])
    assert first == second
    assert Objection.objects.for_system("test").count() == 1
    assert StoredFile.objects.count() == 1


def test_the_words_lie_sealed(settled: World, one: HonorRound) -> None:
    made = mine(settled, one, text="王某某的母亲知道")
    with connection.cursor() as cursor:
        cursor.execute("SELECT text FROM honors_objection WHERE id = %s", [made.pk])
        (raw,) = cursor.fetchone()
    assert "王某某".encode() not in bytes(raw)
    assert Objection.objects.for_system("test").get().text == "王某某的母亲知道"


def test_nothing_is_said_in_the_name_of_somebody_else(settled: World, one: HonorRound) -> None:
    with pytest.raises(type(settled.people["李长青"]).DoesNotExist):
        objections.object_own(
            one=one, teacher=settled.people["李长青"], text="x", files=(), once="z", by=settled["school"]
        )


def test_an_empty_or_late_objection_is_refused(settled: World, one: HonorRound) -> None:
    assert refusal(lambda: mine(settled, one, text=" ")) == "objection_empty"
    HonorRound.objects.filter(pk=one.pk).update(state=RoundState.DRAFT)
    assert refusal(lambda: mine(settled, one)) == "round_moved"


@pytest.mark.parametrize("on", [date(2026, 8, 31), date(2026, 9, 9)])
def test_the_public_objects_while_the_list_hangs_out(settled: World, hanging: HonorRound, on: date) -> None:
    assert hanging.publicity_until == date(2026, 9, 8)
    assert refusal(lambda: anybody(hanging, on=on)) == "publicity_over"
    made = anybody(hanging, "王远山", on=date(2026, 9, 8))
    assert (made.source, made.teacher, made.made_by) == ("public", settled.people["王远山"], None)
    assert acts("objection.made")[-1].actor_name == "公众"


# --- deciding --------------------------------------------------------------------------------------------------------


def test_a_rejected_objection_changes_nothing_and_is_answered(settled: World, one: HonorRound) -> None:
    made = mine(settled, one)
    assert refusal(lambda: decide(made, None, settled["district"], answer=" ")) == "answer_missing"
    decide(made, None, settled["district"], answer="已核对档案，无误")
    row = Objection.objects.visible_to(settled["teacher"]).get()
    assert (row.state, row.answer, row.decided_by) == (
        ObjectionState.REJECTED, "已核对档案，无误", settled["district"],
    )  # fmt: skip
    assert entry("李长青").state == EntryState.CANDIDATE
    assert refusal(lambda: decide(made, None, settled["honors"])) == "objection_decided"


def test_a_corrected_register_brings_a_person_into_the_list(settled: World, one: HonorRound) -> None:
    """陈晓 taught longer than the register knew: the objection is upheld once the record is mended."""
    teacher = settled.people["陈晓"]
    user = settled["nobody"]
    type(teacher).objects.for_system("test").filter(pk=teacher.pk).update(user=user)
    made = objections.object_own(one=one, teacher=teacher, text="漏了民办经历", files=(), once="b", by=user)
    assert made.entry is None
    assert refusal(lambda: decide(made, Remedy.RECOMPUTE, settled["district"])) == "still_short"
    assert refusal(lambda: decide(made, Remedy.HOLD, settled["district"])) == "objection_no_entry"
    assert Objection.objects.for_system("test").get().state == ObjectionState.OPEN, "nothing half-done"
    settled.enrol(person("陈晓", date(1990, 5, 4), services=[("1990-09", "2012-08", "teaching")]))
    decide(made, Remedy.RECOMPUTE, settled["district"])
    row = entry("陈晓")
    assert (row.state, row.threshold, row.answer) == (EntryState.CANDIDATE, 30, Confirmation.SELF)


def test_a_corrected_register_takes_a_person_out(settled: World, one: HonorRound) -> None:
    made = mine(settled, one, text="多算了")
    settled.enrol(person("李长青", date(1972, 3, 8), services=[("2005-09", "2020-08", "left_teaching")]))
    settled.enrol(person("李长青", date(1972, 3, 8), services=[("1993-09", "2005-08", "teaching")]))
    decide(made, Remedy.RECOMPUTE, settled["honors"])
    assert (entry("李长青").state, entry("李长青").hold_reason) == (EntryState.EXCLUDED, HoldReason.SHORT_AFTER_ALL)


@pytest.mark.parametrize(
    ("remedy", "state", "reason"),
    [
        (Remedy.HOLD, EntryState.HELD, HoldReason.OBJECTION_HELD),
        (Remedy.EXCLUDE, EntryState.EXCLUDED, HoldReason.OBJECTION_UPHELD),
    ],
)
def test_an_upheld_objection_takes_the_person_out(
    settled: World, hanging: HonorRound, remedy: Remedy, state: EntryState, reason: HoldReason
) -> None:
    decide(anybody(hanging, "王远山"), remedy, settled["far_district"], answer="停薪留职两年")
    row = entry("王远山")
    assert (row.state, row.hold_reason, row.reason_note) == (state, reason, "停薪留职两年")


def test_somebody_new_makes_the_list_hang_out_anew(settled: World, hanging: HonorRound) -> None:
    teacher = settled.people["陈晓"]
    type(teacher).objects.for_system("test").filter(pk=teacher.pk).update(user=settled["nobody"])
    made = objections.object_own(one=hanging, teacher=teacher, text="漏了", files=(), once="b", by=settled["nobody"])
    settled.enrol(person("陈晓", date(1990, 5, 4), services=[("1990-09", "2012-08", "teaching")]))
    objections.decide(objection=made, remedy=Remedy.RECOMPUTE, answer="属实", by=settled["honors"], on=date(2026, 9, 7))
    hanging.refresh_from_db()
    assert hanging.publicity_until == date(2026, 9, 14)


def test_nobody_decides_about_oneself(settled: World, one: HonorRound) -> None:
    """The person concerned is an officer of the district, too."""
    from kernel.accounts.actions import grant_role

    made = mine(settled, one)
    grant_role(user=settled["teacher"], role="district_hr", org=settled.units["海陵区"], on=date(2020, 1, 1), by=None)
    teacher = settled.user("teacher")
    assert not queries.may_decide(teacher, made)
    assert refusal(lambda: decide(made, None, teacher)) == "own_objection"
    with pytest.raises(IntegrityError, match="objection_two_persons"), transaction.atomic():
        Objection.objects.for_system("past the action").filter(pk=made.pk).update(
            state=ObjectionState.REJECTED, answer="好", decided_by=teacher, decided_at=timezone.now()
        )


@pytest.mark.parametrize(
    ("who", "code"), [("school", "no_permission"), ("approver", "no_permission"), ("far_district", "objection_decided")]
)
def test_others_do_not_decide(settled: World, one: HonorRound, who: str, code: str) -> None:
    made = mine(settled, one)
    assert refusal(lambda: decide(made, None, settled[who])) == code
    assert Objection.objects.for_system("test").get().state == ObjectionState.OPEN


def test_an_open_objection_stops_the_round(settled: World, one: HonorRound) -> None:
    honors = settled["honors"]
    made = mine(settled, one)
    checking.close_checking(one=one, by=honors, note="线下", accept=True)
    assert refusal(lambda: rounds.publish(one=one, by=honors, on=FIRST)) == "objections_open"
    decide(made, None, honors)
    rounds.publish(one=one, by=honors, on=FIRST)
    late = anybody(one, "王远山")
    assert refusal(lambda: rounds.submit(one=one, by=honors, on=date(2026, 9, 30))) == "objections_open"
    decide(late, None, honors)
    rounds.submit(one=one, by=honors, on=date(2026, 9, 30))


def test_what_names_nobody_is_for_the_city(settled: World, hanging: HonorRound) -> None:
    made = anybody(hanging)
    assert not Objection.objects.visible_to(settled["district"]).filter(pk=made.pk).exists()
    assert Objection.objects.visible_to(settled["honors"]).filter(pk=made.pk).exists()
    assert queries.remedies(made) == []
    assert refusal(lambda: decide(made, Remedy.HOLD, settled["honors"])) == "objection_names_nobody"


def test_a_look_at_an_objection_is_noted(settled: World, one: HonorRound) -> None:
    made = mine(settled, one)
    objections.read(objection=made, by=settled["teacher"])
    objections.read(objection=made, by=settled["district"])
    assert [line.actor_name for line in acts("objection.read")] == ["district"]


# --- what an officer puts down ---------------------------------------------------------------------------------------


def aside(world: World, name: str = "李长青", **values: Any) -> SetAside:
    plain: dict[str, Any] = {
        "effect": EntryState.EXCLUDED, "ground": "记过处分", "document": "泰教处〔2025〕1号",
        "from_on": date(2025, 6, 1), "until_on": date(2026, 12, 1), "by": world["honors"],
    }  # fmt: skip
    return set_asides.set_aside(entry=entry(name), **{**plain, **values})


def test_a_sanction_in_force_excludes_with_its_document(settled: World, one: HonorRound) -> None:
    aside(settled)
    row = entry("李长青")
    assert (row.state, row.hold_reason, row.reason_note) == (
        EntryState.EXCLUDED, HoldReason.BARRED, "记过处分（泰教处〔2025〕1号）",
    )  # fmt: skip


def test_an_open_case_holds_without_a_document(settled: World, one: HonorRound) -> None:
    aside(settled, effect=EntryState.HELD, ground="已立案", document="", until_on=None)
    assert (entry("李长青").state, entry("李长青").hold_reason) == (EntryState.HELD, HoldReason.SET_ASIDE)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"ground": " "}, "reason_missing"),
        ({"document": ""}, "document_missing"),
        ({"until_on": date(2025, 6, 1)}, "period_backwards"),
        ({"until_on": AS_OF}, "not_on_the_day"),
        ({"from_on": date(2025, 9, 11)}, "not_on_the_day"),
    ],
)
def test_a_note_is_refused(settled: World, one: HonorRound, change: dict[str, Any], code: str) -> None:
    assert refusal(lambda: aside(settled, **change)) == code
    assert not SetAside.objects.for_system("test").exists()


def test_a_note_on_the_last_day_binds_and_the_day_after_does_not(settled: World, one: HonorRound) -> None:
    aside(settled, until_on=date(2025, 9, 11))
    assert entry("李长青").state == EntryState.EXCLUDED


@pytest.mark.parametrize("who", ["school", "district", "city", "approver"])
def test_only_the_office_puts_down_and_lifts(settled: World, one: HonorRound, who: str) -> None:
    assert refusal(lambda: aside(settled, by=settled[who])) == "no_permission"
    row = aside(settled)
    assert refusal(lambda: set_asides.lift(row=row, one=one, reason="期满", by=settled[who])) == "no_permission"


def test_what_is_lifted_binds_no_longer(settled: World, one: HonorRound) -> None:
    row = aside(settled)
    honors = settled["honors"]
    assert refusal(lambda: set_asides.lift(row=row, one=one, reason=" ", by=honors)) == "reason_missing"
    set_asides.lift(row=row, one=one, reason="处分已撤销", by=honors)
    assert (entry("李长青").state, entry("李长青").reason_note) == (EntryState.CANDIDATE, "")
    assert refusal(lambda: set_asides.lift(row=row, one=one, reason="再解除", by=honors)) == "lifted_already"


def test_a_note_binds_the_next_round_too(settled: World, one: HonorRound) -> None:
    aside(settled)
    later = rounds.make_round(as_of=date(2026, 9, 10), by=settled["honors"], background=False)
    row = RoundEntry.objects.for_system("test").get(round=later, teacher__name="李长青")
    assert (row.state, row.hold_reason) == (EntryState.EXCLUDED, HoldReason.BARRED)


def test_the_graver_of_two_notes_binds(settled: World, one: HonorRound) -> None:
    aside(settled)
    aside(settled, effect=EntryState.HELD, ground="另案立案", document="")
    assert entry("李长青").hold_reason == HoldReason.BARRED


def test_after_submission_nothing_is_put_down(settled: World) -> None:
    made = rounds.make_round(as_of=AS_OF, by=settled["honors"], background=False)
    hand_on(made)
    assert refusal(lambda: aside(settled)) == "round_moved"


def test_the_rules_of_rounds_are_dated_rows(settled: World) -> None:
    today, honors = timezone.localdate(), settled["honors"]
    rows: dict[str, Any] = {"publicity_days": 7, "allow_posthumous": True, "document": "泰教办〔2026〕9号"}
    early = date(2020, 1, 1)
    assert refusal(lambda: rounds.set_rules(effective_from=early, **rows, by=honors)) == "setting_past"
    assert refusal(lambda: rounds.set_rules(effective_from=today, **rows, by=settled["city"])) == "no_permission"
    rounds.set_rules(effective_from=today, **rows, by=honors)
    assert refusal(lambda: rounds.set_rules(effective_from=today, **rows, by=honors)) == "setting_exists"
    from honors.queries.settings import setting_on

    assert (setting_on(today).publicity_days, setting_on(early).publicity_days) == (7, 5)
