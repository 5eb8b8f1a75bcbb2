"""The roster workbook: schools, people, service records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone

from kernel.accounts.models import User
from kernel.bulk import collector_paused
from kernel.imports import cells
from kernel.imports.desk import Arrival, Change, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, SheetSchema, Table
from kernel.orgs.choices import LOCATION_NAMES, OWNERSHIP_NAMES, STAGE_NAMES, SchoolStage
from kernel.orgs.queries import districts
from teachers import gates
from teachers.actions import roster as actions
from teachers.actions.roster import NewSchool
from teachers.choices import EmploymentKind, PostCategory, ServiceKind, Stage, TeacherStatus, chinese
from teachers.errors import CORRECTED
from teachers.gates import GateAct
from teachers.models import Teacher
from teachers.permissions import TeacherPermission
from teachers.queries import roster as queries
from teachers.rules.enrolment import Difference, Enrolment, Registered, ServiceKey, difference, service_words
from teachers.rules.id_number import mask
from teachers.rules.months import month_of
from teachers.rules.roster import Fault, PersonRow, ServiceRow, fault, in_order, judge_person, judge_service
from teachers.rules.roster_file import Attached, SchoolNames, SchoolRef, attach_services, mark_duplicates
from teachers.rules.teaching_years import months_only

SCHOOLS = SheetSchema(
    "schools", ("学校", "学校名单", "学校信息"),
    (
        Column("name", "学校名称", ("学校", "单位名称"), required=True),
        Column("district", "所属区划代码", ("区划代码", "行政区划代码"), required=True),
        Column("stage", "学段", ("办学层次", "学校类别")),
        Column("location", "城乡类型", ("城乡分类", "城乡划分代码")),
        Column("ownership", "办学性质", ("举办者类型",)),
    ),
)  # fmt: skip
TEACHERS = SheetSchema(
    "teachers", ("教师", "教师名册", "教师信息", "教师基本信息"),
    (
        Column("name", "姓名", ("教师姓名",), required=True),
        Column("id_kind", "证件类型", ("身份证件类型",)),
        Column("id_number", "身份证件号", ("身份证号", "身份证号码", "身份证件号码", "证件号码", "公民身份号码"),
               required=True),
        Column("sex", "性别"),
        Column("birth", "出生日期", ("出生年月", "出生年月日")),
        Column("archive_birth", "档案出生年月", ("档案出生日期", "档案认定出生年月")),
        Column("archive_birth_document", "档案出生年月认定文件", ("档案出生年月依据", "认定文件", "档案认定文件")),
        Column("ethnicity", "民族"),
        Column("phone", "手机号", ("手机号码", "手机", "联系电话", "移动电话")),
        Column("school", "所在学校", ("学校", "学校名称", "所在单位", "工作单位", "单位")),
        Column("district", "所属区划代码", ("区划代码", "行政区划代码")),
        Column("stage", "任教学段", ("学段",)),
        Column("subject", "任教学科", ("学科",)),
        Column("started_work", "参加工作年月", ("参加工作时间", "参加工作日期")),
        Column("started_teaching", "从教年月", ("从教时间", "开始从教年月")),
        Column("joined", "来校年月", ("来校时间", "进校年月", "到校年月")),
        Column("education", "最高学历", ("学历",)),
        Column("title", "职称", ("专业技术职务", "现任职称")),
        Column("employment", "用人形式", ("是否在编", "编制情况")),
        Column("category", "岗位类别", ("编制类别", "教职工类别")),
        Column("status", "人员状态", ("在职状态", "状态")),
    ),
)  # fmt: skip
SERVICES = SheetSchema(
    "services", ("任教经历", "任教经历表", "工作经历", "经历"),
    (
        Column("id_number", "身份证件号", ("身份证号", "身份证号码", "身份证件号码", "证件号码"), required=True),
        Column("name", "姓名", ("教师姓名",)),
        Column("start", "起始年月", ("起始时间", "开始年月", "开始时间", "起始日期"), required=True),
        Column("end", "终止年月", ("终止时间", "结束年月", "结束时间", "终止日期"), required=True),
        Column("unit", "单位", ("工作单位", "所在单位", "学校")),
        Column("kind", "经历类别", ("类别", "经历类型"), required=True),
    ),
)  # fmt: skip
SCHOOL_WORDS = {"stage": STAGE_NAMES, "location": LOCATION_NAMES, "ownership": OWNERSHIP_NAMES}
SHOWN = 500  # new people shown in the preview
SCHOOL_NAME_LIMIT = 60
SET_ASIDE = "该教师所在行被退回，本行随之退回；改好教师行后一并上传即可。"


def _titles(table: Table) -> dict[str, str]:
    """What to call a column when speaking of it: the workbook's own word, else ours."""
    return {column.key: column.title for column in table.schema.columns} | table.titles


