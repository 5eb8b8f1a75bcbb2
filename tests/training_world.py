"""What the tests of training share: programmes, sessions and people of the cast's city."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone
from world import FAR_SCHOOL, SCHOOL, World, person

from teachers.models import Teacher
from training.actions import programmes, sessions
from training.models import Programme, Session

PLACE = {SCHOOL: "321202", "海陵区第二初级中学": "321202", FAR_SCHOOL: "321204", "姜堰区第二初级中学": "321204"}


def soon(days: float = 10, hour: int = 9) -> datetime:
    """A moment some days from now, on the full hour."""
    return timezone.localtime().replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def programme(world: World, who: str = "city_training", unit: str = "泰州市", **values: Any) -> Programme:
    """A draft of a unit."""
    org = world.units[unit]
    level = {"city": "city", "district": "county", "school": "school"}[org.kind]
    given: dict[str, Any] = {
        "title": "班主任能力提升", "kind": "T1", "level": level, "mode": "face", "hours": Decimal(4),
        "ethics_share": 25, "target": "全市中小学班主任", "places": 40, "approval": "none", "needs_second_check": False,
    }  # fmt: skip
    made: Programme = programmes.add_programme(org=org, year=2026, by=world.user(who), **given | values)
    return made


def session(world: World, one: Programme, who: str = "city_training", **values: Any) -> Session:
    """A session of two hours, ten days from now."""
    starts_at = values.pop("starts_at", soon())
    given: dict[str, Any] = {
        "title": "第一场", "starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3), "hours": Decimal(4),
        "place": "市教师发展中心报告厅", "capacity": 2, "trainers": [("周教授", "泰州学院")],
    }  # fmt: skip
    made: Session = sessions.add_session(programme=one, by=world.user(who), **given | values)
    return made


def published(
    world: World, who: str = "city_training", unit: str = "泰州市", **values: Any
) -> tuple[Programme, Session]:
    """A programme of one session, open for enrolment; values of the session begin with ``s_``."""
    of_session = {key[2:]: values.pop(key) for key in list(values) if key.startswith("s_")}
    one = programme(world, who, unit, **values)
    made = session(world, one, who, **of_session)
    programmes.publish(one=one, by=world.user(who))
    return one, made


def people(world: World, *names: str, school: str = SCHOOL, **fields: Any) -> Sequence[Teacher]:
    """Teachers of a school, without accounts."""
    start = len(world.people)
    return world.enrol(
        *(
            person(name, date(1980, 1, 1) + timedelta(days=start + place), (PLACE[school], school), **fields)
            for place, name in enumerate(names)
        )
    )
