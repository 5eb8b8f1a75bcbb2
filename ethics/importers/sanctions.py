"""Decided sanctions of the past, and lists of people to ask about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from ethics.actions import sanctions as actions
from ethics.actions.sanctions import Decision
from ethics.choices import SANCTIONS as ACTS
from ethics.choices import HandlingKind
from ethics.choices.handling import chinese
from ethics.errors import SENTENCES, refuse
from ethics.permissions import EthicsPermission
from ethics.queries.people import found_by_number
from ethics.queries.sanctions import documents_of
from ethics.rules.lists import MOST
from ethics.rules.sanction_rows import DOMAINS, SanctionRow, judge_row
from ethics.rules.sanctions import heaviest
from kernel.accounts.models import User
from kernel.errors import RuleBroken
from kernel.imports import cells, reader, sheets
from kernel.imports.desk import Arrival, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, Record, SheetSchema, Table
from teachers.models import Teacher
from teachers.rules.roster import read_id

_ID = ("身份证号", "身份证号码", "身份证件号码", "证件号码", "证件号", "公民身份号码")
SANCTIONS = SheetSchema(
    "sanctions", ("师德处理", "处理决定", "处分", "处理名单"),
    (
        Column("id_number", "身份证件号", _ID, required=True),
        Column("name", "姓名", ("教师姓名",)),
        Column("kind", "处理种类", ("处分种类", "处理类别", "处理"), required=True),
        Column("decided_on", "决定日期", ("作出决定日期", "处理日期"), required=True),
        Column("effective_on", "生效日期", ("生效日",)),
        Column("months", "期限(月)", ("期限（月）", "期限", "期限月数", "处分期限")),
        Column("domains", "取消资格领域", ("取消资格的领域", "领域")),
        Column("decided_by", "决定机关", ("决定单位", "处理机关"), required=True),
        Column("document", "文号", ("决定文号", "文件号"), required=True),
    ),
)  # fmt: skip
PEOPLE = SheetSchema(
    "people", ("名单", "人员名单", "推荐名单", "教师"),
    (Column("id_number", "身份证件号", _ID, required=True), Column("name", "姓名", ("教师姓名",))),
)  # fmt: skip


def people_of(data: bytes, filename: str) -> list[tuple[int, str, str]]:
    """(row, ID number, name) of each person in an uploaded list; RuleBroken where there is none, or too many."""
    tables = sheets.match(reader.read(data, filename), (PEOPLE,))
    table = tables.get("people")
    if table is None or table.missing:
        raise RuleBroken("no_known_sheet", SENTENCES["list_without_numbers"])
    found = []
    for one in table.records:
        number, raw = read_id(one.cells.get("id_number"))
        found.append((one.row, number or raw, cells.name(one.cells.get("name"))))
    if not found:
        raise RuleBroken("list_empty", SENTENCES["list_empty"])
    if len(found) > MOST:
        raise RuleBroken("list_long", SENTENCES["list_long"], most=MOST, people=len(found))
    return found


class SanctionImporter:
    """Judges decided sanctions and puts them on file by the same action as the page."""

    title = "师德处理"
    permission = str(EthicsPermission.RECORD)
    schemas = (SANCTIONS,)
    options: Mapping[str, tuple[str, str]] = {}
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {
        "sanctions": {"kind": tuple(map(chinese, HandlingKind)), "domains": tuple(DOMAINS)}
    }

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Each row by itself, then against the register and what is on file."""
        table, verdict = tables["sanctions"], Judgement()
        rows = [_row(record, table) for record in table.records]
        people = found_by_number(by, EthicsPermission.RECORD, {row.number for row in rows})
        known = documents_of([one.pk for one in people.values()])
        today = timezone.localdate()
        plan: list[tuple[Teacher, Decision]] = []
        unchanged = 0
        for row in rows:
            teacher = people.get(row.number)
            fault = _fault(row, teacher)
            if fault is None and teacher is not None:
                decision = _decision(row)
                if (teacher.pk, str(decision.kind), decision.document) in known:
                    unchanged += 1
                    continue
                fault = _refused(teacher, decision, today) or _beside(teacher, decision, known)
                if fault is None:
                    known.add((teacher.pk, str(decision.kind), decision.document))
                    plan.append((teacher, decision))
                    shown = (("处理种类", chinese(decision.kind)), ("生效日期", str(decision.effective_on)))
                    verdict.arrivals.append(Arrival(row.row, teacher.name, shown))
                    continue
            code, column, message = fault or ("", "", "")
            title = table.titles.get(column, column)
            others = tuple(dict.fromkeys(one for one, *_ in row.faults[1:]))
            verdict.refusals.append(
                Refusal(table.sheet_name, row.row, title, code, message, row.name, others, (message,))
            )
        verdict.counts = {
            "accepted": len(plan) + unchanged, "created": len(plan), "updated": 0, "unchanged": unchanged,
            "service_only": 0, "refused": len(verdict.refusals), "set_aside": 0,
        }  # fmt: skip
        verdict.plan = plan
        return verdict

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """Oldest first, so that each period finds those before it; one transaction for a person's row."""
        plan: list[tuple[Teacher, Decision]] = sorted(judgement.plan, key=lambda one: one[1].effective_on)
        for done, (teacher, decision) in enumerate(plan, start=1):
            with transaction.atomic():
                if not _is_there(teacher, decision):
                    actions.record_sanction(teacher=teacher, decision=decision, by=by, on=on)
            progress(done, len(plan))


