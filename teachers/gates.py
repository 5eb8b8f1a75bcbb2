"""The gates of the register: who must agree before somebody is appointed, transferred or retired."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.conf import settings
from django.utils.module_loading import import_string

from kernel.errors import RuleBroken
from teachers.choices import TeacherStatus
from teachers.rules.enrolment import Difference

log = logging.getLogger(__name__)


class GateAct(StrEnum):
    APPOINT = "appoint"
    TRANSFER = "transfer"
    RETIRE = "retire"
    REAPPOINT = "reappoint"  # lower appointment, another kind of post, end of contract


@dataclass(frozen=True)
class Objection:
    """Why a gate stays shut: a code for programs, a Chinese sentence for people."""

    code: str
    sentence: str


# For each of the people an answer: None lets through. One bulk call, however many they are.
Gate = Callable[[GateAct, Collection[int], date], Mapping[int, "Objection | None"]]
SILENT = Objection("gate_silent", "未能取得师德与准入情况，暂不能办理，请稍后重试或联系市局师德干部。")


def act_of(found: Difference) -> GateAct | None:
    """Through which gate a person goes whom a roster brings along changed, if through any."""
    if "status" in found.fields and found.fields["status"][1] == TeacherStatus.RETIRED:
        return GateAct.RETIRE
    return GateAct.TRANSFER if found.school else None


def ask(act: GateAct, teacher_ids: Collection[int], on: date) -> dict[int, Objection]:
    """Whom some gate does not let through, and why; a gate that fails or passes a person over lets nobody through."""
    found: dict[int, Objection] = {}
    ids = list(dict.fromkeys(teacher_ids))
    if not ids:
        return found
    for path in settings.TEACHER_GATES:
        try:
            gate: Gate = import_string(path)
            answers = gate(act, ids, on)
        except Exception:  # whatever went wrong behind a gate: no answer means refuse
            log.exception("gate %s gave no answer", path)
            answers = {}
        for pk in ids:
            objection = answers.get(pk, SILENT)
            if objection is not None:
                found.setdefault(pk, objection)
    return found


def demand(act: GateAct, teacher_id: int, on: date) -> None:
    """Refuse what a gate does not let through; asked by the action inside its transaction."""
    objection = ask(act, [teacher_id], on).get(teacher_id)
    if objection is not None:
        raise RuleBroken(objection.code, "{objection}", objection=objection.sentence)
