"""Officers who make the same round or setting at the same moment: one makes it, the others are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from world import AS_OF, World, at_the_same_moment, build

from honors.actions import rounds

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]

TIMES = 5


def told(count: int, work: Any) -> list[str]:
    """What each came to: its value, or the code of the refusal."""
    return sorted(str(getattr(one, "code", one)) for one in at_the_same_moment(count, work))


def test_a_round_is_made_once() -> None:
    world: World = build()
    for turn in range(TIMES):
        day = AS_OF - timedelta(turn)

        def make(day: Any = day) -> str:
            return rounds.make_round(as_of=day, by=world.user("honors")).state

        assert told(3, make) == ["computing", "round_exists", "round_exists"]


def test_a_setting_is_made_once() -> None:
    world: World = build()
    for turn in range(TIMES):
        day = timezone.localdate() + timedelta(turn)

        def decide(day: Any = day) -> str:
            rounds.set_rules(
                effective_from=day, publicity_days=7, allow_posthumous=True, document="泰教办〔2026〕9号",
                by=world.user("honors"),
            )  # fmt: skip
            return "made"

        assert told(3, decide) == ["made", "setting_exists", "setting_exists"]
