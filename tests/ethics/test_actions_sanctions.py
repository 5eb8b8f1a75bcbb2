"""Decisions on file: the row, the audit line, the bars, the sums, and one test for each refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from ethics_helpers import TODAY, decision, officer, punish
from world import AS_OF, World, acts, id_number, person

from ethics.actions.sanctions import confirm_end, extend, record_sanction, undo
from ethics.choices import BarDomain, HandlingKind, HandlingState
from ethics.models import Bar, Sanction, SanctionEvent
from ethics.queries.standing import standing, standings
from ethics.signals import standing_changed
from kernel.errors import RuleBroken
from kernel.sealed import Sealed
from teachers.models import Post

pytestmark = pytest.mark.django_db
K = HandlingKind


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def row(pk: int) -> Sanction:
    found: Sanction = Sanction.objects.for_system("test").get(pk=pk)
    return found


def test_a_decision_is_put_on_file(settled: World) -> None:
    heard: list[Any] = []

    def hear(**values: Any) -> None:
        heard.append(values["teacher_ids"])

    standing_changed.connect(hear)
    one = punish(settled)
    standing_changed.disconnect(hear)
    assert (one.kind, one.months, one.until_on, one.scheme) == ("P2", 12, date(2027, 3, 15), "")
    assert (one.document, one.decided_by) == ("泰海教处〔2026〕1号", "海陵区教育局")
    assert heard == [[settled.people["李长青"].pk]]
    (line,) = acts("sanction.recorded")
    assert line.detail == {}, "no kind, no document in the trail"
    assert standing(one.teacher_id, "title_review", TODAY).answer == "barred"


def test_cancelled_eligibility_is_a_row_for_each_domain(settled: World) -> None:
    one = punish(settled, kind=K.Q5, domains=(BarDomain.TITLE, BarDomain.COMMENDATION), months=36)
    rows = Bar.objects.for_system("test").filter(sanction=one).order_by("domain")
    assert [(bar.domain, bar.from_on, bar.until_on) for bar in rows] == [
        ("commendation", date(2026, 3, 15), date(2029, 3, 15)), ("title_review", date(2026, 3, 15), date(2029, 3, 15)),
    ]  # fmt: skip
    assert standing(one.teacher_id, "registration", TODAY).answer == "clear"


def test_one_during_another_is_summed_up_whatever_was_filed_first(settled: World) -> None:
    later = punish(settled, kind=K.P2, decided_on=date(2026, 7, 1), document="泰海教处〔2026〕2号")
    assert row(later.pk).until_on == date(2027, 7, 1)
    punish(settled, kind=K.P1, decided_on=date(2026, 3, 15))
    assert row(later.pk).until_on == date(2027, 9, 15)


def test_what_a_review_took_away_shortens_what_came_after(settled: World) -> None:
    first = punish(settled, kind=K.P1, decided_on=date(2026, 3, 15))
    later = punish(settled, kind=K.P2, decided_on=date(2026, 7, 1), document="泰海教处〔2026〕2号")
    by = officer(settled, "e_city")
    undo(sanction=first, state=HandlingState.ANNULLED, document="泰教复〔2026〕1号", reason="证据不足", by=by, on=TODAY)
    assert row(later.pk).until_on == date(2027, 7, 1)
    assert [line.detail for line in acts("sanction.annulled")] == [{}]
    with refused("sanction_moved"):
        undo(sanction=first, state=HandlingState.CLEARED, document="文", reason="由", by=by, on=TODAY)


def test_what_proved_untrue_leaves_no_trace_in_any_answer(settled: World) -> None:
    one = punish(settled, kind=K.P4)
    by = officer(settled, "e_city")
    undo(sanction=one, state=HandlingState.CLEARED, document="泰教师〔2026〕9号", reason="查无此事", by=by, on=TODAY)
    for on in (date(2026, 3, 15), TODAY, date(2030, 1, 1)):
        found = standing(one.teacher_id, "commendation", on)
        assert (found.answer, found.reasons) == ("clear", ())


@pytest.mark.parametrize(
    ("code", "kind", "values"),
    [
        ("document_missing", K.P1, {"document": " "}),
        ("document_missing", K.P1, {"decided_by": ""}),
        ("decided_in_future", K.P1, {"decided_on": date(2026, 11, 25)}),
        ("effective_before_decided", K.P1, {"decided_on": date(2026, 3, 2), "effective_on": date(2026, 3, 1)}),
        ("period_not_fit", K.P2, {"months": 6}),
        ("period_missing", K.Q5, {"months": 23}),
        ("domains_missing", K.Q5, {"domains": ()}),
        ("domains_not_fit", K.P2, {"domains": (BarDomain.TITLE,)}),
        ("kind_not_in_time", K.L1, {}),
    ],
)
def test_refused_decisions(settled: World, code: str, kind: HandlingKind, values: dict[str, Any]) -> None:
    with refused(code):
        punish(settled, kind=kind, **values)
    assert not Sanction.objects.for_system("test").exists()


def test_managers_and_others_have_their_own_kinds(world: World) -> None:
    world.enrol(
        person("管校长", date(1975, 2, 3), category="management"),
        person("任教师", date(1976, 2, 3), category="teacher"),
    )
    assert punish(world, "管校长", K.P2B).scheme == "MANAGER_6"
    with refused("kind_not_in_scheme"):
        punish(world, "任教师", K.P2B)
    with refused("kind_not_in_scheme"):
        punish(world, "管校长", K.P3, document="泰海教处〔2026〕7号")
    assert punish(world, "任教师", K.P3).scheme == "STAFF_4"


def test_who_retired_before_is_not_sanctioned(settled: World) -> None:
    teacher = settled.people["李长青"]
    Post.objects.for_system("test").filter(teacher=teacher).update(valid_from=None, valid_until=date(2025, 1, 1))
    type(teacher).objects.for_system("test").filter(pk=teacher.pk).update(status="retired")
    with refused("retired"):
        punish(settled)
    assert punish(settled, kind=K.P1, decided_on=date(2024, 10, 1)).kind == "P1", "in service then"


def test_the_same_decision_once_and_of_several_the_heaviest(settled: World) -> None:
    punish(settled)
    with refused("same_decision"):
        punish(settled)
    with refused("two_sanctions_at_once"):
        punish(settled, kind=K.P1)
    assert punish(settled, kind=K.Q5).kind == "Q5", "other handling goes with it"


def test_who_may_not_and_where(settled: World) -> None:
    teacher = settled.people["李长青"]
    for who, code in (("e_school", "no_permission"), ("e_far", "out_of_scope")):
        with refused(code):
            record_sanction(teacher=teacher, decision=decision(), by=officer(settled, who), on=TODAY)


def test_the_end_comes_by_itself_and_is_confirmed_afterwards(settled: World) -> None:
    one = punish(settled, kind=K.P1, decided_on=date(2026, 3, 15))
    by = officer(settled, "e_district")
    with refused("not_over_yet"):
        confirm_end(sanction=one, by=by, on=date(2026, 9, 14))
    assert standing(one.teacher_id, "promotion", date(2026, 9, 15)).answer == "clear", "nobody did anything"
    confirm_end(sanction=one, by=by, on=date(2026, 9, 15), document="泰海教解〔2026〕1号")
    with refused("already_confirmed"):
        confirm_end(sanction=one, by=by, on=date(2026, 9, 16))
    timeless = punish(settled, kind=K.Q4, document="泰海教通〔2026〕3号")
    with refused("no_period"):
        confirm_end(sanction=timeless, by=by, on=TODAY)
    events = SanctionEvent.objects.for_system("test").values_list("act", "document")
    assert list(events) == [("confirmed", "泰海教解〔2026〕1号")]


def test_an_open_case_makes_of_the_end_a_review(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one = punish(settled, kind=K.P1, decided_on=date(2026, 3, 15))
    monkeypatch.setattr("ethics.actions.sanctions.open_cases", lambda ids, on: {ids[0]: ["案"]})
    with refused("case_open_at_end"):
        confirm_end(sanction=one, by=officer(settled, "e_district"), on=TODAY)


def test_extended_within_the_cap(settled: World) -> None:
    one = punish(settled, kind=K.Q5)
    by = officer(settled, "e_city")
    values: dict[str, Any] = {"sanction": one, "document": "泰教延〔2026〕1号", "reason": "表现", "by": by, "on": TODAY}
    for until in (date(2028, 3, 15), date(2030, 3, 16)):
        with refused("extension_not_fit"):
            extend(until=until, **values)
    with refused("reason_missing"):
        extend(until=date(2029, 1, 1), **{**values, "reason": " "})
    extend(until=date(2029, 1, 1), **values)
    assert standing(one.teacher_id, "title_review", date(2028, 12, 31)).answer == "barred"
    assert standing(one.teacher_id, "title_review", date(2029, 1, 1)).answer == "clear"


def test_the_database_holds_it_too(settled: World) -> None:
    one = punish(settled, kind=K.Q5)
    rows, bars = Sanction.objects.for_system("test").filter(pk=one.pk), Bar.objects.for_system("test")
    for change in (
        {"until_on": None}, {"months": 12}, {"effective_on": date(2026, 3, 14)}, {"state": "annulled"},
        {"confirmed_on": TODAY}, {"document": ""}, {"until_on": date(2026, 3, 15)},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        bars.update(months=23)
    event = SanctionEvent(sanction=one, act="extended", by=one.recorded_by, on=TODAY)
    event.save()
    with pytest.raises(Sealed):
        event.save()


def test_many_people_in_as_many_queries_as_one(world: World, django_assert_num_queries: Any) -> None:
    people = [person(f"教师{n:03d}", date(1970, 1, 1 + n % 28), number=_number(n)) for n in range(60)]
    rows = world.enrol(*people)
    for teacher in rows[:20]:
        world.people["这位"] = teacher
        punish(world, "这位", kind=K.Q5, document=f"泰海教处〔2026〕{teacher.pk}号")
    counts = []
    for size in (1, 60):
        with_queries = []
        connection.force_debug_cursor = True
        before = len(connection.queries_log)
        found = standings([one.pk for one in rows[:size]], "title_review", AS_OF.replace(year=2026))
        with_queries.append(len(connection.queries_log) - before)
        connection.force_debug_cursor = False
        counts += with_queries
        assert len(found) == size
    assert counts[0] == counts[1] <= 8
    assert sum(one.answer == "barred" for one in found.values()) == 20


def _number(n: int) -> str:
    return id_number(date(1970, 1, 1 + n % 28), 1 + n // 28)


def test_an_altered_row_holds(settled: World) -> None:
    good, bad = punish(settled, "王远山", K.Q4), punish(settled)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE ethics_sanction SET document = %s WHERE id = %s", [b"\x02k1broken", bad.pk])
    found = standings([good.teacher_id, bad.teacher_id], "title_review", TODAY)
    assert found[good.teacher_id].answer == "clear"
    assert (found[bad.teacher_id].answer, found[bad.teacher_id].reasons[0].code) == ("hold", "unreadable")
