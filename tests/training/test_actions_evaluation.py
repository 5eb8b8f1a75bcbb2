"""Surveys open when their day is reached, are answered once, and nothing tells who answered what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from duty_world import attend, days_ago, done_session, teachers_of, with_account
from world import FAR_SCHOOL, World, acts

from kernel.accounts.models import User
from kernel.errors import RuleBroken
from training.actions.duties import set_survey_form
from training.actions.evaluation import answer, open_due_surveys, open_survey, propose_answered
from training.choices import SurveyKind
from training.models import HourEntry, Session, Survey, SurveyAnswer, SurveyForm, SurveyTicket, Trainer
from training.queries import evaluation as queries

pytestmark = pytest.mark.django_db

HELD = date(2026, 3, 2)
AFTER = {"content": 5, "ethics": 4, "trainer": 5, "order": 3, "use": 4}


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def tickets(kind: str = "after") -> list[SurveyTicket]:
    rows = SurveyTicket.objects.for_system("a test").filter(survey__kind=kind)
    return list(rows.select_related("survey__form", "teacher__user").order_by("pk"))


def asked(world: World, *names: str, on: date = HELD) -> Session:
    """A session with these people there, and the survey after it."""
    session = done_session(world, on=on)
    for one in teachers_of(world, *names):
        attend(session, one, "4")
    open_survey(session=session, kind=SurveyKind.AFTER, on=on, by=world["city_training"])
    return session


def fill(world: World, ticket: SurveyTicket, marks: dict[str, int] | None = None, words: str = "", **more: Any) -> User:
    """The person of a ticket answers; the account is made for it."""
    assert ticket.teacher
    ticket.teacher.user_id = None
    username = f"t{ticket.pk}"
    user = User.objects.create(username=username, full_name=username)
    world.users[username] = user
    with_account(world, ticket.teacher, username)
    answer(ticket=ticket, marks=marks or AFTER, words=words, on=more.pop("on", HELD), by=user)
    return user


def test_who_attended_is_asked_and_who_was_away_is_not(world: World) -> None:
    session = done_session(world, on=HELD)
    here, away = teachers_of(world, "到", "缺")
    attend(session, here, "4")
    attend(session, away, "0", "absent")
    survey = open_survey(session=session, kind=SurveyKind.AFTER, on=HELD, by=world["city_training"])
    assert survey
    assert (survey.opens_on, survey.closes_on) == (HELD, date(2026, 3, 15))
    assert [ticket.teacher for ticket in tickets()] == [here]
    assert open_survey(session=session, kind=SurveyKind.AFTER, on=HELD, by=world["city_training"]) is None
    assert acts("survey.opened")[0].detail["asked"] == 1
    session.state = "running"
    call = lambda: open_survey(session=session, kind=SurveyKind.AFTER, on=HELD, by=world["city_training"])  # noqa: E731
    assert code_of(call) == "survey_too_early"


@pytest.mark.parametrize(("days", "opened"), [(0, 1), (89, 1), (90, 3), (91, 3)])
def test_later_surveys_open_on_their_day(world: World, days: int, opened: int) -> None:
    session = done_session(world, on=days_ago(200))
    one, two = teachers_of(world, "甲", "乙")
    attend(session, one, "4"), attend(session, two, "4")
    assert open_due_surveys(on=days_ago(200) + timedelta(days=days)) == opened
    assert open_due_surveys(on=days_ago(200) + timedelta(days=days)) == 0
    if opened == 3:
        assert [ticket.teacher for ticket in tickets("later_self")] == [one, two]
        assert [(ticket.school, ticket.teacher) for ticket in tickets("later_head")] == [(one.school, None)]


def test_hours_wait_for_the_answer_until_the_survey_closes(world: World) -> None:
    session = asked(world, "甲", "乙")
    first, second = tickets()
    both: list[Any] = [first.teacher_id, second.teacher_id]
    assert queries.holding_back(session.pk, both, HELD) == set(both)
    fill(world, first)
    assert queries.holding_back(session.pk, both, date(2026, 3, 15)) == {second.teacher_id}
    assert queries.holding_back(session.pk, both, date(2026, 3, 16)) == set()


def test_hours_are_proposed_of_who_answered_and_of_all_when_it_is_closed(world: World) -> None:
    asked(world, "甲", "乙")
    first, second = tickets()
    assert propose_answered(on=HELD) == 0
    fill(world, first)
    assert propose_answered(on=HELD) == 1
    assert propose_answered(on=date(2026, 3, 15)) == 0
    assert propose_answered(on=date(2026, 3, 16)) == 1
    assert propose_answered(on=date(2026, 3, 17)) == 0
    rows = HourEntry.objects.for_system("a test")
    assert list(rows.order_by("pk").values_list("teacher_id", flat=True)) == [first.teacher_id, second.teacher_id]


@pytest.mark.parametrize(
    ("marks", "on", "code"),
    [
        ({"content": 5}, HELD, "survey_incomplete"), (AFTER | {"use": 6}, HELD, "survey_incomplete"),
        (AFTER | {"use": 0}, HELD, "survey_incomplete"), (AFTER | {"more": 3}, HELD, "survey_incomplete"),
        (AFTER, date(2026, 3, 1), "survey_closed"), (AFTER, date(2026, 3, 16), "survey_closed"),
    ],
)  # fmt: skip
def test_what_is_not_taken(world: World, marks: dict[str, int], on: date, code: str) -> None:
    asked(world, "甲")
    (ticket,) = tickets()
    assert code_of(lambda: fill(world, ticket, marks, on=on)) == code
    assert not SurveyAnswer.objects.for_system("a test").exists()
    assert not tickets()[0].is_used


def test_once_and_by_nobody_else(world: World) -> None:
    asked(world, "甲", "乙")
    mine, other = tickets()
    me = fill(world, mine)
    assert code_of(lambda: answer(ticket=mine, marks=AFTER, words="", on=HELD, by=me)) == "survey_used"
    assert code_of(lambda: answer(ticket=other, marks=AFTER, words="", on=HELD, by=me)) == "survey_used"
    assert SurveyAnswer.objects.for_system("a test").count() == 1
    with pytest.raises(SurveyTicket.DoesNotExist):
        queries.ticket(me, other.pk)


def test_nothing_ties_an_answer_to_a_person(world: World) -> None:
    asked(world, "甲")
    (ticket,) = tickets()
    user = fill(world, ticket, words="很好")
    (line,) = acts("survey.answered")
    assert (line.actor_id, line.subject_type, line.detail) == (None, "training.survey", {})
    row = SurveyAnswer.objects.for_system("a test").get()
    names = {field.name for field in SurveyAnswer._meta.get_fields()}
    assert names == {"id", "survey", "marks", "words"}
    with connection.cursor() as cursor:
        cursor.execute("SELECT words FROM training_surveyanswer")
        assert "很好" not in str(cursor.fetchone()[0])
    assert str(user.pk) not in row.marks
    assert row.words == "很好"


def test_results_show_from_the_fifth_answer_on_per_programme_and_trainer(world: World) -> None:
    session = asked(world, "甲", "乙", "丙", "丁", "戊", "己")
    session.trainers.add(Trainer.objects.create(name="周教授", unit_name="泰州学院"))
    officer, rows = world["city_training"], tickets()
    for ticket in rows[:4]:
        fill(world, ticket, words="有用")
    (result,) = queries.results_of(officer, session.programme)
    assert (result.outcome.is_hidden, result.outcome.count, result.asked, result.words) == (True, 4, 6, [])
    assert queries.means(officer, [session.programme])[session.programme_id]["after"].mean is None
    fill(world, rows[4])
    (result,) = queries.results_of(officer, session.programme)
    assert str(result.outcome.mean) == "4.2"
    assert result.words == ["有用"] * 4
    assert result.percent == 83
    (trainer,) = queries.trainers_with_surveys(officer)
    assert queries.results_of_trainer(officer, trainer) == [result]
    assert str(queries.means(officer, [session.programme])[session.programme_id]["after"].mean) == "4.2"


def test_results_are_the_organisers(world: World) -> None:
    session = asked(world, "甲")
    for who in ("school", "district_training", "far_district_training"):
        assert not queries.programmes_with_surveys(world[who])
        assert queries.results_of(world[who], session.programme) == []
        assert queries.trainers_with_surveys(world[who]) == []


def test_the_school_answers_for_its_people_and_no_other(world: World) -> None:
    session = done_session(world, on=days_ago(100))
    (one,) = teachers_of(world, "甲")
    attend(session, one, "4")
    open_due_surveys(on=days_ago(0))
    (ticket,) = tickets("later_head")
    assert list(queries.tickets_to_answer(world["school"], days_ago(0))) == [ticket]
    assert not queries.tickets_to_answer(world["far_school"], days_ago(0))
    marks = dict.fromkeys(("used", "better", "school", "more"), 4)
    call = lambda: answer(ticket=ticket, marks=marks, words="", on=days_ago(0), by=world["far_school"])  # noqa: E731
    assert code_of(call) == "survey_used"
    answer(ticket=ticket, marks=marks, words="", on=days_ago(0), by=world["school"])
    assert Survey.objects.get(kind="later_head").answers.for_system("a test").count() == 1
    assert FAR_SCHOOL not in str(ticket.school)


def test_a_new_questionnaire_is_for_sessions_to_come(world: World) -> None:
    values = {"kind": "after", "delay_days": 1, "open_days": 3, "threshold": 3, "document": "新文件",
              "questions": [{"code": "q1", "text": "好不好"}]}  # fmt: skip
    set_survey_form(effective_from=HELD, **values, on=HELD, by=world["city_training"])
    assert SurveyForm.objects.filter(kind="after").count() == 2
    early, late = done_session(world, on=HELD - timedelta(days=1)), done_session(world, on=HELD)
    by = world["city_training"]
    old = open_survey(session=early, kind=SurveyKind.AFTER, on=HELD, by=by)
    assert old
    assert len(old.form.questions) == 5
    assert open_survey(session=late, kind=SurveyKind.AFTER, on=HELD, by=by) is None
    new = open_survey(session=late, kind=SurveyKind.AFTER, on=HELD + timedelta(days=1), by=by)
    assert new
    assert len(new.form.questions) == 1
