"""Whether somebody may be appointed: the check before hiring by ID number, and what else ethics has on file."""

from __future__ import annotations

from datetime import date

from ethics.choices import Answer, Purpose
from ethics.queries.standing import candidates, standings
from kernel.crypto.seal import findable
from teachers.models import Teacher

WHY = "a person about to be appointed, found by the own ID number"
_BY_NUMBER = ("clearance_missing", "clearance_pending", "clearance_stale")
MISSING = "clearance_missing"


def registered(number: str) -> Teacher | None:
    """The person of the register with this number, wherever."""
    found: Teacher | None = (
        Teacher.objects.for_system(WHY).filter(id_digest__in=list(findable([number]))).select_related("school").first()
    )
    return found


def objections(number: str, on: date) -> list[str]:
    """Codes of what stands against hiring on a day; [] is the only answer that lets through.

    A query is found by the number, whichever unit asked. What else is on file of somebody registered counts as well.
    """
    answer = candidates([number], on).get(number)
    found = [MISSING] if answer is None else [one.code for one in answer.reasons]
    if answer is not None and answer.answer != Answer.CLEAR and not found:
        found = ["unreadable"]
    person = registered(number)
    if person is not None:
        standing = standings([person.pk], Purpose.HIRE, on)[person.pk]
        found += [one.code for one in standing.reasons if one.code not in _BY_NUMBER]
    return list(dict.fromkeys(found))


def answer_code(codes: list[str]) -> str:
    """What an officer is told: not asked, waiting, too old, or not passed. What a hit says stays with the duty
    officer."""
    if not codes:
        return "clear"
    if any(code not in _BY_NUMBER for code in codes):
        return "not_passed"
    return codes[0].removeprefix("clearance_")
