"""Dated editions of what documents set for teachers: years of teaching, retirement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Final

from kernel.policy import Edition, Editions, Source

from .choices import RetirementGroup, ServiceKind

# --- Years of teaching (教龄) ---------------------------------------------------------------------------------------

TAIZHOU_PLAN: Final = Source("泰州市教育强市建设实施方案", article="任务13")
RURAL_30_YEARS: Final = Source("关于做好乡村学校从教30年教师荣誉证书颁发工作的通知", "教育部、人力资源社会保障部2016年")
ALLOWANCE: Final = Source("关于教师教龄津贴的若干规定", "劳人薪〔1985〕40号")


class Treatment(Enum):
    """What becomes of the months of one unbroken span of one kind of service."""

    COUNTED = "counted"  # always counts
    COUNTED_WITHIN = "counted_within"  # counts up to the limit, beyond it the whole span is excluded
    HARMLESS_WITHIN = "harmless_within"  # changes nothing up to the limit, beyond it the whole span is excluded
    COUNTED_IF_RESUMED = "counted_if_resumed"  # counts when teaching follows, else excluded
    EXCLUDED = "excluded"  # never counts


@dataclass(frozen=True)
class KindRule:
    """How one kind of service is treated, and the document this rests on; ``limit`` in unbroken months."""

    treatment: Treatment
    source: Source
    limit: int | None = None


@dataclass(frozen=True)
class CountingRules:
    """One rule set for years of teaching; months are counted, added up over breaks, and overlaps count once."""

    kinds: Mapping[str, KindRule]  # by ServiceKind
    thresholds: tuple[int, ...] = (30, 40)  # full years that earn the honour certificate
    award_month_day: tuple[int, int] = (9, 10)  # 教师节: the usual as-of day of a round
    models: tuple[Source, ...] = ()  # documents that the rule set follows

    @cached_property
    def always(self) -> frozenset[str]:
        """The kinds whose every month counts, whatever stands beside it."""
        return frozenset(kind for kind, rule in self.kinds.items() if rule.treatment is Treatment.COUNTED)


# The honour itself is set by the Taizhou plan, which leaves the counting open: the defaults follow the two national
# documents named. The first day is that of the older one, so that any past as-of day has an answer.
TEACHING_YEARS: Final = Editions(
    [
        Edition(
            date(1985, 1, 1),
            TAIZHOU_PLAN,
            CountingRules(
                kinds={
                    ServiceKind.TEACHING: KindRule(Treatment.COUNTED, ALLOWANCE),
                    ServiceKind.RESEARCH: KindRule(Treatment.COUNTED, TAIZHOU_PLAN),
                    ServiceKind.AID: KindRule(Treatment.COUNTED, TAIZHOU_PLAN),
                    ServiceKind.EXCHANGE: KindRule(Treatment.COUNTED, TAIZHOU_PLAN),
                    ServiceKind.MANAGEMENT: KindRule(Treatment.COUNTED, RURAL_30_YEARS),
                    ServiceKind.SICK_LEAVE: KindRule(Treatment.HARMLESS_WITHIN, ALLOWANCE, limit=6),
                    ServiceKind.PERSONAL_LEAVE: KindRule(Treatment.HARMLESS_WITHIN, TAIZHOU_PLAN, limit=6),
                    ServiceKind.SECONDMENT: KindRule(Treatment.COUNTED_WITHIN, TAIZHOU_PLAN, limit=12),
                    ServiceKind.STUDY: KindRule(Treatment.COUNTED_IF_RESUMED, RURAL_30_YEARS),
                    ServiceKind.LEFT_TEACHING: KindRule(Treatment.EXCLUDED, RURAL_30_YEARS),
                    ServiceKind.UNPAID_LEAVE: KindRule(Treatment.EXCLUDED, TAIZHOU_PLAN),
                    ServiceKind.SILVER_REHIRE: KindRule(Treatment.EXCLUDED, RURAL_30_YEARS),
                },
                models=(RURAL_30_YEARS, ALLOWANCE),
            ),
        )
    ]
)

# --- Retirement (退休) ----------------------------------------------------------------------------------------------

GRADUAL_DELAY: Final = Source(
    "国务院关于渐进式延迟法定退休年龄的办法", "2024年9月13日全国人民代表大会常务委员会决定批准"
)
FLEXIBLE: Final = Source("实施弹性退休制度暂行办法", "人社部发〔2024〕94号")
SENIOR_WOMEN: Final = Source(
    "关于机关事业单位县处级女干部和具有高级职称的女性专业技术人员退休年龄问题的通知", "组通字〔2015〕14号"
)

# Whole titles only: 小学高级教师 and 幼儿园高级教师 of the old series are intermediate.
SENIOR_TITLES: Final = frozenset(
    {
        *("高级教师", "正高级教师", "中学高级教师", "高级讲师", "正高级讲师", "副教授", "教授", "副研究员", "研究员"),
        *("高级实验师", "正高级实验师", "高级实习指导教师", "正高级实习指导教师", "副研究馆员", "研究馆员"),
        *("高级工程师", "正高级工程师"),
    }
)


@dataclass(frozen=True)
class Schedule:
    """One row of the delay: from ``first_born`` (YYYY-MM) on, one month more for each ``step`` months, to ``cap``."""

    original_years: int
    first_born: str
    step: int
    cap: int


class SeniorFloor(Enum):
    """From when a woman with a senior title may choose to retire."""

    F55_STATUTORY = "f55_statutory"  # the statutory month of the 55-year schedule
    AGE_55 = "age_55"  # the month of her 55th birthday


@dataclass(frozen=True)
class RetirementRules:
    """The schedules by group, the flexible band and the least months of pension contributions by year."""

    schedules: Mapping[RetirementGroup, Schedule]
    senior_schedule: RetirementGroup  # the schedule that women with a senior title follow
    senior_floor: SeniorFloor
    senior_source: Source
    senior_titles: frozenset[str]
    in_force: str  # YYYY-MM: whose statutory month lies before has no flexible band
    flexible_months: int
    flexible_source: Source
    contribution_months: tuple[tuple[int, int], ...]  # (year of retirement, least months), rising; later years alike


RETIREMENT: Final = Editions(
    [
        Edition(
            date(2025, 1, 1),
            GRADUAL_DELAY,
            RetirementRules(
                schedules={
                    RetirementGroup.M60: Schedule(60, "1965-01", step=4, cap=36),
                    RetirementGroup.F55: Schedule(55, "1970-01", step=4, cap=36),
                    RetirementGroup.F50: Schedule(50, "1975-01", step=2, cap=60),
                },
                # No text names the schedule of these women after 2025; the common reading is the one of men.
                senior_schedule=RetirementGroup.M60,
                senior_floor=SeniorFloor.F55_STATUTORY,
                senior_source=SENIOR_WOMEN,
                senior_titles=SENIOR_TITLES,
                in_force="2025-01",
                flexible_months=36,
                flexible_source=FLEXIBLE,
                contribution_months=(
                    (0, 180),
                    (2030, 186),
                    (2031, 192),
                    (2032, 198),
                    (2033, 204),
                    (2034, 210),
                    (2035, 216),
                    (2036, 222),
                    (2037, 228),
                    (2038, 234),
                    (2039, 240),
                ),
            ),
        )
    ]
)
