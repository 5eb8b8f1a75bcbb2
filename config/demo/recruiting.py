"""The demonstration's recruitment, retired teachers and doctors: made by the same actions as a city's own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from ethics.actions import clearance
from ethics.choices.clearance import ClearanceResult, SubjectKind
from kernel.accounts.models import User
from kernel.orgs.actions import add_school
from kernel.orgs.choices import OrgKind
from kernel.orgs.models import Organisation
from staffing.actions import candidates, doctors, pool, recruitment, silver
from staffing.actions.candidates import Agreed, Applicant
from staffing.actions.silver import Offer
from staffing.choices import DegreeLevel, FigureStage, Funding, HigherKind
from staffing.models import Candidate, PoolUnit, RecruitmentPlan, Vacancy
from staffing.queries.recruitment import grounds, planned_places
from staffing.queries.screening import registered
from staffing.rules.figures import year_on
from staffing.rules.recruitment import balance, years_on
from teachers.actions.roster import enrol
from teachers.rules.enrolment import Enrolment
from teachers.rules.id_number import check_character

PAPER = [("授权书.pdf", b"%PDF-1.4\n% authorised\n%%EOF\n")]
PEOPLE = ("陆明玥", "沈予安", "顾清禾", "许知远", "宋雨桐", "韩松年", "蒋若水", "丁一诺")
WAYS = (
    ("shortlist", "interview", "examine", "offer", "accept"), ("shortlist", "interview", "examine", "offer"),
    ("shortlist", "interview", "examine"), ("shortlist", "interview"), ("shortlist",), (), ("refuse",),
)  # fmt: skip
STAGES = {"preschool": "preschool", "primary": "primary", "junior": "junior", "senior": "senior"}
COLLEGES = (("泰州市示例师范学院", HigherKind.UNIVERSITY, 9, 2), ("泰州市示例职业技术学院", HigherKind.COLLEGE, 9, 1))


class Recruitings:
    """What happened this year and what is on its way for the next."""

    def __init__(self, users: Mapping[str, User], by: User, today: date) -> None:
        self.users, self.by, self.today = users, by, today
        self.year = year_on(today)
        self.district = Organisation.objects.get(name="海陵区")
        self.people = 0
        self.numbers: dict[tuple[date, int], str] = {}

    def make(self) -> None:
        self.doctors()
        self.more_posts()
        self.last_year()
        self.next_year()
        self.retired()

    def number(self, born: date, place: int) -> str:
        """An ID number that nobody of the register has; the same again for the same day and place."""
        tried = 900 + place
        while (born, place) not in self.numbers:
            body = f"321299{born:%Y%m%d}{tried % 1000:03d}"
            number = body + check_character(body)
            if registered(number) is None and number not in self.numbers.values():
                self.numbers[born, place] = number
            tried += 2
        return self.numbers[born, place]

    def clear(self, name: str, number: str, unit: Organisation, on: date) -> None:
        """The check before hiring, answered the same day."""
        one = clearance.ask_clearance(
            subject=SubjectKind.NEW_TEACHER, name=name, id_number=number, unit=unit, authorised_on=on, files=PAPER,
            by=self.by, on=on,
        )  # fmt: skip
        clearance.note_result(clearance=one, result=ClearanceResult.NONE, queried_on=on, by=self.by, on=on)

    def schools(self) -> dict[int, Organisation]:
        """Schools of the district that may recruit, the school of the demonstration first."""
        rows = Organisation.objects.filter(path__startswith=self.district.path, kind=OrgKind.SCHOOL, closed_on=None)
        found = [one for one in rows if one.stage in STAGES]
        return {one.pk: one for one in sorted(found, key=lambda one: (one.name != "海陵区实验小学", one.pk))}

    def more_posts(self) -> None:
        """The 编办 approves some more, so that there is something to recruit for."""
        schools = dict(list(self.schools().items())[:3])
        ground, start = grounds(schools), date(self.year, 8, 25)
        for pk, school in schools.items():
            row = PoolUnit.objects.filter(pk=pk).first()
            posts = (row.approved if row else 0) + max(4 - balance(ground[pk], start, []).free, 0)
            asked = pool.ask_approval(
                unit=school, posts=posts, document="泰海编办〔2026〕12号（示例）", effective_from=self.today,
                by=self.users["city"],
            )  # fmt: skip
            pool.sign(signature=asked, by=self.users["staffing"], on=self.today)

    def free(self, start: date) -> list[tuple[Organisation, int]]:
        """Schools of the district with free places on a day, and how many."""
        schools = self.schools()
        ground, planned = grounds(schools), planned_places(schools, 0)
        found = [(one, balance(ground[pk], start, planned[pk]).free) for pk, one in schools.items()]
        return [(one, places) for one, places in found if places > 0]

    def plan(
        self, year: int, title: str, schools: int, posts: int, on: date, *, goes_on: bool = True
    ) -> RecruitmentPlan:
        """A plan of the district with some places at each of some schools."""
        start = date(year, 8, 25)
        plan = recruitment.make_plan(unit=self.district, year=year, title=title, by=self.users["district"], on=on)
        for (school, places), subject in zip(
            self.free(start)[:schools], ("语文", "数学", "英语", "科学"), strict=False
        ):
            recruitment.add_vacancy(
                plan=plan, school=school, stage=FigureStage(STAGES[school.stage]), subject=subject,
                posts=min(posts, places),
                route="campus" if "校园" in title else "open",
                needs_normal=True, least_degree=DegreeLevel.BACHELOR, conditions="", starts_on=start,
                by=self.users["district"], on=on,
            )  # fmt: skip
        if plan.vacancies.exists():
            recruitment.submit(plan=plan, by=self.users["district"])
            if goes_on:
                recruitment.approve(plan=plan, document=f"泰教人〔{year}〕8号（示例）", by=self.users["city"])
        return plan

    def candidate(self, vacancy: Vacancy, on: date, **more: Funding) -> Candidate:
        """Somebody who applies, cleared on the day."""
        name, year = PEOPLE[self.people % len(PEOPLE)], vacancy.plan.year
        number = self.number(date(year - 23, 4, 3 + self.people), self.people)
        self.people += 1
        applicant = Applicant(
            name, number, f"15400{self.people:06d}", "江苏省示例师范大学", year, f"{vacancy.subject}教育", True,
            more.get("funding", Funding.NONE), DegreeLevel.BACHELOR, f"教师资格 {vacancy.subject}",
        )  # fmt: skip
        one = candidates.register(vacancy=vacancy, applicant=applicant, by=self.users["district"], on=on)
        self.clear(name, number, vacancy.school, on)
        return one

    def go(self, one: Candidate, names: tuple[str, ...], on: date) -> None:
        for name in names:
            if name == "offer":
                candidates.offer(candidate=one, by=self.users["district"], on=on, word="")
            else:
                word = "试讲 86 分" if name == "interview" else "合格"
                candidates.advance(candidate=one, name=name, by=self.users["district"], on=on, word=word)

    def last_year(self) -> None:
        """Two people who took up their posts; one of them ends the term of service soon."""
        on, start = date(self.year, 8, 20), date(self.year, 8, 25)
        plan = self.plan(self.year, f"{self.year}年校园招聘", 2, 1, on)
        for vacancy in plan.vacancies.select_related("school", "plan"):
            one = self.candidate(vacancy, on, funding=Funding.RURAL)
            self.go(one, WAYS[0], on)
            agreed = Agreed(f"泰海聘〔{self.year}〕{one.pk:03d}", on, start)
            candidates.appoint(candidate=one, agreed=agreed, by=self.users["district"], on=start)
        if plan.vacancies.exists():
            recruitment.close(plan=RecruitmentPlan.objects.get(pk=plan.pk), by=self.users["district"])

    def next_year(self) -> None:
        """Candidates at every step for one plan; another plan waits for its second person."""
        year = self.year + (1 if self.today < date(self.year + 1, 8, 25) else 2)  # in late August that day is past
        plan = self.plan(year, f"{year}年校园招聘", 3, 2, self.today)
        vacancies = list(plan.vacancies.select_related("school", "plan"))
        for place, way in enumerate(WAYS if vacancies else ()):
            one = self.candidate(vacancies[place % len(vacancies)], self.today)
            self.go(one, way, self.today)
        self.plan(year, f"{year}年公开招聘", 1, 1, self.today, goes_on=False)

    def retired(self) -> None:
        """Three agreements: one that ends soon, one for the year, one that waits."""
        school = Organisation.objects.get(name="海陵区实验小学", parent=self.district)
        for place, (name, begun, days, goes_on) in enumerate(
            (("吴秋实", 320, 45, True), ("郑晚晴", 60, 300, True), ("冯长风", 0, 300, False))
        ):
            number = self.number(date(self.today.year - 62, 5, 5 + place), 50 + place)
            on = self.today - timedelta(days=begun)
            ends_on = min(self.today + timedelta(days=days), years_on(on, 12))
            self.clear(name, number, school, on)
            offer = Offer(
                name, number, f"15400{900 + place:06d}", "海陵区示例中学", "高级教师", "city",
                ("teaching", "research", "management")[place], "语文", on, ends_on, 240, 20_000, "区级财政", on, True,
            )  # fmt: skip
            one = silver.ask(host=school, offer=offer, by=self.users["school"], on=on)
            if goes_on:
                silver.approve(agreement=one, by=self.users["district"], on=on, word="同意")

    def doctors(self) -> None:
        """Two schools of higher education, the count of last year, and who came and left since."""
        parent = Organisation.objects.get(kind=OrgKind.DISTRICT, division_code="321200")
        for place, (name, kind, staff, new) in enumerate(COLLEGES):
            school = add_school(district=parent, name=name, stage="higher", ownership="public")
            doctors.note_kind(school=school, kind=kind, by=self.users["city"])
            self.staff(school, 10 * place, staff, 2, date(self.today.year - 9, 9, 1))
            self.staff(school, 100 + 10 * place, new, new, date(self.today.year - 1, 3, 1))
        doctors.take_count(by=self.users["city"], on=date(self.today.year - 1, 12, 31))
        for place, (name, _kind, _staff, _new) in enumerate(COLLEGES):
            school = Organisation.objects.get(name=name)
            self.staff(school, 200 + 10 * place, 2 - place, 2 - place, date(self.today.year, 3, 1))
        self.staff(Organisation.objects.get(name=COLLEGES[1][0]), 10, 1, 1, None, status="left")

    def staff(
        self, school: Organisation, first: int, number: int, with_degree: int, joined: date | None,
        status: str = "active",
    ) -> None:  # fmt: skip
        """People of a school, the first of them doctors."""
        found = []
        for place in range(number):
            born = date(1978 + (first + place) % 12, 6, 1 + (first + place) % 28)
            number_ = self.number(born, 60 + (first + place) % 39)
            name = f"{'赵钱孙李周吴郑王冯陈'[place % 10]}{'知行明远思齐'[(first // 10 + place) % 6]}"
            found.append(
                Enrolment(
                    number_, 1,
                    {"name": name, "id_number": number_,
                     "sex": "1" if int(number_[16]) % 2 else "2", "birth_on": born, "stage": "higher",
                     "subject": "教育学", "employment": "establishment", "category": "teacher", "status": status,
                     "title": "讲师", "education": "博士研究生" if place < with_degree else "硕士研究生"},
                    (school.division_code, school.name), joined,
                )
            )  # fmt: skip
        enrol(people=found, by=self.by, on=self.today, source="示例")


def load_recruiting(users: Mapping[str, User], by: User, today: date) -> None:
    """Recruitment, retired teachers, doctors."""
    Recruitings(users, by, today).make()
