"""The gates of the register: who is let through, and that silence is a refusal."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ethics_helpers import TODAY, punish
from world import SISTER, World, id_number, roster, row

from ethics.choices import HandlingKind
from ethics.rules.standing_facts import OpenCase
from kernel.errors import RuleBroken
from kernel.imports.actions import import_now
from teachers import gates
from teachers.gates import GateAct, Objection
from teachers.models import Teacher

pytestmark = pytest.mark.django_db
NUMBER = id_number(date(1972, 3, 8))


def opened(monkeypatch: pytest.MonkeyPatch, *ids: int) -> None:
    """As if the cases of these people had been opened."""
    cases = {pk: [OpenCase("泰海师案〔2026〕1号", date(2026, 1, 1))] for pk in ids}
    monkeypatch.setattr("ethics.queries.standing.open_cases", lambda wanted, on: cases)


def test_an_open_case_stops_transfer_and_retirement(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = settled.people["李长青"].pk, settled.people["陈晓"].pk
    opened(monkeypatch, one)
    for act in (GateAct.TRANSFER, GateAct.RETIRE):
        found = gates.ask(act, [one, other], TODAY)
        assert list(found) == [one]
        assert found[one].code == "gate_open_case"
        assert "立案" in found[one].sentence
    with pytest.raises(RuleBroken, check=lambda broken: broken.code == "gate_open_case"):
        gates.demand(GateAct.RETIRE, one, TODAY)


def test_a_running_sanction_goes_along(settled: World) -> None:
    one = punish(settled).teacher_id
    assert gates.ask(GateAct.TRANSFER, [one], TODAY) == {}
    assert gates.ask(GateAct.RETIRE, [one], TODAY) == {}
    punish(settled, kind=HandlingKind.P4, document="泰海教处〔2026〕2号")
    assert set(gates.ask(GateAct.TRANSFER, [one], TODAY)) == {one}
    assert gates.ask(GateAct.RETIRE, [one], TODAY) == {}


def test_nobody_is_appointed_without_a_clearance(settled: World) -> None:
    one = settled.people["李长青"].pk
    assert gates.ask(GateAct.APPOINT, [one], TODAY)[one].code == "gate_clearance_missing"


@pytest.mark.parametrize("path", ["no.such.gate", "test_gates.broken", "test_gates.forgetful"])
def test_no_answer_means_refuse(settled: World, settings: Any, path: str) -> None:
    settings.TEACHER_GATES = [path]
    ids = [one.pk for one in settled.people.values()]
    found = gates.ask(GateAct.TRANSFER, ids, TODAY)
    assert [found[pk].code for pk in ids] == ["gate_silent"] * 4
    settings.TEACHER_GATES = []
    assert gates.ask(GateAct.TRANSFER, ids, TODAY) == {}


def broken(act: GateAct, ids: Any, on: date) -> dict[int, Objection | None]:
    raise RuntimeError(act)


def forgetful(act: GateAct, ids: Any, on: date) -> dict[int, Objection | None]:
    return {}


def bring(world: World, *rows: dict[str, Any]) -> Any:
    return import_now(data=roster(rows), filename="a.xlsx", kind="roster", options={}, by=world.command_line)


def test_a_roster_moves_nobody_whose_case_is_open(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, settled.people["李长青"].pk)
    held = row("李长青", date(1972, 3, 8), SISTER, 职称="高级教师")
    free = row("陈晓", date(1990, 5, 4), SISTER)
    fresh = row("新来者", date(1995, 5, 4), SISTER)
    found = bring(settled, held, free, fresh)
    assert [(one.row, one.code) for one in found.refusals] == [(2, "gate_shut")]
    assert "立案" in found.refusals[0].message
    assert (found.counts["accepted"], found.counts["created"], found.counts["updated"]) == (2, 1, 1)
    places = dict(Teacher.objects.for_system("test").values_list("name", "school__name"))
    assert (places["李长青"] == SISTER, places["陈晓"], places["新来者"]) == (False, SISTER, SISTER)
    assert not found.changes or all(one.who != "李长青" for one in found.changes)


def test_a_roster_retires_nobody_whose_case_is_open(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(monkeypatch, settled.people["李长青"].pk)
    found = bring(
        settled, row("李长青", date(1972, 3, 8), 人员状态="退休"), row("陈晓", date(1990, 5, 4), 人员状态="退休")
    )
    assert [one.code for one in found.refusals] == ["gate_shut"]
    states = dict(Teacher.objects.for_system("test").values_list("name", "status"))
    assert (states["李长青"], states["陈晓"]) == ("active", "retired")


def test_a_roster_asks_once_however_many_are_moved(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    real = gates.ask

    def counting(act: GateAct, ids: Any, on: date) -> Any:
        asked.append(len(ids))
        return real(act, ids, on)

    monkeypatch.setattr(gates, "ask", counting)
    bring(settled, row("李长青", date(1972, 3, 8), SISTER), row("陈晓", date(1990, 5, 4), SISTER))
    assert sorted(asked) == [0, 2]
