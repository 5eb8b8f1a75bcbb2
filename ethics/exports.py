"""What ethics gives out as workbooks: a batch of queries for the authority's platform."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ethics.actions.asking import note_batch_taken
from ethics.choices.clearance import SubjectKind
from ethics.permissions import EthicsPermission
from ethics.queries.clearance import batch_rows
from ethics.rules.clearance import catalogue
from kernel.accounts.models import User
from kernel.exports.desk import Options, Progress, Seen, Taken
from kernel.orgs.choices import SchoolStage
from kernel.orgs.scoping import Scope
from kernel.workbooks import Table

HEAD = [
    "序号",
    "姓名",
    "身份证件号",
    "查询对象",
    "查询内容",
    "用人单位",
    "授权日期",
    "查询结果",
    "查询日期",
    "平台编号",
]


class ClearanceBatchList:
    """准入查询批次: ID numbers in clear, hence two people for each; the last columns are for the answer."""

    permission: str = EthicsPermission.SEND_CLEARANCE
    at_once = False

    def title(self, options: Options) -> str:
        return f"准入查询批次 {options['number']}"

    def grade(self, options: Options) -> str:
        return "L4"

    def filters(self, options: Options, user: User) -> str:
        return self.title(options)

    def count(self, options: Options, user: User, within: Scope) -> int:
        return batch_rows(user, options["batch"]).filter(within.q("unit__path")).count()

    def tables(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> list[Table]:
        return [("准入查询", HEAD, self._rows(options, user, within, progress, seen))]

    def _rows(self, options: Options, user: User, within: Scope, progress: Progress, seen: Seen) -> Iterator[list[Any]]:
        rows = list(batch_rows(user, options["batch"]).filter(within.q("unit__path")).defer("detail", "handling"))
        for place, one in enumerate(rows, start=1):
            is_kindergarten = one.unit.stage == SchoolStage.PRESCHOOL
            what = "、".join(catalogue(one.subject, is_kindergarten=is_kindergarten))
            kind = str(SubjectKind(one.subject).label)
            yield [place, one.name, one.id_number, kind, what, one.unit.name, str(one.authorised_on), "", "", ""]
        seen(one.teacher for one in rows if one.teacher is not None)
        progress(len(rows), len(rows))

    def note(self, taken: Taken, user: User) -> None:
        """Everybody in the batch was looked at."""
        note_batch_taken(people=taken.people, number=taken.number, by=user)