def _is_there(teacher: Teacher, decision: Decision) -> bool:
    """Begun anew after a crash, an import finds what it wrote."""
    return (teacher.pk, str(decision.kind), decision.document) in documents_of([teacher.pk])


def _beside(teacher: Teacher, decision: Decision, known: set[tuple[int, str, str]]) -> tuple[str, str, str] | None:
    """Of several sanctions of one decision the heaviest is carried out: the file should hold that one alone."""
    kinds = [HandlingKind(kind) for pk, kind, document in known
             if (pk, document) == (teacher.pk, decision.document) and kind in ACTS]  # fmt: skip
    if decision.kind not in ACTS or not kinds:
        return None
    refusal = refuse("two_sanctions_at_once", kind=chinese(heaviest([decision.kind, *kinds])))
    return refusal.code, "kind", refusal.message


def _row(record: Record, table: Table) -> SanctionRow:
    def day(key: str) -> date | None:
        try:
            parsed = cells.parse_date(record.cells.get(key), epoch_1904=table.epoch_1904)
            return date(parsed.year, parsed.month, parsed.day) if parsed.day and not parsed.ambiguous else None
        except (cells.BadDate, ValueError):
            return None

    number, raw = read_id(record.cells.get("id_number"))
    texts: dict[str, str] = {column.key: cells.text(record.cells.get(column.key)) for column in SANCTIONS.columns}
    return judge_row(record.row, texts, number or raw, cells.name(record.cells.get("name")), day)


def _fault(row: SanctionRow, teacher: Teacher | None) -> tuple[str, str, str] | None:
    if row.faults:
        code, column, values = row.faults[0]
        return code, column, RuleBroken(code, SENTENCES[code], **values).message
    if teacher is None:
        return "person_unknown", "id_number", RuleBroken("person_unknown", SENTENCES["person_unknown"]).message
    if row.name and "".join(row.name.split()) != "".join(teacher.name.split()):
        return "name_differs", "name", RuleBroken("name_differs", SENTENCES["name_differs"]).message
    return None


def _decision(row: SanctionRow) -> Decision:
    assert row.kind is not None
    assert row.decided_on is not None
    assert row.effective_on is not None
    return Decision(
        kind=row.kind, decided_on=row.decided_on, effective_on=row.effective_on, decided_by=row.decided_by,
        document=row.document.strip(), months=row.months, domains=row.domains,
    )  # fmt: skip


_COLUMN_OF = {
    "period_not_fit": "months", "period_missing": "months", "domains_missing": "domains", "domains_not_fit": "domains",
    "decided_in_future": "decided_on", "effective_before_decided": "effective_on", "document_missing": "document",
}  # fmt: skip


def _refused(teacher: Teacher, decision: Decision, on: date) -> tuple[str, str, str] | None:
    try:
        actions.check(teacher, decision, on)
    except RuleBroken as refusal:
        return refusal.code, _COLUMN_OF.get(refusal.code, "kind"), refusal.message
    return None
