"""When a person may and must retire (《国务院关于渐进式延迟法定退休年龄的办法》); only the month of birth counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kernel.policy import Edition, Source

from ..choices import PostCategory, RetirementGroup, Sex
from ..policy import RETIREMENT, RetirementRules, SeniorFloor
from .months import Month, month_of, parse

Rules = Edition[RetirementRules]


@dataclass(frozen=True)
class RetirementWindow:
    """The months of retirement of one person: by law, and as early and as late as the person may choose.

    ``age_months`` is the age at the statutory month. ``source`` names the document of the statutory month,
    ``window_source`` the one of the earliest and latest month.
    """

    group: RetirementGroup
    statutory: Month
    earliest: Month
    latest: Month
    age_months: int
    source: Source
    window_source: Source


def _newest(rules: Rules | None) -> Rules:
    """The newest edition where none is given: one schedule answers for every month of birth."""
    return rules or tuple(RETIREMENT)[-1]


def _age_months(rules: RetirementRules, group: RetirementGroup, born: Month) -> int:
    """The statutory age: the original age, and one month more for each step begun since the first month affected."""
    if group == RetirementGroup.F_SENIOR:
        group = rules.senior_schedule
    row = rules.schedules[group]
    late = born - parse(row.first_born)
    delay = 0 if late < 0 else min(late // row.step + 1, row.cap)
    return row.original_years * 12 + delay


def statutory_month(group: RetirementGroup, born: date, rules: Rules | None = None) -> Month:
    """The month in which a person of ``group`` reaches the statutory age.

    《国务院关于渐进式延迟法定退休年龄的办法》第一条: from January 2025 men (60) and women (55) are delayed by one month
    for every four months, women (50) by one month for every two, up to 63, 58 and 55.
    """
    month = month_of(born)
    return month + _age_months(_newest(rules).value, group, month)


def window(group: RetirementGroup, born: date, rules: Rules | None = None) -> RetirementWindow:
    """The flexible band: up to three years early, not below the original age, and up to three years late.

    《实施弹性退休制度暂行办法》（人社部发〔2024〕94号）. Women with a senior title may leave from the statutory
    month of the 55-year schedule on (组通字〔2015〕14号). Whose statutory month lies before 2025 has no band. That
    leaders on management posts retire on time is for the caller: it depends on the post on the day.
    """
    edition = _newest(rules)
    values = edition.value
    month = month_of(born)
    age = _age_months(values, group, month)
    statutory = month + age
    if statutory < parse(values.in_force):
        return RetirementWindow(group, statutory, statutory, statutory, age, edition.source, edition.source)
    if group == RetirementGroup.F_SENIOR:
        original = month + values.schedules[RetirementGroup.F55].original_years * 12
        by_schedule = month + _age_months(values, RetirementGroup.F55, month)
        earliest = original if values.senior_floor is SeniorFloor.AGE_55 else by_schedule
        source = values.senior_source
    else:
        original = month + values.schedules[group].original_years * 12
        earliest = max(statutory - values.flexible_months, original)
        source = values.flexible_source
    latest = statutory + values.flexible_months
    return RetirementWindow(group, statutory, earliest, latest, age, edition.source, source)


def contribution_months(month: Month, rules: Rules | None = None) -> int:
    """The least months of pension contributions for one who retires in ``month`` (办法第二条: 15 to 20 years)."""
    steps = _newest(rules).value.contribution_months
    return max(months for year, months in steps if year <= month // 12)


def group_for(
    sex: Sex | str, title: str, post_category: PostCategory | str | None, rules: Rules | None = None
) -> RetirementGroup | None:
    """The schedule of a person by sex, title (职称) and post on the day asked; None where the sex is not known.

    Men follow 60; women with a senior title their own group (组通字〔2015〕14号), women on worker posts (工勤) 50,
    other women 55.
    """
    if sex == Sex.MALE:
        return RetirementGroup.M60
    if sex != Sex.FEMALE:
        return None
    if "".join(title.split()) in _newest(rules).value.senior_titles:
        return RetirementGroup.F_SENIOR
    return RetirementGroup.F50 if post_category == PostCategory.WORKER else RetirementGroup.F55
