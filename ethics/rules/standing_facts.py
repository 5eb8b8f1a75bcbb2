"""What the answer rests on, as plain values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class OpenCase:
    """An opened case: its number and the day it was opened."""

    number: str
    opened_on: date
