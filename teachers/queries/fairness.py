"""Fairness watch: how the scores of groups differ under each version of the set of dimensions. Groups of fewer than ten
people say nothing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kernel.accounts.models import User
from teachers.choices import Dimension, Sex, Stage, TeacherStatus
from teachers.models import Portrait, PortraitVersion
from teachers.permissions import TeacherPermission

LEAST = 10
TOWN = {"111": "city", "112": "city", "121": "town", "122": "town", "123": "town", "210": "country", "220": "country"}


@dataclass(frozen=True)
class Group:
    """A group of people: how many have portraits, and the mean of each dimension in tenths (None: fewer than ten)."""

    name: str
    people: int
    means: list[int | None]


@dataclass(frozen=True)
class Watched:
    """One way of grouping people; ``widest`` is the widest difference between two groups, by dimension."""

    title: str
    groups: list[Group]
    widest: list[int | None]


def _band(age: int) -> str:
    for under, words in ((35, _("35 岁以下")), (45, _("35–44 岁")), (55, _("45–54 岁"))):
        if age < under:
            return words
    return _("55 岁及以上")


def watch(user: User, version: PortraitVersion, year: int, on: date) -> list[Watched]:
    """The differences under one version in one year, within one's units: one query."""
    towns = {"city": _("城区"), "town": _("镇区"), "country": _("乡村")}
    rows = Portrait.objects.visible_to(user).filter(
        user.scope(TeacherPermission.PORTRAIT).q("teacher__school__path"), version=version, year=year,
        teacher__status=TeacherStatus.ACTIVE,
    )  # fmt: skip
    titles = (_("学科"), _("学段"), _("城乡"), _("年龄段"), _("性别"))
    sums: list[dict[str, list[Any]]] = [defaultdict(list) for _title in titles]
    columns = ("scores", "subject", "stage", "teacher__school__location_type", "teacher__birth_on", "teacher__sex")
    for scores, subject, stage, town, born, sex in rows.values_list(*columns):
        names = (
            subject or _("未填"), str(Stage(stage).label) if stage in Stage.values else _("未填"),
            towns.get(TOWN.get(town, ""), _("未填")), _band(on.year - born.year), str(Sex(sex).label),
        )  # fmt: skip
        for place, name in enumerate(names):
            sums[place][name].append(scores)
    return [_watched(title, found) for title, found in zip(titles, sums, strict=True)]


def _watched(title: str, found: dict[str, list[Any]]) -> Watched:
    groups = [_group(name, rows) for name, rows in sorted(found.items(), key=lambda pair: -len(pair[1]))]
    widest: list[int | None] = []
    for place in range(len(Dimension.values)):
        known = [mean for one in groups if (mean := one.means[place]) is not None]
        widest.append(max(known) - min(known) if len(known) > 1 else None)
    return Watched(title, groups, widest)


def _group(name: str, rows: list[Any]) -> Group:
    means: list[int | None] = []
    for dimension in Dimension.values:
        known = [row[dimension][0] for row in rows if row.get(dimension, [None])[0] is not None]
        means.append(round(sum(known) / len(known)) if len(known) >= LEAST else None)
    return Group(name, len(rows) if len(rows) >= LEAST else 0, means)
