"""The workbook of candidates: one row for each person and vacancy of an approved plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.utils import timezone

from kernel.accounts.models import User
from kernel.errors import RuleBroken
from kernel.imports import cells
from kernel.imports.desk import Arrival, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, Record, SheetSchema, Table
from staffing.actions.candidates import Applicant, fitting, register
from staffing.choices import DEGREE_WORDS, FUNDING_WORDS, Funding
from staffing.errors import refuse
from staffing.models import Vacancy
from staffing.permissions import StaffingPermission
from staffing.queries.recruitment import known_numbers, vacancies
from teachers.rules.id_number import precision_lost

CANDIDATES = SheetSchema(
    "candidates", ("应聘人员", "应聘人员名单", "报名人员", "招聘报名表"),
    (
        Column("plan", "招聘计划编号", ("计划编号", "计划"), required=True),
        Column("school", "学校名称", ("学校", "报考学校", "招聘学校"), required=True),
        Column("subject", "学科", ("岗位", "报考学科", "岗位学科"), required=True),
        Column("name", "姓名", required=True),
        Column("id_number", "证件号码", ("身份证件号", "身份证号", "身份证号码"), required=True),
        Column("phone", "手机号", ("手机", "联系电话")),
        Column("graduated_from", "毕业院校", ("毕业学校", "院校"), required=True),
        Column("graduated_in", "毕业年份", ("毕业年",), required=True),
        Column("major", "专业", ("所学专业",)),
        Column("is_normal", "师范类", ("是否师范类", "师范类专业")),
        Column("funding", "培养方式"),
        Column("degree", "学历", ("最高学历",), required=True),
        Column("certificate", "教师资格证书", ("教师资格",)),
    ),
)  # fmt: skip
YES_NO = {"是": True, "否": False, "": False}
DEGREES = {word: code for code, word in DEGREE_WORDS.items()} | {"硕士": "master", "博士": "doctor", "大专": "college"}
FUNDINGS = {word: code for code, word in FUNDING_WORDS.items()} | {"": "none"}
SHOWN = 500


@dataclass
class _Row:
    """One row on its way."""

    row: int
    who: str
    vacancy: Vacancy | None = None
    applicant: Applicant | None = None
    number: str = ""
    faults: list[tuple[str, str, str]] = field(default_factory=list)  # column, code, sentence

    def fault(self, column: str, broken: RuleBroken) -> None:
        self.faults.append((column, broken.code, broken.message))


class CandidatesImporter:
    """Judges each person against the vacancy, and registers by the same action as the page."""

    title = "应聘人员"
    permission = str(StaffingPermission.RECRUIT)
    schemas = (CANDIDATES,)
    options: Mapping[str, tuple[str, str]] = {}
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "candidates": {
            "is_normal": ("是", "否"), "degree": tuple(DEGREE_WORDS.values()), "funding": tuple(FUNDING_WORDS.values()),
        }
    }  # fmt: skip

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Judge every row alone, then against the other rows and what is registered."""
        return _Judge(tables["candidates"], by).run()

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Register person by person, each in its own transaction; who is there already stays."""
        plan: list[tuple[Vacancy, Applicant]] = judgement.plan
        for done, (vacancy, applicant) in enumerate(plan, start=1):
            try:
                register(vacancy=vacancy, applicant=applicant, by=by, on=on)
            except RuleBroken as refusal:
                if refusal.code != "candidate_twice":
                    raise
            progress(done, len(plan))


class _Judge:
    def __init__(self, table: Table, by: User) -> None:
        self.table, self.today = table, timezone.localdate()
        self.plans: dict[str, list[Vacancy]] = defaultdict(list)
        for one in vacancies(by):
            self.plans[one.plan.number].append(one)
        self.by = by
        self.verdict = Judgement()

    def run(self) -> Judgement:
        rows = [self.row(record) for record in self.table.records]
        seen: dict[tuple[int, str], int] = {}
        for one in rows:
            if one.vacancy is not None and one.number:
                first = seen.setdefault((one.vacancy.pk, one.number), one.row)
                if first != one.row:
                    one.fault("id_number", refuse("candidate_row_twice", row=first))
        known = known_numbers(self.by, {one.number for one in rows if one.number})
        counts = dict.fromkeys(("accepted", "created", "updated", "unchanged", "refused", "set_aside"), 0)
        plan: list[tuple[Vacancy, Applicant]] = []
        for one in rows:
            if one.faults or one.vacancy is None or one.applicant is None:
                self.refuse(one)
                continue
            counts["accepted"] += 1
            if (one.vacancy.pk, one.number) in known:
                counts["unchanged"] += 1
                continue
            counts["created"] += 1
            plan.append((one.vacancy, one.applicant))
            if len(self.verdict.arrivals) < SHOWN:
                facts = (("学校", one.vacancy.school.name), ("学科", one.vacancy.subject))
                self.verdict.arrivals.append(Arrival(one.row, one.who, facts))
        counts["refused"] = len(self.verdict.refusals)
        self.verdict.counts, self.verdict.plan = counts, plan
        return self.verdict

    def row(self, record: Record) -> _Row:
        given = {column.key: cells.text(record.cells.get(column.key)) for column in CANDIDATES.columns}
        one = _Row(record.row, given["name"])
        self.vacancy(one, given)
        words = {
            "is_normal": _word(one, "is_normal", "师范类", given["is_normal"], YES_NO),
            "degree": _word(one, "degree", "学历", given["degree"], DEGREES),
            "funding": _word(one, "funding", "培养方式", given["funding"], FUNDINGS),
        }
        year = given["graduated_in"].removesuffix("年")
        if precision_lost(record.cells.get("id_number")):
            one.fault("id_number", refuse("candidate_id"))
        if not (year.isdecimal() and len(year) == 4):
            one.fault("graduated_in", refuse("candidate_year", year=given["graduated_in"][:20]))
        if one.faults or one.vacancy is None:
            return one
        one.applicant = Applicant(
            given["name"], given["id_number"], given["phone"], given["graduated_from"], int(year), given["major"],
            bool(words["is_normal"]), Funding(str(words["funding"])), str(words["degree"]), given["certificate"],
        )  # fmt: skip
        try:
            one.number = fitting(one.vacancy, one.applicant, self.today)
        except RuleBroken as refusal:
            one.fault("id_number" if refusal.code == "candidate_id" else "name", refusal)
        return one

    def vacancy(self, one: _Row, given: Mapping[str, str]) -> None:
        number = given["plan"].upper().replace(" ", "")
        rows = self.plans.get(number)
        if rows is None:
            one.fault("plan", refuse("candidate_plan", value=given["plan"][:30]))
            return
        found = [row for row in rows if row.school.name == given["school"] and row.subject == given["subject"]]
        words = {"plan": number, "school": given["school"][:60], "subject": given["subject"][:30]}
        if len(found) != 1:
            one.fault("subject", refuse("candidate_vacancies" if found else "candidate_vacancy", **words))
            return
        one.vacancy = found[0]

    def refuse(self, one: _Row) -> None:
        column, code, sentence = one.faults[0]
        titles = {item.key: item.title for item in CANDIDATES.columns} | self.table.titles
        self.verdict.refusals.append(
            Refusal(
                self.table.sheet_name, one.row, titles.get(column, column), code, sentence, one.who,
                tuple(other for _column, other, _text in one.faults[1:]),
                tuple(text for _column, _code, text in one.faults),
            )
        )  # fmt: skip


def _word(one: _Row, column: str, title: str, value: str, known: Mapping[str, object]) -> object:
    """What a word of a closed list means; a fault where it is none."""
    if value not in known:
        words = "、".join(word for word in known if word)
        one.fault(column, refuse("candidate_word_unknown", field=title, value=value[:20], words=words))
        return None
    return known[value]
