"""Dated editions of what documents set for sanctions: periods, what each bars from, what it does to the appraisal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final

from kernel.policy import Edition, Editions, Source

from .choices import HandlingKind, Purpose

INTERIM_2012: Final = Source("事业单位工作人员处分暂行规定", "人社部、监察部令第18号")
RULES_2023: Final = Source("事业单位工作人员处分规定", "2023年11月6日")
SCHOOLS_2018: Final = Source("中小学教师违反职业道德行为处理办法（2018年修订）", "教师〔2018〕18号", "第十条")
MANAGERS: Final = Source("中华人民共和国公职人员政务处分法", "2020年7月1日施行")
PERSONNEL: Final = Source("事业单位人事管理条例", "国务院令第652号", "第十八条")
PAY_NOTICE: Final = Source("事业单位工作人员受处分期间工资待遇处理的规定")


class Span(Enum):
    """How long a consequence lasts."""

    PERIOD = "period"  # from effect to the end of the period
    NEXT_JANUARY = "next_january"  # from effect to the first 1 January at or after the end
    ENDLESS = "endless"


class Appraisal(Enum):
    """What a sanction does to the yearly appraisal (年度考核)."""

    NOT_EXCELLENT = "not_excellent"
    NO_GRADE = "no_grade"  # 只写评语，不确定档次
    NOT_PASSED = "not_passed"  # 不得确定为合格及以上档次


@dataclass(frozen=True)
class Effect:
    """One row of the table: how long, and on which document."""

    span: Span
    source: Source


@dataclass(frozen=True)
class AppraisalEffect:
    """Which years' appraisals a sanction limits, counted from the year of the decision."""

    limit: Appraisal
    years: int
    source: Source


@dataclass(frozen=True)
class Consequences:
    """What documents say of each kind of sanction; what they leave open is a dated row (``StandingSetting``)."""

    effects: Mapping[str, Mapping[str, Effect]]  # kind -> purpose -> effect
    appraisal: Mapping[str, AppraisalEffect]


K, P = HandlingKind, Purpose


def _table(rules: Source) -> dict[str, dict[str, Effect]]:
    posts: dict[str, Effect] = {P.POST_APPOINTMENT: Effect(Span.PERIOD, rules), P.PROMOTION: Effect(Span.PERIOD, rules)}
    registration: dict[str, Effect] = {P.REGISTRATION: Effect(Span.PERIOD, SCHOOLS_2018)}
    graver: dict[str, Effect] = {
        **posts, **registration, P.TITLE_REVIEW: Effect(Span.PERIOD, rules),
        P.PAY_STEP: Effect(Span.NEXT_JANUARY, PAY_NOTICE),
    }  # fmt: skip
    expelled: dict[str, Effect] = {purpose: Effect(Span.ENDLESS, PERSONNEL) for purpose in P}
    warned: dict[str, Effect] = {**posts, **registration}
    return {
        K.P1: warned, K.P2: graver, K.P2B: graver, K.P3: graver, K.P3B: graver, K.P4: expelled,
        K.L1: warned, K.L2: graver, K.L3: graver, K.L4: graver, K.L5: expelled,
    }  # fmt: skip


def _years(rules: Source, demerit: Appraisal) -> dict[str, AppraisalEffect]:
    one = AppraisalEffect(Appraisal.NOT_EXCELLENT, 1, rules)
    two = AppraisalEffect(demerit, 1, rules)
    three = AppraisalEffect(Appraisal.NO_GRADE, 2, rules)
    return {
        K.P1: one, K.P2: two, K.P2B: two, K.P3: three, K.P3B: three, K.L1: one, K.L2: two, K.L3: three, K.L4: three,
    }  # fmt: skip


# Read with the day of the decision. The first edition also answers for the years before it.
CONSEQUENCES: Final = Editions(
    [
        Edition(date.min, INTERIM_2012,
                Consequences(_table(INTERIM_2012), _years(INTERIM_2012, Appraisal.NOT_PASSED))),
        Edition(date(2023, 11, 6), RULES_2023,
                Consequences(_table(RULES_2023), _years(RULES_2023, Appraisal.NO_GRADE))),
    ]
)  # fmt: skip
# Since this day people who do management work take six kinds and all others four; before it both lists were used.
TWO_SCHEMES_FROM: Final = date(2023, 11, 6)
LEGACY_UNTIL: Final = date(2018, 11, 8)  # 教师〔2018〕18号 takes the place of 教师〔2014〕1号
MAJOR_DEMERIT_FROM: Final = date(2020, 7, 1)  # 政务处分法
