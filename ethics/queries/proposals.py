"""Which level of the ladder of warnings is proposed to an officer, who decides: nothing here acts by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ethics.choices.care import WarningLevel
from ethics.choices.cases import CaseState, PaperKind
from ethics.models import CareSetting, Case, CaseStep, Warning
from ethics.permissions import EthicsPermission
from ethics.queries.care import setting_on, warnings
from ethics.rules.care import proposed
from ethics.rules.periods import add_months
from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.models import Teacher

UNTRUE = (CaseState.REFUSED, CaseState.DISMISSED, CaseState.CLEARED)
_RANK = {WarningLevel.REMINDER.value: 1, WarningLevel.EARLY.value: 2}
_Key = tuple[int, int | None]  # school, person or None for the school as such


@dataclass(frozen=True)
class Proposal:
    """A person or a school for whom a level is proposed, and out of what: verified leads, reminders given."""

    school_id: int
    school: str
    name: str
    leads: int
    reminders: int
    level: str
    register_no: str

    @property
    def label(self) -> str:
        return str(WarningLevel(self.level).label)


@dataclass
class _Found:
    school: Organisation
    teacher: Teacher | None
    leads: list[date]
    given: list[Warning]

    def level(self, on: date, setting: CareSetting) -> str | None:
        """The higher of what the leads and what the reminders propose, where nothing as high was given since."""
        is_school, least = self.teacher is None, {"person": setting.person_count, "school": setting.school_count}
        own = [one for one in self.given if one.teacher_id == (self.teacher.pk if self.teacher else None)]
        by_leads = proposed(self.leads, on, is_school=is_school, window=setting.window_months, **least)
        if is_school and by_leads == WarningLevel.REMINDER:
            by_leads = None  # a single lead is about the person
        since = max(self.leads, default=on)
        if by_leads and any(_RANK[one.level] >= _RANK[by_leads] and one.given_on >= since for one in own):
            by_leads = None
        days = [one.given_on for one in self.given]
        by_reminders = proposed(days, on, is_school=is_school, window=setting.window_months, **least)
        if by_reminders != WarningLevel.EARLY or any(one.level == WarningLevel.EARLY for one in own):
            by_reminders = None
        return max(filter(None, (by_leads, by_reminders)), key=_RANK.__getitem__, default=None)


def proposals(user: User, on: date) -> list[Proposal]:
    """Where verified leads or reminders of the last months add up to a level that was not given yet."""
    setting = setting_on(on)
    since = add_months(on, -setting.window_months)
    found: dict[_Key, _Found] = {}
    for case, day in _verified(user, since):
        for one in _both(found, case.school, case.teacher):
            one.leads.append(day)
    rows = warnings(user).filter(user.scope(EthicsPermission.WARN).q("school__path"), given_on__gt=since)
    for row in rows.exclude(level=WarningLevel.NOTICE).defer("ground", "plan"):
        for one in _both(found, row.school, row.teacher):
            one.given.append(row)
    made = []
    for (school, _teacher), one in found.items():
        level = one.level(on, setting)
        if level is not None:
            name, number = (one.teacher.name, one.teacher.teacher_no) if one.teacher else ("", "")
            made.append(Proposal(school, one.school.name, name, len(one.leads), len(one.given), level, number))
    return sorted(made, key=lambda one: (-_RANK[one.level], one.school, one.name))


def _both(found: dict[_Key, _Found], school: Organisation, teacher: Teacher | None) -> Iterable[_Found]:
    """The person, and the school as such."""
    for who in dict.fromkeys((teacher, None)):
        key = school.pk, who.pk if who else None
        yield found.setdefault(key, _Found(school, who, [], []))


def _verified(user: User, since: date) -> list[tuple[Case, date]]:
    """Leads about somebody that the preliminary check or the investigation bore out, each with the day of the check;
    what was refused, dismissed or cleared is not one."""
    checks: dict[int, date] = defaultdict(lambda: date.min)
    steps = CaseStep.objects.visible_to(user).filter(move="check", on__gt=since)
    for case_id, day in steps.values_list("case_id", "on"):
        checks[case_id] = max(checks[case_id], day)
    rows = Case.objects.visible_to(user).filter(
        user.scope(EthicsPermission.WARN).q("school__path"), pk__in=list(checks), teacher__isnull=False,
        papers__kind=PaperKind.PRELIMINARY,
    )  # fmt: skip
    rows = rows.exclude(state__in=UNTRUE).select_related("school", "teacher").distinct()
    return [(case, checks[case.pk]) for case in rows.defer("gist", "accused", "proposed")]
