"""Months as plain numbers: ordinal = year * 12 + month - 1, so that months are counted by subtraction."""

from __future__ import annotations

import re
from datetime import date
from typing import TypeAlias

Month: TypeAlias = int

_TEXT = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def month_of(day: date) -> Month:
    """The month that holds ``day``."""
    return day.year * 12 + day.month - 1


def first_day(month: Month) -> date:
    """The first day of the month."""
    return date(month // 12, month % 12 + 1, 1)


def parse(text: str) -> Month:
    """The month written ``YYYY-MM``; ValueError for anything else."""
    match = _TEXT.fullmatch(text)
    if match is None:
        raise ValueError(f"not a month: {text!r}")
    return int(match[1]) * 12 + int(match[2]) - 1


def text(month: Month) -> str:
    """The month as ``YYYY-MM``."""
    return f"{month // 12:04d}-{month % 12 + 1:02d}"


def chinese(month: Month) -> str:
    """The month as a reader of Chinese writes it: 1996年9月."""
    return f"{month // 12}年{month % 12 + 1}月"
