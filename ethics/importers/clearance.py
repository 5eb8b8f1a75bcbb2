"""Results of queries as the authority's platform gives them back: has or has not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from ethics.actions.clearance import note_result
from ethics.choices.clearance import ClearanceResult
from ethics.errors import SENTENCES
from ethics.models import Clearance
from ethics.permissions import EthicsPermission
from ethics.queries.clearance import pending
from kernel.accounts.models import User
from kernel.errors import RuleBroken
from kernel.imports import cells
from kernel.imports.desk import Arrival, Judgement, Progress, Refusal
from kernel.imports.sheets import Column, Record, SheetSchema, Table
from teachers.rules.roster import read_id

RESULTS = SheetSchema(
    "clearance", ("准入查询", "查询结果", "准入查询结果"),
    (
        Column("id_number", "身份证件号", ("身份证号", "身份证号码", "证件号码", "公民身份号码"), required=True),
        Column("name", "姓名"),
        Column("result", "查询结果", ("结果", "有无记录"), required=True),
        Column("queried_on", "查询日期", ("查询时间",), required=True),
        Column("reference", "平台编号", ("查询编号", "流水号")),
    ),
    ("序号", "查询对象", "查询内容", "用人单位", "授权日期"),
)  # fmt: skip
WORDS = {
    "无": ClearanceResult.NONE, "无记录": ClearanceResult.NONE, "没有": ClearanceResult.NONE,
    "否": ClearanceResult.NONE, "有": ClearanceResult.HIT, "有记录": ClearanceResult.HIT, "是": ClearanceResult.HIT,
}  # fmt: skip
Planned = tuple[Clearance, ClearanceResult, date, str]


class ClearanceImporter:
    """Judges the answers against what waits and writes them by the same action as a page would."""

    title = "准入查询结果"
    permission = str(EthicsPermission.SEND_CLEARANCE)
    schemas = (RESULTS,)
    options: Mapping[str, tuple[str, str]] = {}
    choices: Mapping[str, Mapping[str, tuple[str, ...]]] = {"clearance": {"result": ("无", "有")}}

    def judge(
        self, tables: Mapping[str, Table], *, by: User, options: Mapping[str, bool], progress: Progress
    ) -> Judgement:
        """Each row finds the query that waits for it. The preview shows no result: has or has not is not for a list."""
        table, verdict, today = tables["clearance"], Judgement(), timezone.localdate()
        waiting = pending(by, {_number(record) for record in table.records})
        plan: list[Planned] = []
        for record in table.records:
            query = waiting.get(_number(record))
            code, column, planned = _judged(record, table, query, today)
            if planned is None:
                message = RuleBroken(code, SENTENCES[code], **({"day": query.authorised_on} if query else {})).message
                name = cells.name(record.cells.get("name"))
                title = table.titles.get(column, column)
                verdict.refusals.append(
                    Refusal(table.sheet_name, record.row, title, code, message, name, (), (message,))
                )
                continue
            del waiting[_number(record)]  # a second row for the same person waits for nothing
            plan.append(planned)
            verdict.arrivals.append(Arrival(record.row, planned[0].name, (("用人单位", planned[0].unit.name),)))
        verdict.counts = {
            "accepted": len(plan), "created": len(plan), "updated": 0, "unchanged": 0, "service_only": 0,
            "refused": len(verdict.refusals), "set_aside": 0,
        }  # fmt: skip
        verdict.plan = plan
        return verdict

    def apply(self, judgement: Judgement, *, by: User, on: date, source: str, progress: Progress) -> None:
        """One transaction for each answer; begun anew, what is answered no longer waits and is not in the plan."""
        plan: list[Planned] = judgement.plan
        for done, (query, result, queried_on, reference) in enumerate(plan, start=1):
            note_result(clearance=query, result=result, queried_on=queried_on, reference=reference, by=by, on=on)
            progress(done, len(plan))


def _number(record: Record) -> str:
    number, raw = read_id(record.cells.get("id_number"))
    return number or raw


def _judged(record: Record, table: Table, query: Clearance | None, today: date) -> tuple[str, str, Planned | None]:
    if query is None:
        return "query_unknown", "id_number", None
    result = WORDS.get(cells.text(record.cells.get("result")))
    if result is None:
        return "result_unknown", "result", None
    try:
        parsed = cells.parse_date(record.cells.get("queried_on"), epoch_1904=table.epoch_1904)
        day = date(parsed.year, parsed.month, parsed.day or 0)
    except (cells.BadDate, ValueError):
        return "queried_on_wrong", "queried_on", None
    if not query.authorised_on <= day <= today:
        return "queried_on_wrong", "queried_on", None
    return "", "", (query, result, day, cells.text(record.cells.get("reference")))
