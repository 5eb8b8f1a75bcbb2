"""Teachers are asked what they need, once; a programme names a need when the survey is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from duty_world import attend, done_session, teachers_of, with_account
from training_world import people
from world import FAR_SCHOOL, World, acts

from kernel.errors import RuleBroken
from training.actions.needs import answer_needs, ask_needs, name_ground
from training.models import NeedsAnswer, NeedsSurvey
from training.queries import needs as queries

pytestmark = pytest.mark.django_db

OPENS, CLOSES = date(2026, 10, 1), date(2026, 10, 31)
TOPICS = [("班级管理", "T1"), ("课堂提问", ""), ("数字工具", "T7"), ("心理健康", "")]


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def survey(world: World, who: str = "district_training", unit: str = "海陵区", **values: Any) -> NeedsSurvey:
    given = {"year": 2027, "title": "2027 年需求", "topics": TOPICS, "opens_on": OPENS, "closes_on": CLOSES, "most": 2}
    return ask_needs(org=world.units[unit], by=world[who], **{**given, **values})


def test_who_may_ask_and_what(world: World) -> None:
    one = survey(world)
    assert [topic.title for topic in one.topics.all()] == [title for title, _kind in TOPICS]
    assert code_of(lambda: survey(world)) == "needs_same"
    assert code_of(lambda: survey(world, title="另一次", topics=TOPICS[:1])) == "topics_missing"
    assert code_of(lambda: survey(world, title="另一次", topics=[*TOPICS, ("课堂 提问", "")])) == "topics_twice"
    assert code_of(lambda: survey(world, "far_district_training")) == "unit_not_yours"
    assert code_of(lambda: survey(world, "honors")) == "no_permission"
    assert len(acts("needs.asked")) == 1


def test_people_of_the_unit_answer_once_in_its_time(world: World) -> None:
    one = survey(world)
    me = with_account(world, teachers_of(world, "甲")[0])
    topics = [topic.pk for topic in one.topics.all()]
    say: Callable[..., Any] = lambda keys, on=OPENS, words="": answer_needs(  # noqa: E731
        survey=one, topic_ids=keys, words=words, on=on, by=me
    )
    assert code_of(lambda: say(topics[:1], date(2026, 9, 30))) == "needs_closed"
    assert code_of(lambda: say(topics[:1], date(2026, 11, 1))) == "needs_closed"
    assert code_of(lambda: say(topics[:3])) == "topics_many"
    assert code_of(lambda: say([])) == "topics_none"
    assert [row.pk for row in queries.to_answer(me, CLOSES)] == [one.pk]
    say(topics[:2], CLOSES)
    assert queries.to_answer(me, CLOSES) == []
    assert code_of(lambda: say(topics[:1])) == "needs_answered"
    assert NeedsAnswer.objects.for_system("a test").get().topics.count() == 2


def test_a_neighbour_is_not_asked(world: World) -> None:
    one = survey(world)
    far = with_account(world, people(world, "远", school=FAR_SCHOOL)[0])
    call = lambda: answer_needs(survey=one, topic_ids=[], words="什么都要", on=OPENS, by=far)  # noqa: E731
    assert code_of(call) == "needs_not_asked"
    nobody = world["nobody"]
    call = lambda: answer_needs(survey=one, topic_ids=[], words="什么都要", on=OPENS, by=nobody)  # noqa: E731
    assert code_of(call) == "needs_not_asked"
    assert queries.to_answer(nobody, OPENS) == []


def test_from_the_need_to_who_was_trained_is_one_chain(world: World) -> None:
    one = survey(world)
    teacher, other = teachers_of(world, "甲", "乙")
    me = with_account(world, teacher)
    first, second = list(one.topics.all())[:2]
    answer_needs(survey=one, topic_ids=[first.pk], words="", on=OPENS, by=me)
    session = done_session(world, on=date(2027, 3, 2), unit="海陵区")
    attend(session, teacher, "4"), attend(session, other, "0", "absent")
    by = world["district_training"]
    ground: Callable[..., Any] = lambda on, who=by: name_ground(  # noqa: E731
        programme=session.programme, topic=first, on=on, by=who
    )
    assert code_of(lambda: ground(CLOSES)) == "ground_too_early"
    assert code_of(lambda: ground(date(2026, 11, 1), world["school"])) == "unit_not_yours"
    ground(date(2026, 11, 1))
    assert code_of(lambda: ground(date(2026, 11, 1))) == "ground_known"
    total, needs = queries.needs(by, one)
    assert total == 1
    assert [(need.topic, need.count, need.percent) for need in needs[:2]] == [(first, 1, 100), (second, 0, 0)]
    assert [(link.programme, link.attended) for link in needs[0].programmes] == [(session.programme, 1)]


def test_who_sees_a_survey(world: World) -> None:
    one = survey(world)
    seen = {who: bool(queries.surveys(world[who]).filter(pk=one.pk)) for who in
            ("school", "district_training", "city_training", "far_school", "far_district_training")}  # fmt: skip
    assert seen == {"school": True, "district_training": True, "city_training": True, "far_school": False,
                    "far_district_training": False}  # fmt: skip
