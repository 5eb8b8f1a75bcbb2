"""History in sentences: every act of the tree has one, and none tells what it must not."""

from __future__ import annotations

import ast
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from house_urls import ROOTS
from world import World, acts, person

from cms.choices import SiteAct
from ethics.choices import HandlingState
from ethics.rules.case_moves import MOVES as CASE_MOVES
from honors.choices import CertificateAct, ListState
from honors.rules.round_moves import MOVES as ROUND_MOVES
from kernel.accounts.choices import SignInAct
from kernel.audit.actions import record
from kernel.audit.presenters import sentence, table
from kernel.audit.queries import PER_PAGE, history
from kernel.signoff.models import SignatureState
from kernel.web.middleware import RefusalsNoted
from staffing.choices import TermAct
from staffing.rules.pool import BY_NAME as REQUEST_MOVES
from staffing.rules.recruitment import MOVES as CANDIDATE_MOVES
from staffing.rules.recruitment import PLAN_MOVES as RECRUITMENT_MOVES
from staffing.rules.silver import SILVER_MOVES
from teachers.choices import DisputeState
from teachers.rules.correction_moves import MOVES as CORRECTION_MOVES
from training.rules.programme_moves import MOVES as PROGRAMME_MOVES

WRITERS = {"record", "line", "record_each", "record_read", "record_look", "note_read", "record_refusal", "note_refusal"}
PASS_ON = {"kernel/audit/actions.py", "kernel/audit/attempts.py", "teachers/actions/access.py"}  # an act of the caller
# Acts whose end is only known when they are written: the beginning, and what may follow.
ENDINGS = {
    "sign_in.": {str(act) for act in SignInAct},
    "round.": set(ROUND_MOVES),
    "correction.": set(CORRECTION_MOVES),
    "dispute.": {str(state) for state in DisputeState} - {"open", "withdrawn"},
    "sanction.": {str(state) for state in HandlingState} - {"standing"},
    "programme.": set(PROGRAMME_MOVES),
    "list.": {str(state) for state in ListState},
    "certificate.": {str(act) for act in CertificateAct},
    "attempt.": {*RefusalsNoted.WHY.values(), RefusalsNoted.CSRF},
    "pool.": {str(TermAct.RENEWED), str(TermAct.RECALLED)},
    "pool_request.": set(REQUEST_MOVES),
    "case.": set(CASE_MOVES),
    "candidate.": set(CANDIDATE_MOVES),
    "recruitment.": set(RECRUITMENT_MOVES),
    "silver.": set(SILVER_MOVES),
    "site_page.": {str(act) for act in SiteAct},
    "signature.": {str(SignatureState.SIGNED), str(SignatureState.REFUSED)},
}


def acts_written(root: Path) -> set[str]:
    """The first argument of every call that writes a line; what cannot be told stands as ``?``."""
    found: set[str] = set()
    for folder in ROOTS:
        for path in sorted((root / folder).rglob("*.py")):
            passes_on = path.relative_to(root).as_posix() in PASS_ON
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.FunctionDef) and node.name in WRITERS:
                    pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
                    defaults = {one.arg: default for one, default in pairs}
                    found |= _acts_of(default) if (default := defaults.get("act")) else set()
                if not isinstance(node, ast.Call):
                    continue
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if name in WRITERS and any(one.arg in {"by", "subject", "address"} for one in node.keywords):
                    given = node.args[:1] or [one.value for one in node.keywords if one.arg == "act"]
                    found |= {act for one in given for act in _acts_of(one) if not (passes_on and act == "?")}
    return found


def _acts_of(act: ast.expr) -> set[str]:
    if isinstance(act, ast.Constant):
        return {str(act.value)}
    if isinstance(act, ast.JoinedStr) and isinstance(act.values[0], ast.Constant):
        beginning = str(act.values[0].value)
        return {beginning + end for end in ENDINGS.get(beginning, {"?"})}
    return {"?"}


def test_every_act_has_its_sentence() -> None:
    written = acts_written(Path(settings.BASE_DIR))
    assert len(written) > 30
    assert written - table().keys() == set()


def test_no_sentence_speaks_of_an_act_that_is_gone() -> None:
    assert table().keys() - acts_written(Path(settings.BASE_DIR)) == set()


def test_an_act_without_a_sentence_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "teachers").mkdir()
    (tmp_path / "teachers" / "new.py").write_text(
        'record("teacher.new", by=by, subject=x)\nrecord(f"odd.{y}", by=by, subject=x)\nrecord(act, by=by, subject=x)\n'
    )
    assert acts_written(tmp_path) == {"teacher.new", "odd.?", "?"}


@pytest.mark.parametrize("act", sorted(table()))
def test_every_sentence_can_be_said_of_an_empty_detail(act: str) -> None:
    said = sentence(act, {})
    assert said
    assert "%(" not in said


DETAILS: list[tuple[str, dict[str, Any], str]] = [
    ("teacher.enrolled", {"services": 3}, "登记入册，任教经历 3 条"),
    ("teacher.updated", {"fields": ["phone", "school"], "services": 1},
     "导入更新：手机号、所在学校；任教经历新增 1 条"),
    ("teacher.corrected", {"kind": "add"}, "按更正申请办理：补充一条任教经历"),
    ("grant.made", {"role": "school_hr"}, "授予角色：学校人事干部"),
    ("import.applied", {"created": 2, "refused": 1}, "写入完成，新增 2 人，退回 1 行"),
    ("school.renamed", {"old": "甲", "new": "乙", "day": "2026-09-01", "document": "文"},
     "由“甲”更名为“乙”，自 2026-09-01 起，依据文"),
    ("round.issued", {"certificates": 4}, "制证完成，共 4 份"),
    ("never.heard.of", {}, "办理了其他事项（never.heard.of）"),
]  # fmt: skip


@pytest.mark.parametrize(("act", "detail", "said"), DETAILS)
def test_what_is_said(act: str, detail: dict[str, Any], said: str) -> None:
    assert sentence(act, detail) == said


@pytest.mark.django_db
def test_a_history_is_of_one_record_newest_first_without_what_is_left_out(world: World) -> None:
    one, other = world.enrol(person("甲", date(1980, 1, 1)), person("乙", date(1981, 1, 1)))
    record("teacher.read", by=world["district"], subject=one)
    record("teacher.read", by=world["district"], subject=other)
    assert [event.act for event in history(world["school"], one)] == ["teacher.read", "teacher.enrolled"]
    assert [event.act for event in history(world["school"], one, without=["teacher.read"])] == ["teacher.enrolled"]
    assert history(world["school"], one)[0].full_name == world["district"].full_name


@pytest.mark.django_db
def test_a_history_is_turned_page_by_page(world: World) -> None:
    (one,) = world.enrol(person("甲", date(1980, 1, 1)))
    for _ in range(PER_PAGE):
        record("teacher.read", by=world["district"], subject=one)
    assert len(history(world["school"], one)) == PER_PAGE
    assert [event.act for event in history(world["school"], one, "2")] == ["teacher.enrolled"]
    assert history(world["school"], one, "nonsense").number == 1
    assert len(acts("teacher.read")) == PER_PAGE
