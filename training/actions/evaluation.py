"""Surveys: opened when a session is over and again later, answered once, with nothing that joins answer and person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.orgs.queries import city
from training.actions.hours import propose_from_session
from training.choices import SessionState, SurveyKind
from training.errors import refuse
from training.models import Attendance, Session, Survey, SurveyAnswer, SurveyTicket
from training.queries.duty_rules import survey_form
from training.queries.evaluation import holding_back
from training.rules.evaluation import LEAST, MOST

_REASON = "whoever attended is asked, whoever opens the survey"
LATEST = timedelta(days=800)  # sessions that ended longer ago have had all their surveys


@transaction.atomic
def open_survey(*, session: Session, kind: SurveyKind, on: date, by: User) -> Survey | None:
    """Ask whoever attended, or their schools; None where no questionnaire is in force, its day is not reached, or it
    was opened before. Called when a session is completed, so that it stands before hours are proposed."""
    if session.state != SessionState.COMPLETED:
        raise refuse("survey_too_early")
    ended = timezone.localdate(session.ends_at)
    form = survey_form(kind, ended)
    if form is None or on < ended + timedelta(days=form.delay_days):
        return None
    survey, made = Survey.objects.get_or_create(
        session=session, kind=kind,
        defaults={"form": form, "opens_on": on, "closes_on": on + timedelta(days=form.open_days - 1)},
    )  # fmt: skip
    if not made:
        return None
    there = Attendance.objects.for_system(_REASON).filter(enrolment__session=session, hours__gt=0)
    column = "school_id" if kind == SurveyKind.LATER_HEAD else "teacher_id"
    keys = set(there.values_list(f"enrolment__{column}", flat=True))
    SurveyTicket.objects.for_system(_REASON).bulk_create(
        SurveyTicket(survey=survey, **{column: key}) for key in sorted(keys)
    )
    record("survey.opened", by=by, subject=survey, kind=str(kind), asked=len(keys))
    return survey


def open_due_surveys(*, on: date | None = None) -> int:
    """Open what is due about all sessions that are over; how many. Without arguments it is a chore."""
    day, by, opened = on or timezone.localdate(), command_line_actor(city()), 0
    since = timezone.now() - LATEST
    for kind in SurveyKind:
        over = Session.objects.filter(state=SessionState.COMPLETED, ends_at__gte=since)
        for session in list(over.exclude(surveys__kind=kind).order_by("pk")):
            opened += open_survey(session=session, kind=kind, on=day, by=by) is not None
    return opened


def propose_answered(*, on: date | None = None) -> int:
    """Propose the hours of sessions that are over: of whoever answered the survey, of everybody once it is closed; how
    many. Without arguments it is a chore: hours come in batches, so that their time tells nothing about an answer."""
    day, by, proposed = on or timezone.localdate(), command_line_actor(city()), 0
    over = Session.objects.filter(state=SessionState.COMPLETED, ends_at__gte=timezone.now() - LATEST)
    for session in list(over.filter(surveys__kind=SurveyKind.AFTER).order_by("pk")):
        there = Attendance.objects.for_system(_REASON).filter(enrolment__session=session, hours__gt=0)
        people = dict(there.values_list("enrolment__teacher_id", "enrolment_id"))
        for teacher_id in holding_back(session.pk, people, day):
            del people[teacher_id]
        if people:
            proposed += propose_from_session(
                session_id=session.pk, by=by, on=day, enrolment_ids=sorted(people.values())
            )
    return proposed


@transaction.atomic
def answer(*, ticket: SurveyTicket, marks: Mapping[str, int], words: str, on: date, by: User) -> None:
    """Give an answer, once. The trail notes that the survey was answered, not by whom: subject and actor say no name
    that the answer could be tied to."""
    survey = ticket.survey
    if not survey.opens_on <= on <= survey.closes_on:
        raise refuse("survey_closed", opens=survey.opens_on, closes=survey.closes_on)
    codes = [question["code"] for question in survey.form.questions]
    if set(marks) != set(codes) or not all(LEAST <= mark <= MOST for mark in marks.values()):
        raise refuse("survey_incomplete")
    if not SurveyTicket.objects.visible_to(by).filter(pk=ticket.pk, is_used=False).exists():
        raise refuse("survey_used")
    take(ticket=ticket, marks=marks, words=words)


def take(*, ticket: SurveyTicket, marks: Mapping[str, int], words: str) -> None:
    """Keep an answer and use up its ticket; whoever calls has seen to it that the ticket is the caller's own."""
    with transaction.atomic():
        mine = SurveyTicket.objects.for_system("a ticket that the caller was found to hold").filter(pk=ticket.pk)
        if not mine.filter(is_used=False).update(is_used=True):
            raise refuse("survey_used")
        SurveyAnswer.objects.create(survey=ticket.survey, marks=dict(marks), words=words.strip()[:500])
        record("survey.answered", by=None, subject=ticket.survey)
