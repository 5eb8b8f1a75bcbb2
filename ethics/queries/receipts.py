"""Receipts as lists, single ones, and as a third party confirms them."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from ethics.choices import Answer, Purpose
from ethics.errors.reasons import words
from ethics.models import ReceiptLine, StandingReceipt
from kernel.accounts.models import User
from kernel.crypto.seal import findable


@dataclass(frozen=True)
class Told:
    """A reason as a page shows it."""

    words: str
    from_on: str
    until_on: str
    document: str


@dataclass(frozen=True)
class Line:
    """A person of a receipt as a page shows it."""

    row: ReceiptLine
    reasons: list[Told]


def receipts(user: User) -> QuerySet[StandingReceipt]:
    """One's own receipts, and those of the units below for whoever keeps ethics; newest first."""
    rows: QuerySet[StandingReceipt] = StandingReceipt.objects.visible_to(user).select_related("asked_by", "unit")
    return rows.defer("code").order_by("-pk")


def receipt(user: User, number: str) -> StandingReceipt:
    """One; DoesNotExist for a stranger's."""
    found: StandingReceipt = (
        StandingReceipt.objects.visible_to(user).select_related("asked_by", "unit").get(number=number)
    )
    return found


def lines(user: User, one: StandingReceipt) -> list[Line]:
    """Its people: those against whom something stands first."""
    rows = ReceiptLine.objects.visible_to(user).filter(receipt=one).select_related("teacher__school")
    found = [
        Line(row, [Told(words(code), *rest) for code, *rest in row.reasons or []]) for row in rows.order_by("place")
    ]
    return sorted(found, key=lambda line: line.row.answer == Answer.CLEAR)


@dataclass(frozen=True)
class Confirmed:
    """What a third party learns: that the receipt is ours, what it was for, and whether it still holds."""

    number: str
    purpose: str
    on: date
    unit: str
    made_at: datetime
    stale_on: date | None
    people: list[tuple[str, bool]]


def confirmed(number: str, code: str) -> Confirmed | None:
    """The receipt with this number and code; None for any other pair, without saying which of both is wrong."""
    digests = list(findable([code.strip().upper().replace("-", "").replace(" ", "")]))
    rows = StandingReceipt.objects.for_system("number and code are the key to it").filter(number=number.strip())
    one = rows.select_related("unit").defer("code").first()
    if one is None or not any(hmac.compare_digest(one.code_digest, digest) for digest in digests):
        return None
    people = ReceiptLine.objects.for_system("the people of a receipt whose code is known").filter(receipt=one)
    shown = [(_veiled(name), answer == Answer.CLEAR)
             for name, answer in people.order_by("place").values_list("name", "answer")]  # fmt: skip
    label = str(Purpose(one.purpose).label)
    return Confirmed(one.number, label, one.on, one.unit.name, one.made_at, one.stale_on, shown)


def _veiled(name: str) -> str:
    """A name as a third party may read it who holds the list already: the first character and the length."""
    return name[:1] + "＊" * (len(name) - 1)
