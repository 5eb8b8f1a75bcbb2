"""Asking teachers what they need, and naming a need as the ground of a programme."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db import IntegrityError, transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.orgs.models import Organisation
from training.errors import refuse
from training.models import NeedsAnswer, NeedsSurvey, NeedsTopic, Programme, ProgrammeGround
from training.permissions import TrainingPermission
from training.queries.needs import is_asked, own_record


def ask_needs(
    *, org: Organisation, year: int, title: str, topics: Sequence[tuple[str, str]], opens_on: date, closes_on: date,
    by: User, note: str = "", most: int = 3,
) -> NeedsSurvey:  # fmt: skip
    """A unit asks its people: topics as (title, kind of training or empty)."""
    _own_unit(org, by, "开展需求调研")
    names = ["".join(topic.split()) for topic, _kind in topics]
    if len(names) < 2:
        raise refuse("topics_missing")
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise refuse("topics_twice", topic=twice)
    try:
        with transaction.atomic():
            survey = NeedsSurvey.objects.create(
                org=org, year=year, title=title.strip(), note=note.strip(), most=most, opens_on=opens_on,
                closes_on=closes_on, made_by=by,
            )  # fmt: skip
            NeedsTopic.objects.bulk_create(
                NeedsTopic(survey=survey, position=place, title=name[:80], kind=kind)
                for place, (name, (_topic, kind)) in enumerate(zip(names, topics, strict=True), 1)
            )
            record("needs.asked", by=by, subject=survey, topics=len(names))
    except IntegrityError as error:
        raise refuse("needs_same", org=org.name, year=year) from error
    return survey


def _own_unit(org: Organisation, by: User, what: str) -> None:
    demand(by, TrainingPermission.PLAN, what=what)
    if not by.scope(TrainingPermission.PLAN).holds(org.path):
        raise refuse("unit_not_yours", org=org.name)


@transaction.atomic
def answer_needs(*, survey: NeedsSurvey, topic_ids: Collection[int], words: str, on: date, by: User) -> None:
    """A teacher of the unit says what is needed, once."""
    if not survey.opens_on <= on <= survey.closes_on:
        raise refuse("needs_closed", opens=survey.opens_on, closes=survey.closes_on)
    me = own_record(by)
    if me is None or not is_asked(me, survey):
        raise refuse("needs_not_asked", org=survey.org.name)
    topics = list(NeedsTopic.objects.filter(survey=survey, pk__in=topic_ids))
    if len(topics) > survey.most:
        raise refuse("topics_many", most=survey.most)
    if not topics and not words.strip():
        raise refuse("topics_none")
    answer, made = NeedsAnswer.objects.visible_to(by).get_or_create(
        survey=survey, teacher=me, defaults={"school_id": me.school_id, "words": words.strip()[:300]}
    )
    if not made:
        raise refuse("needs_answered")
    answer.topics.set(topics)
    record("needs.answered", by=by, subject=survey)


@transaction.atomic
def name_ground(*, programme: Programme, topic: NeedsTopic, on: date, by: User) -> ProgrammeGround:
    """A programme of the own unit names a need that a closed survey found."""
    _own_unit(programme.org, by, "登记立项依据")
    if on <= topic.survey.closes_on:
        raise refuse("ground_too_early", closes=topic.survey.closes_on)
    ground, made = ProgrammeGround.objects.get_or_create(programme=programme, topic=topic, defaults={"named_by": by})
    if not made:
        raise refuse("ground_known", topic=topic.title)
    record("programme.grounded", by=by, subject=programme, topic=topic.title)
    return ground
