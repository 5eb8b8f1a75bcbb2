"""Honours ask ethics: lists, certificates that rest and hold again, nothing entered by hand."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from ethics_helpers import TODAY, officer, punish
from issuing import certificate_of, issue
from world import AS_OF, World, acts

from ethics.actions.sanctions import undo
from ethics.choices import HandlingKind, HandlingState
from ethics.rules.standing_facts import OpenCase
from honors.actions import rounds, standing
from honors.actions.standing import Ground
from honors.choices import EntryState, HoldReason
from honors.models import CertificateEvent, RoundEntry

pytestmark = pytest.mark.django_db
BEFORE: dict[str, Any] = {"decided_on": date(2025, 3, 15)}


def entry(name: str = "李长青") -> RoundEntry:
    found: RoundEntry = RoundEntry.objects.for_system("test").get(teacher__name=name)
    return found


def compute(world: World) -> Any:
    return rounds.make_round(as_of=AS_OF, by=world["honors"], background=False)


def test_a_sanction_in_force_on_the_day_excludes(settled: World) -> None:
    punish(settled, **BEFORE)
    compute(settled)
    row = entry()
    assert (row.state, row.hold_reason) == (EntryState.EXCLUDED, HoldReason.BARRED)
    assert row.reason_note == "记过处分期内，2025-03-15 起，2026-03-15 恢复（泰海教处〔2026〕1号）"
    assert entry("王远山").state == EntryState.CANDIDATE


def test_one_that_ended_or_begins_later_does_nothing(settled: World) -> None:
    punish(settled, decided_on=date(2024, 9, 10), document="甲")
    punish(settled, decided_on=date(2025, 9, 11), document="乙")
    compute(settled)
    assert entry().state == EntryState.CANDIDATE


def test_an_opened_case_holds(settled: World, monkeypatch: pytest.MonkeyPatch) -> None:
    pk = settled.people["李长青"].pk
    case = {pk: [OpenCase("泰海师案〔2025〕1号", date(2025, 6, 1))]}
    monkeypatch.setattr("ethics.queries.standing.open_cases", lambda ids, on: case)
    compute(settled)
    assert (entry().state, entry().hold_reason) == (EntryState.HELD, HoldReason.ETHICS_HELD)


def test_an_open_list_follows_a_decision_and_its_undoing(settled: World) -> None:
    compute(settled)
    one = punish(settled, **BEFORE)
    assert entry().state == EntryState.EXCLUDED
    by = officer(settled, "e_city")
    undo(sanction=one, state=HandlingState.CLEARED, document="泰教师〔2026〕9号", reason="查无此事", by=by, on=TODAY)
    assert (entry().state, entry().hold_reason, entry().reason_note) == (EntryState.CANDIDATE, "", "")


def status() -> str:
    return str(certificate_of("李长青").status)


def test_a_certificate_rests_while_a_bar_runs(settled: World) -> None:
    issue(settled)
    one = punish(settled)
    assert status() == "suspended"
    last = CertificateEvent.objects.for_system("test").latest("pk")
    assert (last.act, last.reason, last.document) == ("suspended", "ethics_bar", "泰海教处〔2026〕1号")
    assert certificate_of("王远山").status == "valid"
    by = officer(settled, "e_city")
    undo(sanction=one, state=HandlingState.ANNULLED, document="泰教复〔2026〕1号", reason="证据不足", by=by, on=TODAY)
    assert status() == "valid"
    assert len(acts("certificate.suspended")) == len(acts("certificate.resumed")) == 1


def test_what_somebody_suspended_stays_suspended(settled: World) -> None:
    issue(settled)
    ground = Ground("doubt", "泰教师〔2026〕3号")
    standing.suspend(certificate=certificate_of("李长青"), ground=ground, by=settled["honors"], on=TODAY)
    one = punish(settled)
    by = officer(settled, "e_city")
    undo(sanction=one, state=HandlingState.CLEARED, document="文", reason="查无此事", by=by, on=TODAY)
    assert status() == "suspended"


def test_other_handling_touches_no_certificate(settled: World) -> None:
    issue(settled)
    punish(settled, kind=HandlingKind.Q2)
    assert status() == "valid"
