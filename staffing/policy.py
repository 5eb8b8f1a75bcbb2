"""Dated editions of what documents set for the establishment: staff ratios, class rules, indicators."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from kernel.policy import Edition, Editions, Source

from .choices import FigureStage

TWO_MEASURES: Final = Source("关于统一城乡中小学教职工编制标准的通知", "中央编办发〔2014〕72号")
OF_2001: Final = Source("关于制定中小学教职工编制标准的意见", "国办发〔2001〕74号")
KINDERGARTENS: Final = Source("幼儿园教职工配备标准（暂行）", "教师〔2013〕1号")
VOCATIONAL: Final = Source("中等职业学校设置标准", "教职成〔2010〕12号")
BALANCED: Final = Source("县域义务教育优质均衡发展督导评估办法", "教督〔2017〕6号")

CITY, TOWN, RURAL = "city", "town", "rural"
# 国家统计局城乡划分代码 -> the three kinds of place of the standard of 2001.
PLACES: Final[Mapping[str, str]] = {
    "111": CITY, "112": CITY, "121": TOWN, "122": TOWN, "123": TOWN, "210": RURAL, "220": RURAL,
}  # fmt: skip


@dataclass(frozen=True)
class StaffRatios:
    """Pupils for each member of staff (教职工), by stage and kind of place; ``same``: one figure for all places."""

    ratios: Mapping[tuple[FigureStage, str], Decimal]
    same: bool

    def of(self, stage: FigureStage, place: str | None) -> Decimal | None:
        """None where the stage is not in the document, or the kind of place is needed and not known."""
        return self.ratios.get((stage, CITY if self.same else place or ""))


def _ratios(values: Mapping[FigureStage, tuple[str, str, str]]) -> dict[tuple[FigureStage, str], Decimal]:
    return {
        (stage, place): Decimal(value)
        for stage, three in values.items()
        for place, value in zip((CITY, TOWN, RURAL), three, strict=True)
    }


STAFF_RATIOS: Final = Editions(
    [
        Edition(
            date(2001, 10, 8),
            OF_2001,
            StaffRatios(
                _ratios(
                    {
                        FigureStage.SENIOR: ("12.5", "13", "13.5"),
                        FigureStage.JUNIOR: ("13.5", "16", "18"),
                        FigureStage.PRIMARY: ("19", "21", "23"),
                    }
                ),
                same=False,
            ),
        ),
        Edition(
            date(2014, 11, 13),
            TWO_MEASURES,
            StaffRatios(
                _ratios(
                    {
                        FigureStage.SENIOR: ("12.5", "12.5", "12.5"),
                        FigureStage.JUNIOR: ("13.5", "13.5", "13.5"),
                        FigureStage.PRIMARY: ("19", "19", "19"),
                    }
                ),
                same=True,
            ),
        ),
    ]
)


@dataclass(frozen=True)
class KindergartenRules:
    """Children for each member of staff and for each of 保教 (teachers and nurses), and 保教 for each class."""

    per_staff: Mapping[str, Decimal]  # by DayForm
    per_care: Mapping[str, Decimal]
    care_per_class: Decimal


# The document gives bands (5–7, 7–9; half day 8–10, 11–13): the upper ends are what a unit must at least have.
KINDERGARTEN: Final = Editions(
    [
        Edition(
            date(2013, 1, 8),
            KINDERGARTENS,
            KindergartenRules(
                {"full": Decimal(7), "half": Decimal(10)}, {"full": Decimal(9), "half": Decimal(13)}, Decimal(3)
            ),
        )
    ]
)

# Pupils for each full-time teacher (not staff) of vocational schools.
VOCATIONAL_TEACHERS: Final = Editions([Edition(date(2010, 7, 6), VOCATIONAL, Decimal(20))])


@dataclass(frozen=True)
class BalanceTargets:
    """优质均衡: per 100 pupils, and the largest class."""

    degree: Mapping[FigureStage, Decimal]  # teachers above the required degree
    class_size: Mapping[FigureStage, int]


BALANCE: Final = Editions(
    [
        Edition(
            date(2017, 4, 19),
            BALANCED,
            BalanceTargets(
                {FigureStage.PRIMARY: Decimal("4.2"), FigureStage.JUNIOR: Decimal("5.3")},
                {FigureStage.PRIMARY: 45, FigureStage.JUNIOR: 50},
            ),
        )
    ]
)
# 大班额, 超大班额: from so many pupils in a class on.
LARGE_CLASS: Final = 56
OVERSIZE_CLASS: Final = 66


@dataclass(frozen=True)
class ContractRules:
    """What the law sets for a contract of a public institution."""

    least_years: int
    most_probation: int  # months


CONTRACTS: Final = Editions(
    [
        Edition(
            date(2014, 7, 1),
            Source("事业单位人事管理条例", "国务院令第652号"),
            ContractRules(least_years=3, most_probation=12),  # 第十二条、第十三条
        )
    ]
)
# --- Appointment and its end ----------------------------------------------------------------------------------------

PERSONNEL: Final = Source("事业单位人事管理条例", "国务院令第652号", "第十五条至第十七条")


@dataclass(frozen=True)
class NoticeRules:
    """Days of written notice before a contract ends, and the days of absence beyond which it may end at once."""

    notice_days: int
    resign_days: int
    absent_running: int
    absent_year: int


CONTRACT: Final = Editions([Edition(date(2014, 7, 1), PERSONNEL, NoticeRules(30, 30, 15, 30))])
