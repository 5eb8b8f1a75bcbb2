"""Which job-fit trainings a change in the register calls for: class teacher, newly hired, shortage subject, change of
stage, move between town and country."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from training.choices import Area, Kind

# 国家统计局《统计用城乡划分代码》: what a school's code says of the place.
AREAS: Final[Mapping[str, Area]] = {
    "111": Area.URBAN, "112": Area.URBAN,
    "121": Area.TOWN, "122": Area.TOWN, "123": Area.TOWN,
    "210": Area.RURAL, "220": Area.RURAL,
}  # fmt: skip
# Stages of a school that say which stage everybody there teaches; of the others the person's own record says it.
SINGLE_STAGES: Final = frozenset({"preschool", "primary", "junior", "senior", "vocational", "special", "higher"})
NO_HIRE: Final = frozenset({"silver", "part_time", "intern"})  # footings that are no first appointment


@dataclass(frozen=True)
class Posting:
    """A post as far as job-fit training goes by it; ``since`` is None where nobody wrote the day down."""

    pk: int
    org: int
    location: str
    stage: str  # of the school
    category: str
    employment: str
    since: date | None


@dataclass(frozen=True)
class Trigger:
    """One event that calls for one training: ``key`` names the event, so that it is counted once."""

    kind: Kind
    key: str
    on: date
    detail: str = ""


def area(location: str) -> Area | None:
    """城区 (111, 112), 镇区 (121, 122, 123) or 乡村 (210, 220); None for a school whose code is not known."""
    return AREAS.get(location)


def moves_between_areas(postings: Sequence[Posting], *, after: int | None = None) -> list[Trigger]:
    """A move to another school in an area of another kind. 《泰州市教育强市建设实施方案》任务14（跨城乡）.

    ``postings`` in order of time; ``after``: only moves out of this post or later ones. A school whose own code is
    changed moves nobody.
    """
    found = []
    chain = _from(postings, after)
    for old, new in pairwise(chain):
        before, now = area(old.location), area(new.location)
        if old.org != new.org and before and now and before != now and new.since:
            found.append(Trigger(Kind.TOWN_COUNTRY, f"post:{new.pk}", new.since, f"{before}>{now}"))
    return found


def _from(postings: Sequence[Posting], after: int | None) -> Sequence[Posting]:
    if after is None:
        return postings
    for place, one in enumerate(postings):
        if one.pk == after:
            return postings[place:]
    return postings


def stage_moves(postings: Sequence[Posting]) -> list[Trigger]:
    """A move to a school of another single stage (转学段), as the posts alone say it: for the time before the register
    was first looked at."""
    return [
        Trigger(Kind.STAGE_CHANGE, f"post:{new.pk}", new.since, f"{old.stage}>{new.stage}")
        for old, new in pairwise(postings)
        if new.since and old.stage != new.stage and {old.stage, new.stage} <= SINGLE_STAGES
    ]


def stage_change(old: str, new: str, *, post: Posting | None, moved: bool, on: date) -> Trigger | None:
    """The stage that a person teaches is another than when the register was last looked at. A change that came with a
    new post began with that post, another one on the day it was seen."""
    if not old or not new or old == new:
        return None
    if post and moved:
        return Trigger(Kind.STAGE_CHANGE, f"post:{post.pk}", post.since or on, f"{old}>{new}")
    return Trigger(Kind.STAGE_CHANGE, f"stage:{old}>{new}:{on}", on, f"{old}>{new}")


def new_hire(postings: Sequence[Posting], *, taught_since: date | None) -> Trigger | None:
    """The first appointment as a teacher: the first post of all, and nothing taught before its month.

    《中小学教师继续教育规定》(教育部令第7号): newly appointed teachers are trained within the probation year.
    """
    if not postings:
        return None
    first = postings[0]
    if first.since is None or first.category not in {"teacher", ""} or first.employment in NO_HIRE:
        return None
    if taught_since and taught_since < first.since.replace(day=1):
        return None
    return Trigger(Kind.NEW_HIRE, f"post:{first.pk}", first.since)


def shortage(
    subject: str, stage: str, *, qualified: Collection[str], listed: Mapping[int, Collection[tuple[str, str]]], on: date
) -> list[Trigger]:
    """Teaching a subject that none of one's certificates names, or one of the year's list of short subjects.

    ``qualified``: subjects of the certificates on file (none on file says nothing). ``listed``: year -> subjects with
    their stage, an empty stage meaning every one.
    """
    if not subject:
        return []
    found = []
    if qualified and subject not in qualified:
        found.append(Trigger(Kind.SHORTAGE, f"subject:{subject}", on, "mismatch"))
    for year, rows in sorted(listed.items()):
        if (subject, "") in rows or (subject, stage) in rows:
            found.append(Trigger(Kind.SHORTAGE, f"list:{year}:{subject}", max(date(year, 1, 1), on), "list"))
    return found
