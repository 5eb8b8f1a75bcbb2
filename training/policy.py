"""Dated editions of what documents set for hours of training: how many are due in how many years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from kernel.policy import Edition, Editions, Source

CONTINUING_EDUCATION: Final = Source("中小学教师继续教育规定", "教育部令第7号")
TRAINING_360: Final = Source("教育部关于大力加强中小学教师培训工作的意见", "教师〔2011〕1号")


@dataclass(frozen=True)
class HoursDue:
    """What a teacher in service owes: so many tenths of 学时 in a cycle of so many years."""

    tenths: int
    years: int


# The older floor of 240 hours in five years was raised to 360 by the opinion of 2011.
HOURS_DUE: Final = Editions(
    [
        Edition(date(1999, 9, 13), CONTINUING_EDUCATION, HoursDue(2400, 5)),
        Edition(date(2011, 1, 4), TRAINING_360, HoursDue(3600, 5)),
    ]
)
