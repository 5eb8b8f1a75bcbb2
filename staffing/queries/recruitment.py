"""Plans, vacancies, candidates and contracts as a person may see them, and the free places of a school on a day."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet, Sum

from kernel.accounts.models import User
from kernel.crypto.seal import findable
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.choices import CandidateState, LoanState, RecruitPlanState
from staffing.models import (
    Candidate,
    CandidateStep,
    PoolLoan,
    PoolUnit,
    RecruitmentPlan,
    RecruitmentSetting,
    ServiceContract,
    Vacancy,
)
from staffing.permissions import StaffingPermission as Staffing
from staffing.queries.establishment import SchoolNeed, needs_of
from staffing.rules.figures import year_on
from staffing.rules.recruitment import Balance, Ground, balance
from teachers.choices import EmploymentKind, TeacherStatus
from teachers.models import Teacher
from teachers.queries.roster import EachOf
from teachers.rules.months import Month
from teachers.rules.retirement import group_for, window

WHY = "places of a school are counted for all who recruit for it"
Places = list[tuple[date, int]]
PLANNED = (RecruitPlanState.SUBMITTED, RecruitPlanState.APPROVED)


def setting_on(day: date) -> RecruitmentSetting:
    """The row in force on a day; the defaults of the model before the first."""
    rows = RecruitmentSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=day).first() or RecruitmentSetting(effective_from=day)


def grounds(schools: Collection[int]) -> dict[int, Ground]:
    """What the register and the ledger say of these schools; three queries, however many they are."""
    ids = list(schools)
    months: dict[int, list[Month | None]] = {pk: [] for pk in ids}
    rows = Teacher.objects.for_system(WHY).filter(
        school_id__in=ids, status=TeacherStatus.ACTIVE, employment=EmploymentKind.ESTABLISHMENT
    )
    for pk, sex, title, category, archive, born in rows.values_list(
        "school_id", "sex", "title", "category", "archive_birth_month", "birth_on"
    ):
        group = group_for(sex, title, category)
        months[pk].append(None if group is None else window(group, archive or born).statutory)
    loans: dict[int, list[tuple[date, int]]] = {pk: [] for pk in ids}
    lent = PoolLoan.objects.filter(borrower_id__in=ids).exclude(state=LoanState.RETURNED)
    for pk, end, out in lent.annotate(out=Sum("accounts__balance", default=0)).values_list(
        "borrower_id", "ends_on", "out"
    ):
        loans[pk].append((end, out))
    disposal = dict(PoolUnit.objects.filter(pk__in=ids).values_list("pk", "disposal"))
    return {pk: Ground(disposal.get(pk, 0), tuple(months[pk]), tuple(loans[pk])) for pk in ids}


def standing_offers(school: int, *, without: int = 0) -> Places:
    """Offers that stand, by the day on which they begin; ``without`` leaves one candidate out."""
    rows = Candidate.objects.for_system(WHY).filter(
        vacancy__school_id=school, state__in=[CandidateState.OFFERED, CandidateState.ACCEPTED]
    )
    found = rows.exclude(pk=without).values_list("vacancy__starts_on").annotate(n=Count("pk"))
    return list(found.order_by("vacancy__starts_on"))


def planned_places(schools: Collection[int], plan: int) -> dict[int, Places]:
    """Places in plans on their way or approved, and in this plan, that nobody has taken up yet, by school. Of a plan
    that is closed the offers that still stand."""
    wanted = Q(plan__state__in=[*PLANNED, RecruitPlanState.CLOSED]) | Q(plan_id=plan)
    rows = Vacancy.objects.filter(wanted, school_id__in=list(schools)).annotate(
        up=Count("candidates", filter=Q(candidates__state=CandidateState.ENROLLED))
    )
    found: dict[int, Places] = {pk: [] for pk in schools}
    for pk, state, start, posts, taken, up in rows.values_list(
        "school_id", "plan__state", "starts_on", "posts", "taken", "up"
    ):
        number = (taken if state == RecruitPlanState.CLOSED else posts) - up
        if number > 0:
            found[pk].append((start, number))
    return found


# --- pages -----------------------------------------------------------------------------------------------------------


def plans(user: User) -> QuerySet[RecruitmentPlan]:
    """Plans of the own units and of those above them that have vacancies there, the newest first."""
    scope = user.scope(Staffing.RECRUIT)
    seen = Q(pk__in=Vacancy.objects.filter(scope.q("school__path")).values("plan_id"))
    rows = RecruitmentPlan.objects.filter(scope.q("unit__path") | seen & ~Q(state=RecruitPlanState.DRAFT))
    return rows.select_related("unit", "made_by", "submitted_by", "decided_by").order_by("-year", "-pk")


def plans_with_numbers(user: User) -> QuerySet[RecruitmentPlan]:
    """The same with the posts and those taken, of the schools in scope."""
    mine = user.scope(Staffing.RECRUIT).q("vacancies__school__path")
    return plans(user).annotate(
        posts=Sum("vacancies__posts", filter=mine, default=0), taken=Sum("vacancies__taken", filter=mine, default=0)
    )


def plan_of(user: User, pk: int) -> RecruitmentPlan:
    """One plan; DoesNotExist outside the scope."""
    return plans(user).get(pk=pk)


def is_own(user: User, plan: RecruitmentPlan) -> bool:
    """Whether the plan is of a unit in scope, not only seen for a school of it."""
    return user.scope(Staffing.RECRUIT).holds(plan.unit.path)


def vacancies(user: User, plan: RecruitmentPlan | None = None) -> QuerySet[Vacancy]:
    """Vacancies of the schools in scope."""
    rows = Vacancy.objects.filter(user.scope(Staffing.RECRUIT).q("school__path"))
    if plan is not None:
        rows = rows.filter(plan=plan)
    return rows.select_related("school", "plan", "plan__unit").order_by("school__path", "stage", "subject", "pk")


def vacancy_of(user: User, pk: int) -> Vacancy:
    """One vacancy; DoesNotExist outside the scope, or of a draft of another unit."""
    return vacancies(user).get(pk=pk, plan__in=plans(user))


@dataclass(frozen=True)
class Beside:
    """A school of a plan: the establishment of the year, and what is free before and after the plan."""

    need: SchoolNeed
    balance: Balance
    asked: int

    @property
    def usable(self) -> int:
        return self.balance.disposal - self.balance.returning

    @property
    def staying(self) -> int:
        return self.balance.in_post - self.balance.leaving


def need_year(plan: RecruitmentPlan, today: date) -> int:
    """The school year whose figures a plan is held against: its own, of a year to come the present one."""
    return min(plan.year, year_on(today))


def beside(user: User, rows: Iterable[Vacancy], plan: RecruitmentPlan, today: date) -> list[Beside]:
    """What stands beside a plan: need, approved, in post, free places, school by school."""
    asked: dict[int, list[Vacancy]] = {}
    for one in rows:
        asked.setdefault(one.school_id, []).append(one)
    ground, planned = grounds(asked), planned_places(asked, plan.pk)
    found = []
    for need in needs_of(user, [ones[0].school for ones in asked.values()], need_year(plan, today), today):
        pk = need.school.pk
        day = max(one.starts_on for one in asked[pk])
        found.append(Beside(need, balance(ground[pk], day, planned[pk]), sum(one.posts for one in asked[pk])))
    return found


def candidates(user: User, vacancy: Vacancy | None = None) -> QuerySet[Candidate]:
    """Candidates of the schools in scope, the newest first."""
    rows: QuerySet[Candidate] = Candidate.objects.visible_to(user)
    if vacancy is not None:
        rows = rows.filter(vacancy=vacancy)
    return rows.select_related("vacancy", "vacancy__school", "vacancy__plan").order_by("-pk")


def candidate_of(user: User, pk: int) -> Candidate:
    """One candidate; DoesNotExist outside the scope."""
    return candidates(user).get(pk=pk)


def known_numbers(user: User, numbers: Collection[str]) -> set[tuple[int, str]]:
    """Which of these people are registered for which vacancy, within the scope."""
    digests = findable(sorted(numbers))
    rows = Candidate.objects.visible_to(user).filter(id_digest__in=EachOf(digests))
    return {(pk, digests[digest]) for pk, digest in rows.values_list("vacancy_id", "id_digest")}


def steps_of(user: User, candidate: Candidate) -> list[CandidateStep]:
    """What happened with a visible candidate, the first first."""
    rows: QuerySet[CandidateStep] = CandidateStep.objects.visible_to(user).filter(candidate=candidate)
    return list(rows.select_related("by").order_by("pk"))


def contracts(user: User) -> QuerySet[ServiceContract]:
    """Contracts of the schools in scope, those whose term of service ends first at the top."""
    rows: QuerySet[ServiceContract] = ServiceContract.objects.visible_to(user)
    return rows.select_related("school", "candidate", "teacher").order_by("service_until", "pk")


def due_contracts(user: User, today: date) -> QuerySet[ServiceContract]:
    """Those whose term of service or contract ends within the days of the rule, and not long past."""
    until = today + timedelta(days=setting_on(today).due_days)
    return contracts(user).filter(
        Q(service_until__lte=until, service_until__gt=today) | Q(ends_on__lte=until, ends_on__gt=today)
    )


def contract_of(user: User, candidate: Candidate) -> ServiceContract | None:
    """The contract of a visible candidate."""
    return contracts(user).filter(candidate=candidate).first()


def units_of(user: User) -> QuerySet[Organisation]:
    """The units that this person may plan for."""
    rows = Organisation.objects.filter(user.scope(Staffing.RECRUIT).q("path"), closed_on=None)
    return rows.order_by("path")


def schools_of(user: User, unit: Organisation) -> QuerySet[Organisation]:
    """Open schools below a unit in scope."""
    return units_of(user).filter(kind=OrgKind.SCHOOL, path__startswith=unit.path)


def may_approve(user: User, plan: RecruitmentPlan) -> bool:
    """Whether this person may be the second one for a plan."""
    others = (plan.made_by_id, plan.submitted_by_id)
    return user.scope(Staffing.CHECK).holds(plan.unit.path) and user.pk not in others