class RosterImporter:
    """Judges a roster against itself and the register, and enrols what stands."""

    title = "教师名册"
    permission = str(TeacherPermission.IMPORT)
    schemas = (SCHOOLS, TEACHERS, SERVICES)
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "schools": {
            "stage": tuple(dict.fromkeys(str(label) for label in SchoolStage.labels)),
            "location": tuple(name for name in LOCATION_NAMES if not name.isdigit()),
            "ownership": tuple(OWNERSHIP_NAMES),
        },
        "teachers": {
            "sex": ("男", "女"),
            "stage": tuple(map(chinese, Stage)),
            "employment": tuple(map(chinese, EmploymentKind)),
            "category": tuple(map(chinese, PostCategory)),
            "status": tuple(map(chinese, TeacherStatus)),
        },
        "services": {"kind": tuple(map(chinese, ServiceKind))},
    }
    options: Mapping[str, tuple[str, str]] = {
        "with_schools": ("同时新增“学校”工作表中名册里没有的学校", str(TeacherPermission.ADD_SCHOOLS))
    }

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Judge every row alone, then the file as a whole, then against the register."""
        return _RosterJudge(tables, by, bool(options.get("with_schools")), progress).run()

    @collector_paused()
    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Add the schools, then enrol in batches, each in its own transaction."""
        new_schools, people = judgement.plan
        actions.add_schools(wanted=new_schools, by=by, source=source)
        batch = settings.IMPORT_BATCH
        for start in range(0, len(people), batch):
            actions.enrol(people=people[start : start + batch], by=by, on=on, source=source)
            progress(min(start + batch, len(people)), len(people))


