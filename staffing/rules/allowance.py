"""The allowance for years of teaching (教龄津贴): who is paid which tier in a month, by the counting of the edition.

《关于教师教龄津贴的若干规定》（劳人薪〔1985〕40号）: full years, paid from the month after they
are complete, to who teaches; earlier teaching is added, sick leave of more than six unbroken months is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from teachers.choices import ServiceKind
from teachers.policy import ALLOWANCE, CountingRules, KindRule, Treatment
from teachers.rules.months import Month
from teachers.rules.teaching_years import Row, count_before


class Standing(StrEnum):
    """Whether somebody is paid, and if not, why."""

    PAID = "paid"
    BELOW = "below"
    NOT_TEACHING = "not_teaching"
    NO_RECORD = "no_record"


@dataclass(frozen=True)
class Tier:
    """So much a month from so many full years on."""

    years: int
    yuan: Decimal


@dataclass(frozen=True)
class Counting:
    """What an edition says about the counting; the limits are unbroken months."""

    sick: int = 6
    personal: int = 6
    secondment: int = 12
    research: bool = False
    management: bool = True
    study: bool = True


@dataclass(frozen=True)
class Answer:
    """What a month gives: months of teaching before it, the tier, and how it stands."""

    months: int
    tier: Tier | None
    standing: Standing

    @property
    def yuan(self) -> Decimal:
        return self.tier.yuan if self.tier and self.standing is Standing.PAID else Decimal(0)


def counting_rules(one: Counting) -> CountingRules:
    """The edition's counting as the rule of the years of teaching takes it."""

    def rule(treatment: Treatment, limit: int | None = None) -> KindRule:
        return KindRule(treatment, ALLOWANCE, limit)

    def whether(counts: bool, treatment: Treatment = Treatment.COUNTED) -> KindRule:
        return rule(treatment if counts else Treatment.EXCLUDED)

    return CountingRules(
        kinds={
            ServiceKind.TEACHING: rule(Treatment.COUNTED),
            ServiceKind.AID: rule(Treatment.COUNTED),
            ServiceKind.EXCHANGE: rule(Treatment.COUNTED),
            ServiceKind.RESEARCH: whether(one.research),
            ServiceKind.MANAGEMENT: whether(one.management),
            ServiceKind.SICK_LEAVE: rule(Treatment.HARMLESS_WITHIN, one.sick),
            ServiceKind.PERSONAL_LEAVE: rule(Treatment.HARMLESS_WITHIN, one.personal),
            ServiceKind.SECONDMENT: rule(Treatment.COUNTED_WITHIN, one.secondment),
            ServiceKind.STUDY: whether(one.study, Treatment.COUNTED_IF_RESUMED),
            ServiceKind.LEFT_TEACHING: rule(Treatment.EXCLUDED),
            ServiceKind.UNPAID_LEAVE: rule(Treatment.EXCLUDED),
            ServiceKind.SILVER_REHIRE: rule(Treatment.EXCLUDED),
        }
    )


def tier_of(months: int, tiers: Sequence[Tier]) -> Tier | None:
    """The highest tier whose full years are complete."""
    reached = [one for one in tiers if 12 * one.years <= months]
    return max(reached, key=lambda one: one.years, default=None)


def next_tier(months: int, tiers: Sequence[Tier]) -> tuple[Tier, int] | None:
    """The tier to come and the months that are missing to it."""
    ahead = min((one for one in tiers if 12 * one.years > months), key=lambda one: one.years, default=None)
    return (ahead, 12 * ahead.years - months) if ahead else None


def teaches(services: Iterable[Row], month: Month, rules: CountingRules) -> bool:
    """Whether a record of a kind that counts goes on in the month, and no leave beyond its limit."""
    rows = [(start, end, kind) for start, end, kind in services if start <= month and (end is None or end >= month)]
    counts = {Treatment.COUNTED, Treatment.COUNTED_WITHIN}
    if not any(rules.kinds[kind].treatment in counts for _start, _end, kind in rows):
        return False
    for start, _end, kind in rows:
        rule = rules.kinds[kind]
        if rule.treatment is Treatment.EXCLUDED:
            return False
        if rule.limit is not None and month - start + 1 > rule.limit:
            return False
    return True


def allowance(services: Sequence[Row], month: Month, tiers: Sequence[Tier], rules: CountingRules) -> Answer:
    """What one person gets in one month. Years are complete by the month before it."""
    months = count_before(services, month, rules)
    tier = tier_of(months, tiers)
    if not services:
        return Answer(0, None, Standing.NO_RECORD)
    if not teaches(services, month, rules):
        return Answer(months, tier, Standing.NOT_TEACHING)
    return Answer(months, tier, Standing.PAID if tier else Standing.BELOW)


def fault_of(tiers: Sequence[Tier]) -> tuple[str, int] | None:
    """What is wrong with a new set of tiers: the name of the refusal and the years it is about."""
    if not tiers:
        return "tiers_none", 0
    ordered = sorted(tiers, key=lambda one: one.years)
    for before, after in pairwise(ordered):
        if before.years == after.years:
            return "tiers_twice", after.years
        if after.yuan < before.yuan:
            return "tiers_falling", after.years
    return None
