"""Duties, surveys, needs, enterprise practice and bases of the demonstration city: met, due, overdue, waiting."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import cycle

from config.demo.people import Maker
from config.demo.small import GIVEN, SURNAMES
from kernel.accounts.models import User
from kernel.orgs.actions import add_school
from kernel.orgs.choices import LocationType
from kernel.orgs.models import Organisation
from kernel.orgs.queries import every_school
from teachers.actions.roster import enrol
from teachers.choices import TeacherStatus
from teachers.models import Post, Teacher
from teachers.queries.register import teachers
from teachers.rules.enrolment import Enrolment
from training.actions import bases, duties, evaluation, needs, practice, requirements
from training.actions.hours_ledger import Draft, put
from training.choices import HourMoveName, HourSource, HourState
from training.models import NeedsSurvey, Requirement, Survey, SurveyTicket
from training.models.programme import Programme

TRADES = ("机电技术应用", "数控技术应用", "汽车运用与维修", "护理", "电子商务", "会计事务", "旅游服务与管理")
FIRMS = ("示例重工有限公司", "示例医药科技有限公司", "示例汽车服务有限公司", "示例电商产业园")


@dataclass
class Duties:
    """Makes them as officers would; ``users`` are the accounts of the demonstration by their names."""

    users: Mapping[str, User]
    today: date

    def make(self) -> None:
        """All of it."""
        self.maker = Maker(self.today, seed=14)
        self._places()
        requirements.look_for_changes(on=self._ago(240))
        self._newcomers()
        self._moves()
        self._class_teachers()
        self._vocational()
        self._bases()
        self._needs()
        requirements.look_for_changes(on=self.today)
        requirements.ask_by_the_calendar(on=self.today)
        self._some_met()
        evaluation.open_due_surveys(on=self.today)
        self._answers()
        requirements.refresh_all(on=self.today)
        requirements.remind(on=self.today)

    def _by(self, name: str) -> User:
        return User.objects.get(pk=self.users[name].pk)

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days=days)

    def _places(self) -> None:
        """Every school lies somewhere: in the city, a town or the country."""
        codes = cycle((LocationType.MAIN_URBAN, LocationType.TOWN_CENTRE, LocationType.VILLAGE))
        for school, code in zip(every_school(), codes, strict=False):
            if not school.location_type:
                school.location_type = code
                school.save(update_fields=["location_type"])
        Organisation.objects.filter(name="海陵区实验小学").update(location_type=LocationType.MAIN_URBAN)

    def _person(self, school: Organisation, subject: str, joined: date, place: int, stage: str) -> Enrolment:
        female, born = place % 3 != 0, date(joined.year - 23 - place % 9, place % 12 + 1, place % 27 + 1)
        number = self.maker.number(born, female)
        dice = self.maker.dice
        fields = {
            "name": dice.choice(SURNAMES) + "".join(dice.sample(GIVEN, 2)), "id_number": number, "birth_on": born,
            "sex": "2" if female else "1", "stage": stage, "subject": subject, "category": "teacher",
            "employment": "establishment", "education": "本科", "title": "二级教师",
            "started_teaching_month": joined.replace(day=1),
        }  # fmt: skip
        return Enrolment(number, 0, fields, (school.division_code, school.name), joined)

    def _newcomers(self) -> None:
        """New teachers of this school year and the last one."""
        school = Organisation.objects.get(name="海陵区实验小学")
        year = self.today.year if self.today.month >= 9 else self.today.year - 1
        people = [
            self._person(school, subject, date(year - place % 2, 9, 1), place, "primary")
            for place, subject in enumerate(("语文", "数学", "英语", "音乐"))
        ]
        enrol(people=people, by=self._by("city"), on=self.today, source="示例")

    def _moves(self) -> None:
        """Some teachers of each district went to another of its schools this year."""
        for district in Organisation.objects.filter(kind="district").order_by("path"):
            schools = list(every_school().filter(parent=district, closed_on=None, stage__in=["primary", "junior"]))
            rows = Teacher.objects.for_system("the demonstration city moves some people")
            for place, (old, new) in enumerate(zip(schools, [*schools[1:], *schools[:1]], strict=True)):
                if old == new:
                    continue
                for one in rows.filter(school=old, status=TeacherStatus.ACTIVE, user=None).order_by("pk")[5:7]:
                    on = self._ago(220 if place else 100)
                    Post.objects.for_system("the post that ends").filter(teacher=one, valid_until=None).update(
                        valid_until=on
                    )
                    Post.objects.for_system("the post that begins").create(
                        teacher=one, org=new, category="teacher", employment=one.employment, valid_from=on
                    )
                    one.school, one.stage = new, new.stage
                    one.save()

    def _class_teachers(self) -> None:
        """Class teachers of the school: overdue, nearly due, just begun."""
        school, by = Organisation.objects.get(name="海陵区实验小学"), self._by("school")
        rows = Teacher.objects.for_system("class teachers of the demonstration").select_related("school")
        people = rows.filter(school=school, status=TeacherStatus.ACTIVE).order_by("user_id", "pk")
        own = list(people.exclude(user=None)) + list(people.filter(user=None))
        for place, (one, days) in enumerate(zip(own, (155, 320, 250, 165, 100, 20), strict=False)):
            name = f"{'一二三四五六'[place]}（{place % 4 + 1}）班"
            duties.begin_class_duty(teacher=one, class_name=name, on=self._ago(days), today=self.today, by=by)
        duties.add_qualified_subject(teacher=own[4], subject="劳动", stage="primary", by=by)
        city = self._by("training")
        for subject in ("心理健康", "音乐"):
            duties.add_short_subject(
                year=self.today.year, subject=subject, stage="", document=f"{self.today.year} 年紧缺学科名单（示例）",
                by=city,
            )  # fmt: skip

    def _vocational(self) -> None:
        """A vocational school: who practised enough, who has not, what waits; recognitions of each grade."""
        district, city = Organisation.objects.get(name="海陵区"), self._by("training")
        school = add_school(
            district=district, name="海陵区中等专业学校", stage="vocational", location_type=LocationType.TOWN_CENTRE
        )
        subjects = [*TRADES, "语文", *TRADES[:4]]
        years = [self.today.year - (15 if place % 4 else 3) for place in range(len(subjects))]
        enrol(
            people=[self._person(school, subject, date(year, 9, 1), place, "vocational")
                    for place, (subject, year) in enumerate(zip(subjects, years, strict=True))],
            by=self._by("city"), on=self.today, source="示例",
        )  # fmt: skip
        rows = Teacher.objects.for_system("the vocational teachers just enrolled").select_related("school__parent")
        officer = self._by("district_training")
        for place, one in enumerate(rows.filter(school=school).order_by("pk")):
            spans = ((1500, 1400), (1420, 1330), (700, 660), (400, 370))[: place % 5]
            for number, (first, last) in enumerate(spans):
                stay = practice.record_stay(
                    teacher=one, company=FIRMS[(place + number) % 4], form=("post", "skills", "research")[number % 3],
                    task="跟岗实践，参与工艺改进", first_on=self._ago(first), last_on=self._ago(last), on=self.today,
                    by=officer,
                )  # fmt: skip
                if place != 4 or number < 3:
                    practice.confirm_stay(stay=stay, by=city)
            if place % 2 == 0:
                practice.recognise(
                    teacher=one, grade=("initial", "middle", "senior")[place % 3], field=one.subject,
                    body="泰州市教育局", document="“双师型”教师认定结果的通知（示例）",
                    recognised_on=self._ago(1800 + place * 20 if place % 4 == 0 else 600), on=self.today, by=officer,
                )  # fmt: skip

    def _bases(self) -> None:
        city, unit, officer = self._by("training"), Organisation.objects.get(kind="city"), self._by("district_training")
        district = Organisation.objects.get(name="海陵区")
        made = {}
        for kind, name, host, org, by in (
            ("ethics", "安定书院师德教育基地", "示例书院", unit, city),
            ("ethics", "红色校史师德教育基地", "示例校史馆", district, officer),
            ("dual", "智能制造“双师型”教师培训基地", "示例职业技术学院", unit, city),
            ("practice", "生物医药教师企业实践基地", "示例医药科技有限公司", unit, city),
        ):
            made[name] = bases.add_base(
                kind=kind, name=name, org=org, host=host, address="泰州市示例路 1 号", capacity=80,
                recognised_on=self._ago(500), document="基地认定的通知（示例）", on=self.today, by=by,
            )  # fmt: skip
        people = list(teachers(self._by("school")).filter(status=TeacherStatus.ACTIVE)[:14])
        first = made["安定书院师德教育基地"]
        for kind, title, org, by, days, base in (
            ("tour", "教育家精神巡回宣讲（海陵站）", unit, city, 60, None),
            ("visit", "走进安定书院：做“四有”好老师", unit, city, 30, first),
            ("tour", "身边的教育家：乡村坚守三十年", district, officer, 12, None),
        ):
            event = bases.add_event(
                kind=kind, title=title, org=org, base=base, place=base.name if base else "海陵区教师发展中心",
                speaker="" if base else "泰州市教育家精神宣讲团", held_on=self._ago(days), hours=Decimal("2.0"),
                on=self.today, by=by,
            )  # fmt: skip
            bases.add_attendance(event=event, people=people[: 14 - days // 12], by=by)

    def _needs(self) -> None:
        """A survey of the district that is over, with its programme; one of the city that is open."""
        officer, city = self._by("district_training"), self._by("training")
        district, whole = Organisation.objects.get(name="海陵区"), Organisation.objects.get(kind="city")
        topics = [
            ("班级管理与家校沟通", "T1"),
            ("学生心理疏导", ""),
            ("人工智能辅助教学", "T7"),
            ("跨学科主题学习", ""),
        ]
        over = needs.ask_needs(
            org=district, year=self.today.year, title=f"海陵区 {self.today.year} 年教师培训需求调研", topics=topics,
            opens_on=self._ago(300), closes_on=self._ago(280), by=officer,
        )  # fmt: skip
        teacher = self._by("teacher")
        first, _second, third, _fourth = list(over.topics.all())
        needs.answer_needs(
            survey=over, topic_ids=[first.pk, third.pk], words="希望多一些课堂案例", on=self._ago(290), by=teacher
        )
        for programme in Programme.objects.filter(org=district, kind="T7")[:1]:
            needs.name_ground(programme=programme, topic=third, on=self.today, by=officer)
        needs.ask_needs(
            org=whole, year=self.today.year + 1, title=f"{self.today.year + 1} 年“泰州师说”需求调研", topics=topics,
            opens_on=self._ago(5), closes_on=self.today + timedelta(days=20), by=city,
            note="请按教育教学工作中最需要的选择，结果用于编制明年的培训计划。",
        )  # fmt: skip
        assert NeedsSurvey.objects.count() == 2

    def _some_met(self) -> None:
        """Approved hours for some of what is owed, in time and late."""
        rows = Requirement.objects.for_system("the demonstration city meets some of it")
        unmet = rows.filter(met_on=None, kind__in=["T1", "T2", "T4", "T5", "T6"]).order_by("pk")
        drafts = [
            Draft(
                one.teacher_id, HourSource.IMPORT, f"{one.get_kind_display()}适岗培训", one.kind, "city", "face",
                int((one.hours_needed - one.hours_done) * (10 if one.pk % 4 else 6)), day, day, "示例：批量导入",
                f"demo-duty-{one.pk}", state=HourState.APPROVED,
            )
            for one in unmet if one.pk % 3
            for day in [min(one.due_on + timedelta(days=15 if one.pk % 5 == 0 else -15), self._ago(1))]
            if day >= one.counts_from
        ]  # fmt: skip
        put(drafts=drafts, name=HourMoveName.IMPORT, by=self._by("training"), on=self.today)

    def _answers(self) -> None:
        """Most who are asked have answered, by the way that says no name."""
        dice = self.maker.dice
        Survey.objects.filter(kind="after").update(closes_on=self.today + timedelta(days=6))  # still open: to be tried
        tickets = SurveyTicket.objects.for_system("the demonstration answers its surveys").filter(is_used=False)
        for ticket in tickets.filter(teacher__user=None).select_related("survey__form", "teacher"):
            marks = {question["code"]: dice.choice((5, 5, 5, 4, 4, 3)) for question in ticket.survey.form.questions}
            evaluation.take(ticket=ticket, marks=marks, words=dice.choice(("", "", "案例多一些更好", "时间紧凑")))
