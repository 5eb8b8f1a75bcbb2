"""A season of trainings for the demonstration city: held, under way, to come, some full with a wait list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kernel.accounts.models import User
from kernel.orgs.models import Organisation
from teachers.choices import TeacherStatus
from teachers.models import Teacher
from teachers.queries.register import teachers
from training.actions import check_ins, enrolments, outcomes, programmes, samples, seats, sessions
from training.choices import CheckHow, CheckPoint
from training.models import Programme, Season, Session

PLAN: dict[str, Any] = {"ethics_share": 25, "places": 40, "approval": "school", "mode": "face", "kind": ""}
SPEAKERS = ("周景明 泰州学院", "沈若水 泰州市教师发展中心", "陆知行 海陵区教师发展中心")


@dataclass
class Trainings:
    """Makes them as officers would; ``users`` are the accounts of the demonstration by their names."""

    users: Mapping[str, User]
    now: datetime

    def make(self) -> None:
        """The whole season."""
        year = timezone.localdate(self.now).year
        city = self._fresh("training")
        self.season = programmes.add_season(
            name=f"泰州师说 {year} 年度", starts_on=self.now.date().replace(month=1, day=1),
            ends_on=self.now.date().replace(month=12, day=31), theme="弘扬教育家精神，锻造新时代泰州好教师", by=city,
        )  # fmt: skip
        self.people = self._people()
        self._held(city)
        self._full(city)
        self._today(city)
        self._district()
        self._of_schools()

    def _fresh(self, name: str) -> User:
        return User.objects.get(pk=self.users[name].pk)

    def _people(self) -> Sequence[Teacher]:
        """The teachers of the school of the demonstration, the one with an account first."""
        rows = teachers(self._fresh("school")).filter(status=TeacherStatus.ACTIVE)
        return sorted(rows, key=lambda one: (one.user_id is None, one.pk))

    def _programme(self, by: User, org: str, title: str, level: str, season: Season | None, **values: Any) -> Programme:
        given = {**PLAN, "title": title, "level": level, "season": season, **values}
        unit = Organisation.objects.get(name=org)
        return programmes.add_programme(org=unit, year=timezone.localdate(self.now).year, by=by, **given)

    def _session(
        self, one: Programme, by: User, title: str, starts_at: datetime, hours: str, place: str, capacity: int,
        *, minutes: int = 180, held: bool = False, speaker: int = 0, is_online: bool = False,
    ) -> Session:  # fmt: skip
        name, _gap, unit = SPEAKERS[speaker].partition(" ")
        return sessions.add_session(
            programme=one, trainers=[(name, unit)], starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes), hours=Decimal(hours), capacity=capacity, title=title,
            place=place, is_online=is_online, held=held, by=by,
        )  # fmt: skip

    def _at(self, days: int, hour: int) -> datetime:
        day = timezone.localtime(self.now) + timedelta(days=days)
        return day.replace(hour=hour, minute=0, second=0, microsecond=0)

    def _enrol(self, session: Session, people: Sequence[Teacher], at: datetime | None = None) -> None:
        school = self._fresh("school")
        for one in people:
            enrolments.enrol(session=session, teacher=one, by=school, at=at)

    def _held(self, city: User) -> None:
        """Three weeks ago: most were there, two for half of it, one was on leave, two did not come."""
        one = self._programme(
            city, "泰州市", "师德第一课：做新时代“四有”好老师", "city", self.season, kind="T6", ethics_share=100,
            hours=Decimal(4), target="全市新学年任课教师", approval="none",
            needs="年度师德考核显示，部分教师对新时代教师职业行为十项准则理解不深，需开学前集中学习。",
        )  # fmt: skip
        begin = self._at(-21, 9)
        at = self._session(one, city, "开学第一场", begin, "4", "市教育局一楼报告厅", 60, held=True)
        programmes.publish(one=one, by=city)
        there = self.people[:12]
        self._enrol(at, there, begin - timedelta(days=5))
        sessions.open_session(one=at, by=city, at=begin - timedelta(minutes=20))
        second = at.second_from or begin
        rows = list(at.enrolments.visible_to(city).order_by("pk").values_list("pk", flat=True))
        for point, present, moment in ((CheckPoint.FIRST, rows[:9], begin), (CheckPoint.SECOND, rows[:7], second)):
            check_ins.note_present(
                session=at, point=point, enrolments=present, how=CheckHow.PAPER, note="纸质签到表补录", by=city,
                at=moment,
            )  # fmt: skip
        outcomes.complete_session(session=at, by=city, excused=rows[9:10], at=at.ends_at)

    def _full(self, city: User) -> None:
        """In nine days, with seats handed down to district and school: full, with a wait list."""
        one = self._programme(
            city, "泰州市", "班主任育人能力提升研修", "city", self.season, kind="T1", hours=Decimal(8),
            target="全市中小学班主任", approval="district",
            needs="需求调研中 62% 的班主任希望加强家校沟通和学生心理疏导，本项目以案例研讨回应。",
        )  # fmt: skip
        for title, hours, ethics in (
            ("教育家精神与班主任", "2", True),
            ("家校沟通案例", "3", False),
            ("心理疏导工作坊", "3", False),
        ):
            programmes.add_course(one=one, title=title, hours=Decimal(hours), is_ethics=ethics, by=city)
        first = self._session(one, city, "第一期（主城区）", self._at(9, 9), "4", "市教师发展中心 301", 20, speaker=1)
        self._session(one, city, "第二期（主城区）", self._at(16, 9), "4", "市教师发展中心 301", 20, speaker=1)
        programmes.publish(one=one, by=city)
        seats.give_seats(session=first, org=Organisation.objects.get(name="海陵区"), seats=10, by=city)
        district = self._fresh("district_training")
        seats.give_seats(session=first, org=self.people[0].school, seats=4, by=district)
        self._enrol(first, [*self.people[1:5], *self.people[12:15], self.people[0]])

    def _today(self, city: User) -> None:
        """In twenty minutes, open for check-in: to try the code of the screen with."""
        one = self._programme(
            city, "泰州市", "人工智能赋能课堂教学", "city", self.season, kind="T7", hours=Decimal(2),
            target="全市中小学教师", approval="none", ethics_share=20,
            needs="数字素养测评中“数字化教学设计”得分偏低。",
        )  # fmt: skip
        begin = (self.now + timedelta(minutes=20)).replace(second=0, microsecond=0)
        at = self._session(one, city, "专题报告", begin, "2", "市教师发展中心报告厅", 200, minutes=90, speaker=1)
        programmes.publish(one=one, by=city)
        self._enrol(at, self.people[5:9])  # the one with an account may still enrol and then check in
        sessions.open_session(one=at, by=city, at=self.now)

    def _district(self) -> None:
        by = self._fresh("district_training")
        one = self._programme(
            by, "海陵区", "数字素养与跨学科教学", "county", self.season, kind="T7", mode="online", hours=Decimal(6),
            target="海陵区义务教育阶段教师", approval="school", ethics_share=20,
            needs="区内集体视导发现跨学科主题学习组织形式单一。",
        )  # fmt: skip
        self._session(one, by, "直播课（一）", self._at(4, 14), "3", "国家智慧教育公共服务平台直播间", 300, speaker=2,
                      is_online=True)  # fmt: skip
        self._session(one, by, "直播课（二）", self._at(11, 14), "3", "国家智慧教育公共服务平台直播间", 300, speaker=2,
                      is_online=True)  # fmt: skip
        programmes.publish(one=one, by=by)

    def _of_schools(self) -> None:
        """A school's plan that was agreed to and drawn for a look, and one that waits for the district."""
        school, district = self._fresh("school"), self._fresh("district_training")
        unit = self.people[0].school.name
        for title, is_agreed in (("大单元教学设计校本研修", True), ("新课标下作业设计校本研修", False)):
            one = self._programme(
                school, unit, title, "school", None, mode="school_based", hours=Decimal(4), target="本校全体任课教师",
                approval="none", needs="教学常规检查反馈，单元整体设计和作业分层不足。",
            )  # fmt: skip
            self._session(one, school, "第一次活动", self._at(6 if is_agreed else 13, 15), "2", "本校录播教室", 60,
                          minutes=100, speaker=2)  # fmt: skip
            programmes.submit(one=one, by=school)
            if is_agreed:
                programmes.agree(one=one, by=district)
        samples.draw(count=1, by=district)
