"""What ethics says at the gates of the register."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from ethics.choices import Answer, Purpose
from ethics.errors.reasons import WORDS
from ethics.queries.standing import standings
from ethics.rules.standing_facts import Standing
from teachers.gates import GateAct, Objection

PURPOSE = {
    GateAct.APPOINT: Purpose.HIRE, GateAct.TRANSFER: Purpose.ROTATION, GateAct.RETIRE: Purpose.ROTATION,
    GateAct.REAPPOINT: Purpose.ROTATION,
}  # fmt: skip
# While a case is open nobody is transferred or retired: 《事业单位工作人员处分规定》（2023年11月6日）. A sanction that
# runs goes along with the person; who may not work with children at all is not transferred, but may retire.
_OPEN = ("open_case", "unreadable", "unknown_kind", "unknown_person", "unknown_purpose")
_NOT_MOVED = (*_OPEN, "clearance_not_passed", "clearance_disputed", "sanction_P4", "sanction_L5")
_SENTENCES = {
    GateAct.APPOINT: "该人员目前不能聘用：{why}。请先办结上述事项。",
    GateAct.TRANSFER: "该教师目前不能办理调动：{why}。请先办结上述事项。",
    GateAct.RETIRE: "该教师目前不能办理退休：{why}。请先办结上述事项。",
    GateAct.REAPPOINT: "该教师目前不能办理低聘、转聘或解除聘用合同：{why}。请先办结上述事项。",
}


def gate(act: GateAct, teacher_ids: Collection[int], on: date) -> dict[int, Objection | None]:
    """The port ``TEACHER_GATES``: for each person what stands against the act; a fixed number of queries."""
    answers = standings(teacher_ids, PURPOSE[act], on)
    return {pk: _objection(act, answer) for pk, answer in answers.items()}


def _objection(act: GateAct, answer: Standing) -> Objection | None:
    if answer.answer == Answer.CLEAR:
        return None
    codes = [one.code for one in answer.reasons if _counts(act, one.code)]
    if not codes:
        return None
    why = "、".join(dict.fromkeys(WORDS.get(code, WORDS["unreadable"]) for code in codes))
    return Objection(f"gate_{codes[0]}", _SENTENCES[act].format(why=why))


def _counts(act: GateAct, code: str) -> bool:
    if act is GateAct.APPOINT:
        return True
    if act in (GateAct.RETIRE, GateAct.REAPPOINT):
        return code in _OPEN
    return code in _NOT_MOVED or code.startswith("prohibition_")
