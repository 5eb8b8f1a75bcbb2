"""The sentences of ethics: one table a subject, refused by code."""

from __future__ import annotations

from ethics.errors.care import SENTENCES as CARE
from ethics.errors.cases import SENTENCES as CASES
from ethics.errors.clearance import SENTENCES as CLEARANCE
from ethics.errors.handling import SENTENCES as HANDLING
from kernel.errors import RuleBroken

SENTENCES: dict[str, str] = {**HANDLING, **CASES, **CLEARANCE, **CARE}


def refuse(code: str, **values: object) -> RuleBroken:
    """The refusal of that code with its sentence filled in."""
    return RuleBroken(code, SENTENCES[code], **values)
