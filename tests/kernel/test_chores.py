"""Chores: run when due, by one worker at a time, tried again after a failure."""

from __future__ import annotations

import inspect
import logging
import time
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from world import at_the_same_moment

from kernel.jobs import chores
from kernel.jobs.chores import run_chores
from kernel.jobs.models import Chore

pytestmark = pytest.mark.django_db

NAME = f"{__name__}.dust"
LISTED = tuple(settings.CHORES)  # before the fixture below puts its own in their place
runs: list[float] = []
trouble: list[Exception] = []


def dust() -> None:
    """The chore of these tests."""
    began = time.monotonic()
    if trouble:
        raise trouble[0]
    time.sleep(0.05)
    runs.extend((began, time.monotonic()))


@pytest.fixture(autouse=True)
def _listed(settings: Any) -> None:
    settings.CHORES = {NAME: 3600}
    runs.clear()
    trouble.clear()


def row() -> Chore:
    return Chore.objects.get(name=NAME)


def test_a_chore_is_run_when_due_and_then_rests() -> None:
    assert run_chores() == {NAME: True}
    assert run_chores() == {}
    Chore.objects.update(next_at=timezone.now() - timedelta(seconds=1))
    assert run_chores() == {NAME: True}
    assert len(runs) == 4
    assert (row().leased_until, row().fence, row().failures) == (None, 2, 0)


def test_a_shorter_period_holds_at_once(settings: Any) -> None:
    run_chores()
    settings.CHORES = {NAME: 60}
    assert run_chores() == {NAME: True}


def test_a_chore_in_other_hands_is_left_alone() -> None:
    Chore.objects.create(name=NAME, next_at=timezone.now(), leased_until=timezone.now() + chores.LEASE)
    assert run_chores(even_if_not_due=True) == {}
    Chore.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    assert run_chores() == {NAME: True}, "its worker died"


def test_a_failure_is_logged_and_tried_again(caplog: pytest.LogCaptureFixture) -> None:
    trouble.append(ValueError("dust"))
    with caplog.at_level(logging.ERROR, logger=chores.__name__):
        assert run_chores() == {NAME: False}
    assert "ValueError" in caplog.text
    first = row()
    assert first.leased_until is None
    assert timedelta(seconds=50) < first.next_at - timezone.now() < timedelta(seconds=61)
    run_chores(even_if_not_due=True)
    assert row().next_at - timezone.now() > timedelta(seconds=100), "later each time"
    trouble.clear()
    Chore.objects.update(next_at=timezone.now())
    assert run_chores() == {NAME: True}
    assert row().failures == 0


def test_one_failure_does_not_hold_up_the_others(settings: Any) -> None:
    settings.CHORES = {"no.such.function": 60, NAME: 60}
    assert run_chores() == {"no.such.function": False, NAME: True}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_workers_never_run_a_chore_at_once(settings: Any) -> None:
    for _ in range(5):
        runs.clear()
        Chore.objects.all().delete()
        results = at_the_same_moment(4, run_chores)
        assert sorted(map(len, results)) == [0, 0, 0, 1], results
        assert len(runs) == 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_long_chore_keeps_its_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chores, "LEASE", timedelta(seconds=0.6))
    results = at_the_same_moment(1, run_chores)
    assert results == [{NAME: True}]
    seen: list[Any] = []
    monkeypatch.setattr(chores, "import_string", lambda _name: lambda: seen.append(_held_for_a_while()))
    run_chores(even_if_not_due=True)
    assert seen == [True]


def _held_for_a_while() -> bool:
    for _ in range(9):
        time.sleep(0.1)
        leased = row().leased_until
        if leased is None or leased < timezone.now():
            return False
    return True


def test_the_command(settings: Any) -> None:
    out = StringIO()
    call_command("run_chores", stdout=out)
    assert f"{NAME}  完成" in out.getvalue()
    call_command("run_chores", stdout=out)
    assert "没有到期" in out.getvalue()
    call_command("run_chores", NAME, now=True, stdout=out)
    assert len(runs) == 4
    with pytest.raises(CommandError, match="没有名为"):
        call_command("run_chores", "dusting")
    trouble.append(ValueError())
    with pytest.raises(CommandError, match="未完成"):
        call_command("run_chores", now=True, stdout=out)


@pytest.mark.parametrize("name", LISTED)
def test_every_chore_of_the_settings_is_there_and_asks_for_nothing(name: str) -> None:
    needed = [
        one.name
        for one in inspect.signature(import_string(name)).parameters.values()
        if one.default is inspect.Parameter.empty
    ]
    assert not needed
