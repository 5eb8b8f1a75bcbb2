"""Recruitment for tests: a plan that was approved, a candidate who was cleared, through the real actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from pools import Pools
from world import HAILING, SCHOOL, World, id_number

from ethics.choices.clearance import ClearanceResult
from ethics.models import Clearance
from kernel.crypto.seal import lookup_digest
from kernel.orgs.models import Organisation
from staffing.actions import candidates, recruitment
from staffing.actions.candidates import Applicant
from staffing.choices import DegreeLevel, FigureStage, Funding
from staffing.models import Candidate, RecruitmentPlan, Vacancy
from staffing.rules.figures import year_on

TODAY = timezone.localdate()
START = date(year_on(TODAY) + 1, 9, 1)
BORN = date(2003, 5, 6)
WAY = ("shortlist", "interview", "examine")


def clear(world: World, number: str, *, on: date = TODAY, result: str = ClearanceResult.NONE) -> Clearance:
    """What the platform answered about a number, at the school."""
    return Clearance.objects.create(
        subject="new_teacher", name="某", id_number=number, id_digest=lookup_digest(number),
        unit=world.units[SCHOOL], authorised_on=on, asked_by=world["school"], asked_on=on, result=result,
        queried_on=None if result == ClearanceResult.PENDING else on,
        noted_by=None if result == ClearanceResult.PENDING else world["district"],
    )  # fmt: skip


@dataclass
class Recruiting:
    """A school with so many approved posts, and short names for what is done there."""

    world: World
    posts: int = 5
    people: int = 0
    pools: Pools = field(init=False)

    def __post_init__(self) -> None:
        self.pools = Pools(self.world)
        self.pools.approve(SCHOOL, self.posts)

    def plan(self, unit: str = HAILING, *, title: str = "校园招聘", by: str = "district") -> RecruitmentPlan:
        return recruitment.make_plan(
            unit=self.world.units[unit], year=START.year, title=title, by=self.world[by], on=TODAY
        )

    def vacancy(self, plan: RecruitmentPlan, posts: int = 1, **changes: Any) -> Vacancy:
        values: dict[str, Any] = {
            "school": self.school, "stage": FigureStage.PRIMARY, "subject": "数学", "posts": posts, "route": "campus",
            "least_degree": DegreeLevel.BACHELOR, "starts_on": START, "by": self.world["district"], "on": TODAY,
        }  # fmt: skip
        return recruitment.add_vacancy(plan=plan, **{**values, **changes})

    @property
    def school(self) -> Organisation:
        return self.world.units[SCHOOL]

    def approved(self, posts: int = 1, **changes: Any) -> Vacancy:
        """A vacancy of an approved plan."""
        plan = self.plan(title=changes.pop("title", "校园招聘"))
        one = self.vacancy(plan, posts, **changes)
        recruitment.submit(plan=plan, by=self.world["district"])
        recruitment.approve(plan=plan, document="泰教人〔2027〕1号", by=self.world["city"])
        return one

    def applicant(self, **changes: Any) -> Applicant:
        self.people += 1
        values: dict[str, Any] = {
            "name": f"应聘{self.people}", "id_number": id_number(BORN + timedelta(days=self.people)),
            "phone": "13900000000",
            "graduated_from": "江苏省示例师范大学", "graduated_in": START.year, "major": "数学与应用数学",
            "is_normal": True, "funding": Funding.NONE, "degree": DegreeLevel.BACHELOR, "certificate": "高级中学 数学",
        }  # fmt: skip
        return Applicant(**{**values, **changes})

    def candidate(self, vacancy: Vacancy, **changes: Any) -> Candidate:
        return candidates.register(
            vacancy=vacancy, applicant=self.applicant(**changes), by=self.world["school"], on=TODAY
        )

    def advance(self, one: Candidate, *names: str, on: date = TODAY) -> Candidate:
        for name in names:
            one = candidates.advance(candidate=one, name=name, by=self.world["school"], on=on, word="合格")
        return one

    def ready(self, vacancy: Vacancy, **changes: Any) -> Candidate:
        """Somebody cleared and checked, to whom an offer may be made."""
        one = self.candidate(vacancy, **changes)
        clear(self.world, one.id_number)
        return self.advance(one, *WAY)

    def offer(self, one: Candidate, on: date = TODAY) -> Candidate:
        return candidates.offer(candidate=one, by=self.world["school"], on=on)
