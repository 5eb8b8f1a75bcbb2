"""Told that a session begins soon: once, whoever has a place for good."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from training_world import people, published
from world import World

from training.actions import enrolments, notices, sessions
from training.models import Session, TrainingNotice

pytestmark = pytest.mark.django_db


def told() -> list[tuple[str, str]]:
    rows = TrainingNotice.objects.for_system("a test").filter(kind="soon").order_by("pk")
    return list(rows.values_list("teacher__name", "session__title"))


@pytest.fixture
def at(settled: World) -> Session:
    """One seat taken, one person waiting."""
    _one, made = published(settled, s_capacity=1)
    enrolments.enrol(session=made, teacher=settled.people["李长青"], by=settled.user("teacher"))
    (other,) = people(settled, "周候补")
    enrolments.enrol(session=made, teacher=other, by=settled.user("school"))
    return made


def test_within_a_day_and_once(at: Session) -> None:
    day_before = at.starts_at - timedelta(hours=24)
    assert notices.remind_of_sessions(at=day_before - timedelta(seconds=1)) == 0
    notices.remind_of_sessions(at=day_before)
    notices.remind_of_sessions(at=at.starts_at - timedelta(hours=1))
    assert told() == [("李长青", at.title)]
    assert notices.remind_of_sessions(at=at.starts_at) == 0


def test_again_after_it_was_moved(settled: World, at: Session) -> None:
    notices.remind_of_sessions(at=at.starts_at - timedelta(hours=2))
    begin = at.starts_at + timedelta(days=1)
    city = settled.user("city_training")
    sessions.change_session(one=at, by=city, starts_at=begin, ends_at=begin + timedelta(hours=3))
    notices.remind_of_sessions(at=begin - timedelta(hours=2))
    assert len(told()) == 2


def test_nobody_hears_of_what_fell_out(settled: World, at: Session) -> None:
    sessions.cancel_session(one=at, reason="台风", by=settled.user("city_training"))
    assert notices.remind_of_sessions(at=at.starts_at - timedelta(hours=2)) == 0
    assert told() == []
    assert notices.remind_of_sessions(at=timezone.now()) == 0