class _RosterJudge:
    def __init__(self, tables: Mapping[str, Table], by: User, with_schools: bool, progress: Progress) -> None:
        self.tables, self.by, self.with_schools, self.progress = tables, by, with_schools, progress
        self.verdict = Judgement()
        self.total = sum(len(table.records) for table in tables.values())
        self.done = 0

    def run(self) -> Judgement:
        refs = queries.school_refs(self.by)
        new_schools = self.schools(refs)
        persons = self.persons(refs)
        services = self.services()
        numbers = {one.id_key for one in persons if one.id_readable} | {one.id_key for one in services}
        known = queries.registered(numbers)
        scope = self.by.scope(self.permission)
        for person in persons:
            here = known.get(person.id_key) if person.id_readable else None
            if here and not scope.holds(here.school_path):
                person.faults.append(fault("teacher_elsewhere", "id_number"))
        accepted = {one.id_key: one for one in persons if not one.faults}
        refused = {one.id_key for one in persons if one.faults and one.id_key}
        mine = {number for number, one in known.items() if scope.holds(one.school_path)}
        attached = attach_services(services, set(accepted), refused, mine)
        people = self.enrolments(accepted, attached)
        self.report(persons, attached, people, known)
        self.verdict.plan = (new_schools, people)
        return self.verdict

    permission = str(TeacherPermission.IMPORT)

    def _records(self, key: str) -> Iterator[Any]:
        table = self.tables.get(key)
        for record in table.records if table else ():
            self.done += 1
            if self.done % 500 == 0:
                self.progress(self.done, self.total)
            yield record

    def schools(self, refs: dict[str, list[SchoolRef]]) -> list[NewSchool]:
        """The schools to add; they count as known for the rows below."""
        table = self.tables.get("schools")
        if table is None:
            return []
        if not self.with_schools:
            self.verdict.notes.append((table.sheet_name, 0, "“学校”工作表未采用；新增学校由市局人事干部在上传时勾选。"))
            return []
        parents = {district.division_code: district for district in districts()}
        scope = self.by.scope(TeacherPermission.ADD_SCHOOLS)
        added: list[NewSchool] = []
        for record in self._records("schools"):
            name, code = (cells.text(record.cells.get(key)) for key in ("name", "district"))
            if found := _school_fault(name, code, set(parents)):
                self.refuse(table, record.row, [found])
                continue
            if any(ref.division_code == code for ref in refs.get(name, ())):
                continue
            words = {key: cells.text(record.cells.get(key)) for key in SCHOOL_WORDS}
            for key, known in SCHOOL_WORDS.items():
                if words[key] and words[key] not in known:
                    note = f"{table.titles[key]}“{words[key][:12]}”无法识别，未采用。"
                    self.verdict.notes.append((table.sheet_name, record.row, note))
            refs.setdefault(name, []).append(SchoolRef(code, parents[code].name, name, scope.holds(parents[code].path)))
            added.append(NewSchool(code, name, *(known.get(words[key], "") for key, known in SCHOOL_WORDS.items())))
        return added

    def persons(self, refs: Mapping[str, Sequence[SchoolRef]]) -> list[PersonRow]:
        table = self.tables.get("teachers")
        if table is None:
            return []
        titles = _titles(table)
        persons, names, texts = [], SchoolNames(refs), cells.Texts()
        for record in self._records("teachers"):
            person = judge_person(record.row, record.cells, titles, table.epoch_1904, texts)
            school = names.find(person.school_name, person.district_code)
            if isinstance(school, Fault):
                person.faults.append(school)
            else:
                person.school = school
                if school[1] != person.school_name:
                    person.notes.append(f"“{person.school_name}”是“{school[1]}”的曾用名，已按现用名称登记。")
            persons.append(person)
        mark_duplicates(persons)
        return persons

    def services(self) -> list[ServiceRow]:
        table = self.tables.get("services")
        if table is None:
            return []
        titles = _titles(table)
        return [judge_service(one.row, one.cells, titles, table.epoch_1904) for one in self._records("services")]

    def enrolments(self, accepted: Mapping[str, PersonRow], attached: Attached) -> list[Enrolment]:
        """The people to write: those of the roster, then those of the register who only bring service rows."""
        has_services = "services" in self.tables
        people = []
        only_service = [number for number in {**attached.by_number, **attached.incomplete}
                        if number not in accepted]  # fmt: skip
        for number in [*accepted, *only_service]:
            person = accepted.get(number)
            one = Enrolment(
                number, person.row if person else 0, person.fields if person else {},
                person.school if person else None, person.joined_on if person else None,
            )  # fmt: skip
            for service in attached.by_number.get(number, ()):
                assert service.start_month is not None
                assert service.kind is not None
                key = (service.start_month, str(service.kind))
                one.services[key] = (service.end_month, service.unit_name)
                one.service_rows[key] = service.row
            if has_services:
                one.is_listed = True
                if one.services or attached.incomplete[number]:
                    one.incomplete = attached.incomplete[number]
            people.append(one)
        return people

    def report(
        self, persons: list[PersonRow], attached: Attached, people: list[Enrolment], known: Mapping[str, Registered]
    ) -> None:
        keys = ("accepted", "created", "updated", "unchanged", "service_only", "refused", "set_aside")
        counts = dict.fromkeys(keys, 0)
        moved: dict[GateAct, list[tuple[Enrolment, int]]] = {GateAct.TRANSFER: [], GateAct.RETIRE: []}
        for one in people:
            counts["accepted"] += bool(one.row)
            if (old := known.get(one.number)) is None:
                counts["created"] += 1
                if len(self.verdict.arrivals) < SHOWN:
                    self.verdict.arrivals.append(self.arrival(one))
                continue
            found = difference(one, old)
            if (act := gates.act_of(found)) is not None:
                moved[act].append((one, old.pk))
            if one.row:
                counts["unchanged" if found.is_empty else "updated"] += 1
            else:
                counts["service_only"] += not found.is_empty
            self.compare(one, old, found)
        teachers, services = self.tables.get("teachers"), self.tables.get("services")
        self.ask_gates(moved, persons, people, counts)
        for person in persons:
            assert teachers is not None
            if person.faults:
                self.refuse(teachers, person.row, person.faults, str(person.fields.get("name", "")))
            else:
                self.verdict.notes += [(teachers.sheet_name, person.row, note) for note in person.notes]
        for service in attached.refused:
            assert services is not None
            self.refuse(services, service.row, service.faults, service.name)
        if services is not None:
            self.verdict.set_aside = [(services.sheet_name, one.row, SET_ASIDE) for one in attached.set_aside]
        counts["refused"], counts["set_aside"] = len(self.verdict.refusals), len(attached.set_aside)
        self.verdict.counts = counts

    def ask_gates(
        self,
        moved: Mapping[GateAct, list[tuple[Enrolment, int]]],
        persons: list[PersonRow],
        people: list[Enrolment],
        counts: dict[str, int],
    ) -> None:
        """Who changes school or retires passes the gates, asked once for all of them; whose gate is shut goes back.

        New people pass: they serve already, and their clearance shows as waiting to be checked.
        """
        shut: dict[int, gates.Objection] = {}
        for act, those in moved.items():
            answers = gates.ask(act, [pk for _one, pk in those], timezone.localdate())
            shut |= {one.row: answers[pk] for one, pk in those if pk in answers}
        if not shut:
            return
        for person in persons:
            if (objection := shut.get(person.row)) is not None:
                person.faults.append(fault("gate_shut", "school", detail=objection.sentence))
                counts["accepted"] -= 1
                counts["updated"] -= 1
        people[:] = [one for one in people if one.row not in shut]
        rows = {(change.row, change.who) for change in self.verdict.changes if change.row in shut}
        self.verdict.changes = [one for one in self.verdict.changes if (one.row, one.who) not in rows]

    def arrival(self, one: Enrolment) -> Arrival:
        """A new person as the preview shows them; without service records no years can be counted, and that is said."""
        rows = [(month_of(start), month_of(end) if end else None, kind)
                for (start, kind), (end, _unit) in one.services.items()]  # fmt: skip
        months = months_only(rows, timezone.localdate())
        years = f"{months // 12} 年 {months % 12} 个月" if rows else "没有任教经历，暂不能计算"
        if one.incomplete:
            years += "（经历不全）"
        school = one.school[1] if one.school else ""
        return Arrival(one.row, str(one.fields["name"]), (("学校", school), ("教龄", years)))

    def compare(self, one: Enrolment, old: Registered, found: Difference) -> None:
        """Old and new side by side, as a person reads them; the ID number itself is never shown whole."""
        who = str(one.fields.get("name") or old.fields["name"])
        kinds = {str(kind): chinese(kind) for kind in ServiceKind}
        lines = [(_label(key), _shown(key, was), _shown(key, now)) for key, (was, now) in found.fields.items()]
        if found.school:
            lines.append(("所在学校", found.school[0][1], found.school[1][1]))
        lines += [("任教经历", "", service_words(key, value, kinds)) for key, value in found.new_services.items()]
        lines += [
            ("任教经历", service_words(key, was, kinds), service_words(key, now, kinds))
            for key, (was, now) in found.changed_services.items()
        ]
        table = self.tables.get("teachers" if one.row else "services")
        if lines and table is not None:
            row = one.row or min(one.service_rows.values(), default=0)
            self.verdict.changes.append(Change(table.sheet_name, row, who, tuple(lines)))
        for withheld, day in found.withheld.items():
            self.withhold(one, withheld, day, kinds)
        self.verdict.remaining += [f"{who}：{service_words(key, old.services[key], kinds)}" for key in found.remaining]

    def withhold(self, one: Enrolment, key: ServiceKey | None, day: date, kinds: Mapping[str, str]) -> None:
        """Say that a row or a name was not written, since an approved request had corrected it."""
        table = self.tables["teachers" if key is None else "services"]
        row = one.row if key is None else one.service_rows[key]
        what = f"姓名“{one.fields['name']}”" if key is None else f"“{service_words(key, one.services[key], kinds)}”"
        self.verdict.notes.append((table.sheet_name, row, CORRECTED.format(what=what, day=day)))

    def refuse(self, table: Table, row: int, faults: list[Fault], who: str = "") -> None:
        first, *others = in_order(faults)
        also = tuple(dict.fromkeys(one.code for one in others if one.code != first.code))
        titles = _titles(table)
        self.verdict.refusals.append(
            Refusal(
                table.sheet_name, row, titles.get(first.column, first.column), first.code, first.message, who, also,
                tuple(one.message for one in (first, *others)),
            )
        )  # fmt: skip


def _school_fault(name: str, code: str, codes: set[str]) -> Fault | None:
    if not name:
        return fault("school_name_missing", "name")
    if code not in codes:
        return fault("unknown_district", "district", value=code[:12], codes="、".join(sorted(codes)))
    if len(name) > SCHOOL_NAME_LIMIT:
        return fault("value_too_long", "name", title="学校名称", limit=SCHOOL_NAME_LIMIT)
    return None


def _label(key: str) -> str:
    return str(_field(key).verbose_name)


def _shown(key: str, value: Any) -> str:
    if value in (None, ""):
        return ""
    if key == "id_number":
        return mask(str(value))
    if key == "phone":
        return f"{str(value)[:3]}****{str(value)[-4:]}" if len(str(value)) >= 8 else "****"
    if key == "history_incomplete":
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value:%Y-%m}" if key.endswith("_month") else f"{value:%Y-%m-%d}"
    choices = dict(_field(key).flatchoices)
    return str(choices.get(value, value))


def _field(key: str) -> models.Field[Any, Any]:
    found = Teacher._meta.get_field(key)
    assert isinstance(found, models.Field)
    return found
