"""The standard in force on a day: the documents' editions and the city's own dated row."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from kernel.policy import BeforeFirstEdition, Editions
from staffing.choices import Combine, FigureStage, Rounding
from staffing.models import StaffingSetting
from staffing.policy import KINDERGARTEN, PLACES, STAFF_RATIOS, VOCATIONAL_TEACHERS
from staffing.rules.establishment import Standard


def setting_on(day: date) -> StaffingSetting:
    """The city's row in force on a day; the defaults of the model before the first row."""
    rows = StaffingSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=day).first() or StaffingSetting(effective_from=day)


def settings() -> list[StaffingSetting]:
    """All rows, the newest first."""
    return list(StaffingSetting.objects.order_by("-effective_from").select_related("set_by"))


def _value(editions: Editions[Any], day: date) -> Any:
    try:
        return editions.on(day).value
    except BeforeFirstEdition:
        return None


def sources_on(day: date) -> list[str]:
    """The documents that the standard of a day rests on."""
    found = []
    for editions in (STAFF_RATIOS, KINDERGARTEN, VOCATIONAL_TEACHERS):
        try:
            found.append(str(editions.on(day).source))
        except BeforeFirstEdition:
            continue
    return [*found, setting_on(day).document]


class StandardOn:
    """The standard of one day, for schools of every kind of place; the rows are read once."""

    def __init__(self, day: date, setting: StaffingSetting | None = None) -> None:
        self.day = day
        self.setting = setting or setting_on(day)
        self._staff = _value(STAFF_RATIOS, day)
        self._kinder = _value(KINDERGARTEN, day)
        self._vocational = _value(VOCATIONAL_TEACHERS, day)
        self._made: dict[str | None, Standard] = {}

    def at(self, location: str) -> Standard:
        """For a school at a place of this kind (国家统计局城乡划分代码; '' where nobody noted it)."""
        place = PLACES.get(location)
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]

    def _make(self, place: str | None) -> Standard:
        one = self.setting
        ratios: dict[FigureStage, Decimal] = {FigureStage.SPECIAL: Decimal(one.special_ratio)}
        for stage in (FigureStage.PRIMARY, FigureStage.JUNIOR, FigureStage.SENIOR):
            ratio = self._staff.of(stage, place) if self._staff else None
            if ratio is not None:
                ratios[stage] = ratio
        per_class = {
            FigureStage.PRIMARY: Decimal(one.class_primary), FigureStage.JUNIOR: Decimal(one.class_junior),
            FigureStage.SENIOR: Decimal(one.class_senior), FigureStage.SPECIAL: Decimal(one.class_special),
        }  # fmt: skip
        kinder: dict[str, Any] = {}
        if self._kinder:
            ratios[FigureStage.PRESCHOOL] = self._kinder.per_staff["full"]
            per_class[FigureStage.PRESCHOOL] = self._kinder.care_per_class
            kinder = {"half_day_ratio": self._kinder.per_staff["half"], "care": self._kinder.per_care,
                      "care_per_class": self._kinder.care_per_class}  # fmt: skip
        if self._vocational:
            ratios[FigureStage.VOCATIONAL] = self._vocational
        return Standard(
            ratios=ratios, per_class=per_class, combine=Combine(one.combine), rounding=Rounding(one.rounding),
            small_threshold=one.small_threshold, boarders_per_post=one.boarders_per_post,
            posts_per_special_class=Decimal(one.posts_per_special_class),
            posts_per_resource_room=Decimal(one.posts_per_resource_room), cover_percent=Decimal(one.cover_percent),
            **kinder,
        )  # fmt: skip
