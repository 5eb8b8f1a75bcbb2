"""Judging one row of a workbook of decided sanctions by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from ethics.choices import BarDomain, HandlingKind, handling_from_label
from ethics.choices.handling import plain
from ethics.policy import LEGACY_UNTIL

_SPLIT = re.compile(r"[、，,;；/\s]+")
DOMAINS = {
    "评奖评优": BarDomain.COMMENDATION, "推优评先": BarDomain.COMMENDATION, "评优评先": BarDomain.COMMENDATION,
    "评先评优": BarDomain.COMMENDATION, "职务晋升": BarDomain.PROMOTION, "职称评定": BarDomain.TITLE,
    "职称评审": BarDomain.TITLE, "岗位聘用": BarDomain.POST, "工资晋级": BarDomain.PAY, "薪级晋升": BarDomain.PAY,
    "申报人才计划": BarDomain.TALENT, "人才计划": BarDomain.TALENT, "干部选任": BarDomain.CADRE,
    "申报科研项目": BarDomain.RESEARCH, "科研项目": BarDomain.RESEARCH,
}  # fmt: skip
Day = Callable[[str], "date | None"]


@dataclass
class SanctionRow:
    """A row as it was read; ``faults`` are (code, column, values)."""

    row: int
    number: str
    name: str
    kind: HandlingKind | None = None
    decided_on: date | None = None
    effective_on: date | None = None
    months: int | None = None
    domains: tuple[BarDomain, ...] = ()
    decided_by: str = ""
    document: str = ""
    faults: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)


def judge_row(row: int, texts: Mapping[str, str], number: str, name: str, days: Day) -> SanctionRow:
    """Kind, days, period and domains of one row. ``days`` reads a column as a day and gives None where it is none."""
    one = SanctionRow(row, number, name, decided_by=texts.get("decided_by", ""), document=texts.get("document", ""))
    if not number:
        one.faults.append(("id_missing", "id_number", {}))
    _read_days(one, texts, days)
    word = texts.get("kind", "")
    one.kind = handling_from_label(word)
    if one.kind is None:
        one.faults.append(("kind_unknown", "kind", {"kind": word[:20]}))
    elif one.decided_on and one.decided_on < LEGACY_UNTIL:
        # Before 2018-11-08 the words 警告 and 记过 are those of the older method, with the same periods.
        one.kind = {HandlingKind.P1: HandlingKind.L1, HandlingKind.P2: HandlingKind.L2}.get(one.kind, one.kind)
    _read_months(one, texts.get("months", ""))
    _read_domains(one, texts.get("domains", ""))
    if not one.decided_by or not one.document:
        one.faults.append(("document_missing", "document" if one.decided_by else "decided_by", {}))
    return one


def _read_days(one: SanctionRow, texts: Mapping[str, str], days: Day) -> None:
    for key in ("decided_on", "effective_on"):
        if not texts.get(key):
            if key == "decided_on":
                one.faults.append(("decided_on_missing", key, {}))
            continue
        found = days(key)
        if found is None:
            one.faults.append(("day_unreadable", key, {"value": texts[key][:20]}))
        setattr(one, key, found)
    if not texts.get("effective_on"):  # a decision takes effect on the day it is made
        one.effective_on = one.decided_on


def _read_months(one: SanctionRow, text: str) -> None:
    bare = plain(text).removesuffix("个月").removesuffix("月")
    if bare in ("", "无", "-", "—", "/"):
        return
    if bare.isascii() and bare.isdigit() and len(bare) <= 3:
        one.months = int(bare)
    else:
        one.faults.append(("months_unreadable", "months", {"value": text[:20]}))


def _read_domains(one: SanctionRow, text: str) -> None:
    words = [word for word in _SPLIT.split(text.strip()) if word and word not in ("无", "-", "—")]
    for word in words:
        if word not in DOMAINS:
            one.faults.append(("domain_unknown", "domains", {"domain": word[:20]}))
            return
    one.domains = tuple(dict.fromkeys(DOMAINS[word] for word in words))
