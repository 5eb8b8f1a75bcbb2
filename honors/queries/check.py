"""The public check: number and name, or the token of the QR code. A number alone answers nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import OperationalError
from django.db.models import QuerySet

from honors.models import Certificate
from honors.rules.numbers import is_well_formed, tidy
from kernel.imports.cells import name as tidy_name

NOT_FOUND, UNKNOWN = "not_found", "unknown"


@dataclass(frozen=True)
class Answer:
    """What a stranger is told: the status and, where the certificate was found, what stands on it."""

    status: str
    number: str = ""
    name: str = ""
    years: int = 0
    issuer: str = ""
    issued_on: date | None = None


def by_number(number: str, name: str) -> Answer:
    """The answer for a number and a name; a wrong name answers as if the number did not exist."""
    number, name = tidy(number), tidy_name(name)
    if not is_well_formed(number) or not name:
        return Answer(NOT_FOUND)
    return _ask(number=number, name=name)


def by_token(token: str) -> Answer:
    """The answer for the secret of a QR code."""
    return _ask(token=token)


def _public() -> QuerySet[Certificate]:
    found: QuerySet[Certificate] = Certificate.objects.for_system("whoever holds the paper may check it").exclude(
        drawn_at=None
    )
    return found


def _ask(**wanted: str) -> Answer:
    """Look it up; when the register cannot be asked, say so instead of calling a true paper unknown."""
    try:
        return _answer(_public().filter(**wanted).first())
    except OperationalError:
        return Answer(UNKNOWN)


def _answer(found: Certificate | None) -> Answer:
    if found is None:
        return Answer(NOT_FOUND)
    return Answer(found.status, found.number, found.name, found.threshold, found.issuer, found.issued_on)
