"""The dated rows by which duties are assigned."""

from __future__ import annotations

from datetime import date

from kernel.accounts.models import User
from training.models import DutyRule, PracticeRule, ShortageSubject, SurveyForm, Term


class DutyRules:
    """All rules of duties, read once: which one holds for a kind on a day."""

    def __init__(self) -> None:
        self._rows = list(DutyRule.objects.order_by("-effective_from"))

    def on(self, kind: str, day: date) -> DutyRule | None:
        """The newest row of the kind in force that day; None before the first one and where it is switched off."""
        for row in self._rows:
            if row.kind == kind and row.effective_from <= day:
                return row if row.is_on else None
        return None


def practice_rule(on: date) -> PracticeRule:
    """What is asked of vocational teachers on a day; the first row also for days before it."""
    rows = PracticeRule.objects.order_by("-effective_from")
    found: PracticeRule = rows.filter(effective_from__lte=on).first() or rows.reverse()[0]
    return found


def survey_form(kind: str, on: date) -> SurveyForm | None:
    """The questions of one kind of survey about a session that ended on a day."""
    return SurveyForm.objects.filter(kind=kind, effective_from__lte=on).order_by("-effective_from").first()


def terms_on(day: date) -> list[Term]:
    """The term that a day lies in, none in the holidays."""
    return list(Term.objects.filter(starts_on__lte=day, ends_on__gte=day))


def short_subjects(year: int) -> list[ShortageSubject]:
    """The subjects that the city is short of in a year."""
    return list(ShortageSubject.objects.filter(year=year))


def every_duty_rule(user: User) -> list[DutyRule]:
    """All rows, for the page of rules: what is decided is open to who works with it."""
    return list(DutyRule.objects.select_related("set_by"))


def every_short_subject(user: User) -> list[ShortageSubject]:
    """All rows, newest year first."""
    return list(ShortageSubject.objects.all())


def every_term(user: User) -> list[Term]:
    """All terms, newest first."""
    return list(Term.objects.all())


def every_survey_form(user: User) -> list[SurveyForm]:
    """All questionnaires."""
    return list(SurveyForm.objects.all())


def every_practice_rule(user: User) -> list[PracticeRule]:
    """All rows, newest first."""
    return list(PracticeRule.objects.all())
