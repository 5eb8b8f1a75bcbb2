"""What the moves of a case ask: its papers, people and clocks, and which body somebody acts for."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from ethics.choices import HandlingState
from ethics.choices.cases import (
    CaseState,
    Channel,
    ClockKind,
    Duty,
    FiledWith,
    Level,
    PaperKind,
    RemedyState,
    SchoolGroup,
)
from ethics.models import Case, CaseClock, CaseHand, CasePaper, PowerSetting, Remedy, Sanction
from ethics.permissions import EthicsPermission
from ethics.rules.case_moves import Actor, Facts
from ethics.rules.periods import add_months
from ethics.rules.powers import POWERS, Competence, Power, competence, group_of, heaviest
from kernel.accounts.models import User
from kernel.accounts.roles import roles_with
from kernel.orgs.choices import Ownership
from kernel.orgs.models import Organisation
from teachers.choices import EmploymentKind, TeacherStatus

WHY = "facts of a case that a scoped query found"
INSIDE = ("", EmploymentKind.ESTABLISHMENT, EmploymentKind.FILED)
CITY_SCHOOLS = "321200"  # 市直属: the department in charge is the city's own


def levels(user: User, permission: EthicsPermission, school: Organisation) -> frozenset[Level]:
    """As which bodies a person acts towards a school: of the school itself, of its department, of the one above."""
    found: set[Level] = set()
    roles = roles_with(permission)
    department = school.parent
    for grant in user.grants_in_force:
        if grant.role not in roles or not school.path.startswith(grant.org.path):
            continue
        if grant.org_id == school.pk:
            found |= {Level.SCHOOL, Level.SPONSOR}
        elif department is not None and (grant.org_id == department.pk or department.division_code == CITY_SCHOOLS):
            found.add(Level.DEPARTMENT)
        else:
            found.add(Level.UPPER)
    return frozenset(found)


def power_table(on: date) -> tuple[Power, ...]:
    """The table of the documents, the city's dated rows before it, the newest first."""
    rows = PowerSetting.objects.filter(effective_from__lte=on).order_by("-effective_from", "-pk")
    return (*(_power(row) for row in rows), *POWERS)


def _power(row: PowerSetting) -> Power:
    return Power(
        SchoolGroup(row.group), row.private, tuple(row.kinds.split(",")), _levels(row.proposers),
        _levels(row.deciders), FiledWith(row.filing),
    )  # fmt: skip


def _levels(text: str) -> tuple[Level, ...]:
    return tuple(Level(one) for one in text.split(","))


def competence_of(case: Case, kinds: Collection[str], on: date) -> Competence:
    """Who proposes and decides these kinds in this case, and where they are filed."""
    school, teacher = case.school, case.teacher
    outside = teacher is not None and teacher.employment not in INSIDE
    return competence(
        kinds, group_of(school.stage), private=school.ownership == Ownership.PRIVATE, outside=outside,
        about_head=case.above_school, table=power_table(on),
    )  # fmt: skip


def proposed_kinds(case: Case) -> list[str]:
    """The kinds that the notice named; none before it."""
    return list((case.proposed or {}).get("kinds", []))


def decided_kinds(case: Case) -> list[str]:
    """The kinds that were decided."""
    return list((case.proposed or {}).get("decided", []))


def unsettled(case: Case) -> list[Sanction]:
    """The handling of a case that has a period whose end nobody confirmed yet."""
    rows = Sanction.objects.for_system(WHY).filter(
        of_case__case=case, state=HandlingState.STANDING, until_on__isnull=False, confirmed_on=None, ended_on=None
    )
    return list(rows.order_by("until_on", "pk").defer("document", "decided_by", "facts", "party_document"))


def facts_of(case: Case, on: date, *, kinds: Sequence[str] | None = None) -> Facts:
    """The case as its moves see it; ``kinds``: what is about to be told or decided."""
    papers = CasePaper.objects.for_system(WHY).filter(case=case).values_list("kind", flat=True)
    clocks = dict(
        CaseClock.objects.for_system(WHY).filter(case=case, stopped_on=None, remedy=None).values_list("kind", "due_on")
    )
    told = proposed_kinds(case)
    asked = list(kinds) if kinds is not None else (decided_kinds(case) or told)
    wanted = competence_of(case, asked, on) if asked else None
    teacher = case.teacher
    open_remedy = Remedy.objects.for_system(WHY).filter(case=case, state__in=[RemedyState.LODGED, RemedyState.ACCEPTED])
    return Facts(
        state=CaseState(case.state), channel=Channel(case.channel),
        papers=frozenset(PaperKind(one) for one in papers), named=teacher is not None,
        suspended=case.suspended_on is not None, halted=case.halted_on is not None,
        investigators=CaseHand.objects.filter(case=case, duty=Duty.INVESTIGATOR).count(),
        retired=teacher is not None and teacher.status == TeacherStatus.RETIRED,
        hearing=bool(wanted and wanted.hearing), hearing_on=case.hearing_on, told=heaviest(told),
        decided=heaviest(asked), filings=len(wanted.filings) if wanted and case.outcome == "sanctioned" else 0,
        remedy_open=open_remedy.exists(), unsettled=len(unsettled(case)),
        clocks={ClockKind(kind): day for kind, day in clocks.items()},
        cap=add_months(case.opened_on, 12) if case.opened_on else None,
    )  # fmt: skip


def actor_of(case: Case, user: User, on: date, *, kinds: Sequence[str] | None = None) -> Actor:
    """What this person may be in the case, by the table of powers and by what they did in it already."""
    asked = list(kinds) if kinds is not None else proposed_kinds(case)
    wanted = competence_of(case, asked, on)
    assigned = CaseHand.objects.filter(case=case, user=user, duty=Duty.INVESTIGATOR).exists()
    return Actor(
        assigned=assigned,
        may_propose=bool(levels(user, EthicsPermission.PROPOSE, case.school) & wanted.proposers),
        may_decide=bool(levels(user, EthicsPermission.DECIDE, case.school) & wanted.deciders),
    )
