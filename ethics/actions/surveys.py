"""The register of 师德监督员 and the yearly survey of parents by class code; both feed the desk of reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from ethics.actions.reports import Reported, new_code, receive, tidy_code
from ethics.choices.cases import QUESTIONS, ReporterKind
from ethics.errors import refuse
from ethics.models import Supervisor, Survey, SurveyAnswer, SurveyClass
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.audit.actions import record, record_read
from kernel.crypto.seal import findable, lookup_digest
from kernel.orgs.models import Organisation

_LINE = re.compile(r"(\S.{0,28}?)\s+(\d{1,3})")


def _entitled(by: User, org: Organisation, label: str) -> None:
    if not by.scope(EthicsPermission.DESK).holds(org.path):
        raise refuse("case_not_yours", move=label)


@transaction.atomic
def name_supervisor(
    *, org: Organisation, name: str, kind: str, contact: str, since_on: date, until_on: date, by: User
) -> tuple[Supervisor, str]:
    """Name a supervisor for a term; the row and the code, which is told once."""
    _entitled(by, org, "聘任师德监督员")
    if not name.strip():
        raise refuse("supervisor_name")
    if until_on <= since_on:
        raise refuse("supervisor_term")
    code = new_code()
    row: Supervisor = Supervisor.objects.create(
        org=org, name=name.strip()[:50], kind=kind, contact=contact.strip()[:100], code_digest=lookup_digest(code),
        since_on=since_on, until_on=until_on, made_by=by,
    )  # fmt: skip
    record("supervisor.named", by=by, subject=row)
    return row, code


@transaction.atomic
def end_supervisor(*, supervisor: Supervisor, by: User, on: date) -> None:
    """The term ends earlier."""
    row: Supervisor = Supervisor.objects.visible_to(by).select_related("org").get(pk=supervisor.pk)
    _entitled(by, row.org, "解聘师德监督员")
    rows = Supervisor.objects.for_system("the term of one that was found in scope").filter(pk=row.pk)
    if rows.filter(until_on__gt=on, since_on__lt=on).update(until_on=on):
        record("supervisor.ended", by=by, subject=row)


def open_survey(*, school: Organisation, year: int, opens_on: date, closes_on: date, classes: str, by: User) -> Survey:
    """A survey of a school with its classes, one a line: name and number of families."""
    _entitled(by, school, "建立家长问卷")
    if closes_on < opens_on:
        raise refuse("supervisor_term")
    found: dict[str, int] = {}
    for number, line in enumerate(classes.splitlines(), 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        if match is None or int(match[2]) < 1:
            raise refuse("survey_classes", line=number)
        found[match[1]] = int(match[2])
    if not found:
        raise refuse("survey_classes", line=1)
    try:
        with transaction.atomic():
            survey = Survey.objects.create(year=year, school=school, opens_on=opens_on, closes_on=closes_on, made_by=by)
            for name, families in found.items():
                code = new_code()[:9]
                SurveyClass.objects.create(
                    survey=survey, name=name, families=families, code=code, code_digest=lookup_digest(code)
                )
            record("survey.opened", by=by, subject=survey, classes=len(found))
    except IntegrityError as error:
        raise refuse("survey_exists") from error
    return survey


def class_of(code: str, on: date) -> SurveyClass:
    """The class of a code, while its survey is open."""
    digests = list(findable([tidy_code(code)]))
    rows = SurveyClass.objects.for_system("a class is known by its code").filter(code_digest__in=digests)
    found: SurveyClass | None = (
        rows.filter(survey__opens_on__lte=on, survey__closes_on__gte=on).select_related("survey__school").first()
    )
    if found is None:
        raise refuse("survey_code")
    return found


def answer(*, code: str, scores: Mapping[str, int], problem: str, accused: str, once: str, on: date) -> SurveyAnswer:
    """One family answers; words about a problem become a report of their own. No more answers than families."""
    of_class = class_of(code, on)
    rows = SurveyAnswer.objects.for_system("a form sent twice").filter(once=once)
    if (known := rows.first()) is not None:
        return known
    kept = {key: min(5, max(1, int(scores[key]))) for key in QUESTIONS}
    try:
        with transaction.atomic():
            locked = SurveyClass.objects.for_system("answers of a class").select_for_update(of=("self",))
            now = locked.get(pk=of_class.pk)
            if SurveyAnswer.objects.for_system("answers of a class").filter(of_class=now).count() >= now.families:
                raise refuse("survey_full")
            report = None
            if problem.strip():
                given = Reported(kind=ReporterKind.PARENT, text=problem, accused=accused, school=of_class.survey.school)
                report, _code = receive(given=given, once=f"survey-{once}"[:64], on=on)
            row: SurveyAnswer = SurveyAnswer.objects.create(of_class=now, scores=kept, report=report, once=once)
            record("survey.answered", by=None, subject=of_class.survey)
    except IntegrityError:
        known = rows.first()
        if known is None:
            raise
        return known
    return row


def read_codes(*, survey: Survey, by: User) -> None:
    """Note that somebody looked at the codes of the classes."""
    record_read(by=by, subjects=[survey], act="survey.codes_read")
