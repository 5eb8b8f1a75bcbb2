"""Cases of the demonstration: one in each state, made by the real actions on days that have passed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ethics.actions import cases, reports
from ethics.actions.case_effects import Given
from ethics.choices.cases import CaseState, Channel, ReporterKind
from ethics.models import Case
from kernel.accounts.models import User
from kernel.calendar.queries import calendar
from teachers.models import Teacher

ORDER = tuple(CaseState)
TOLD = {
    "accept": "线索要素齐全，予以受理。",
    "check": "初核：家长所称情况有课堂记录和群聊截图可查，需要立案调查。",
    "open": "经研究同意立案，由学校师德干部会同市（区）师德干部调查。",
    "assign": "",
    "evidence": "课后服务签到表、家长群聊记录、相关学生家长询问笔录。",
    "report": "经调查，该教师两次在课后向家长推销教辅材料，情节较轻，事后已退还款项。",
    "invite": "告知五个工作日内可以书面或者口头陈述申辩。",
    "hear_teacher": "本人承认推销教辅材料，表示已退还全部款项，请求从轻处理。",
    "hear_others": "听取两名任课教师和家长委员会三名代表的意见，均认为应当处理，平时表现尚好。",
    "notice": "拟给予记过处分。",
    "submit": "本人没有申请听证，提请集体研究。",
    "schedule": "听证在教育局三楼会议室进行，可以委托代理人。",
    "hold_hearing": "听证会由教育局主持，双方陈述并质证，笔录经核对签字。",
    "minutes": "局党组会议集体研究，五人出席，一致同意给予记过处分。",
    "sanction": "违反《新时代中小学教师职业行为十项准则》第九条，给予记过处分。"
    "不服本决定的，可以自知道之日起三十日内申请复核。",
    "serve": "本人签收，送达回证附后。",
    "execute": "自决定之月起按规定执行。",
    "archive": "案卷二十四页，移交档案室。",
}


@dataclass
class Team:
    """Who does what in a case."""

    desk: User
    investigators: Sequence[User]
    head: User  # of the school: approves the opening, proposes
    decider: User  # of the department

    def who(self, name: str) -> User:
        """The person of a move."""
        by: dict[str, User] = {
            **dict.fromkeys(("open", "assign", "notice", "submit", "suspend", "halt"), self.head),
            **dict.fromkeys(("evidence", "report", "hear_teacher", "hear_others"), self.investigators[0]),
            **dict.fromkeys(("minutes", "sanction", "exempt", "clear", "dismiss", "hold_hearing"), self.decider),
        }
        return by.get(name, self.desk)


PATH = (
    "accept", "check", "open", "assign", "evidence", "hear_others", "report", "invite", "hear_teacher", "notice",
    "submit", "minutes", "sanction", "serve", "execute", "archive",
)  # fmt: skip
# How far a case is walked to stand in a state, and what else is done there.
UPTO: dict[CaseState, tuple[str, ...]] = {
    CaseState.REGISTERED: (),
    CaseState.CHECKING: PATH[:1],
    CaseState.REFUSED: ("refuse",),
    CaseState.OPEN: PATH[:5],
    CaseState.REPORTED: PATH[:8],
    CaseState.NOTICED: PATH[:10],
    CaseState.DELIBERATING: PATH[:11],
    CaseState.DECIDED: PATH[:13],
    CaseState.SERVED: PATH[:14],
    CaseState.EXECUTED: PATH[:15],
    CaseState.ARCHIVED: PATH[:16],
    CaseState.DISMISSED: (*PATH[:7], "dismiss"),
    CaseState.CLEARED: (*PATH[:7], "clear"),
}
OTHER_WORDS = {
    "refuse": "反映的事项不属于师德问题，已告知反映人向有关部门反映。",
    "dismiss": "现有证据不足以认定，撤销案件。",
    "clear": "经查反映不属实，已在学校教职工大会上澄清。",
}


def walk(
    case: Case, state: CaseState, team: Team, day: date, *, kinds: Sequence[str] = ("P2",), document: str = ""
) -> date:
    """Bring a case to a state by the moves of the table, each on a day of its own; the day of the last one."""
    for name in UPTO[state]:
        day = step(case, name, team, day, kinds=kinds, document=document)
    return day


def step(case: Case, name: str, team: Team, day: date, *, kinds: Sequence[str] = ("P2",), document: str = "") -> date:
    """One move; the day on which it was made: the next working one, or when a limit has passed."""
    day = calendar().last_day(day, 7 if name == "submit" else 1)
    given = Given(
        note=TOLD.get(name) or OTHER_WORDS.get(name, "已办理。"),
        investigators=team.investigators if name == "assign" else (),
        kinds=kinds if name in {"notice", "sanction"} else (), document=document or f"教处〔{day.year}〕{case.pk}号",
    )  # fmt: skip
    cases.move(case=case, name=name, given=given, by=User.objects.get(pk=team.who(name).pk), on=day)
    return day


def lead(teacher: Teacher, desk: User, on: date, once: str, *, channel: Channel = Channel.REPORT) -> Case:
    """A lead about somebody of the school."""
    return cases.register(
        channel=channel, school=teacher.school, gist="家长反映该教师课后向学生家长推销教辅材料。",
        accused=f"{teacher.school.name}某教师", once=once, by=desk, on=on, teacher=teacher, violation="Z09",
    )  # fmt: skip


def fill(team: Team, people: Iterable[Teacher], today: date) -> Teacher:
    """A case in each state, of different people of one school, and two reports; who has papers served comes back."""
    people, served = list(people), None
    for place, state in enumerate(one for one in ORDER if one in UPTO):
        first = today - timedelta(days=2 if state == CaseState.REGISTERED else 75 - place)
        case = lead(people[place % len(people)], team.desk, first, f"demo-{state}")
        walk(case, state, team, first)
        if state == CaseState.REPORTED:
            served = case.teacher
    day = today - timedelta(days=40)
    hearing = lead(people[-1], team.desk, day, "demo-hearing", channel=Channel.INSPECTION)
    for name in PATH[:10]:
        day = step(hearing, name, team, day, kinds=("P3",))
    asked = Given(note="本人书面申请听证。")
    who = User.objects.get(pk=team.desk.pk)
    cases.move(case=hearing, name="note_request", given=asked, by=who, on=calendar().last_day(day, 1))
    for once, name in (("demo-1", ""), ("demo-2", "家长吴女士")):
        given = reports.Reported(
            kind=ReporterKind.PARENT, text="上周三放学后，老师要求家长在群里接龙购买指定的练习册。",
            accused="七年级数学老师", school=people[0].school, name=name,
            contact="15400000000" if name else "",
        )  # fmt: skip
        reports.receive(given=given, once=once, on=today)
    assert served is not None
    return served
