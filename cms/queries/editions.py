"""The rule editions in force: by which document the registry reckons what, since when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ethics.policy import CONSEQUENCES
from kernel.policy import BeforeFirstEdition, Editions, Source
from staffing.policy import BALANCE, KINDERGARTEN, STAFF_RATIOS, VOCATIONAL_TEACHERS
from teachers.policy import RETIREMENT, TEACHING_YEARS
from training.policy import HOURS_DUE

RULES: tuple[tuple[str | Promise, Editions[Any]], ...] = (
    (_("从教年限的计算与长期任教荣誉"), TEACHING_YEARS),
    (_("法定退休年龄"), RETIREMENT),
    (_("继续教育学时要求"), HOURS_DUE),
    (_("师德处理的影响期与限制事项"), CONSEQUENCES),
    (_("中小学教职工编制标准"), STAFF_RATIOS),
    (_("幼儿园教职工配备标准"), KINDERGARTEN),
    (_("中等职业学校教师配备"), VOCATIONAL_TEACHERS),
    (_("师资均衡配置"), BALANCE),
)


@dataclass(frozen=True)
class InForce:
    """What is reckoned by which document; ``since`` is None where the first edition has no beginning."""

    matter: str | Promise
    source: Source
    since: date | None


def in_force(day: date | None = None) -> list[InForce]:
    """The edition of each rule on a day (today)."""
    found, on = [], day or timezone.localdate()
    for matter, editions in RULES:
        try:
            edition = editions.on(on)
        except BeforeFirstEdition:
            continue
        found.append(
            InForce(matter, edition.source, edition.effective_from if edition.effective_from > date.min else None)
        )
    return found
