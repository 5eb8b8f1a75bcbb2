"""Hours out of a workbook: what an officer brings, begun where that officer's word takes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record_each
from training.actions.hours_ledger import Draft, put
from training.choices import HourMoveName, HourSource, HourState
from training.errors import SENTENCES
from training.models import HourEntry
from training.permissions import TrainingPermission
from training.queries.hours_import import Person
from training.queries.hours_rules import rule_book
from training.rules.hours_entry import shown
from training.rules.hours_moves import asks_district
from training.rules.hours_rows import HoursRow


@transaction.atomic
def bring(*, rows: Sequence[tuple[HoursRow, Person]], by: User, on: date) -> None:
    """Write judged rows: a school's word approves its own level and passes the others on to the district; who stands
    above the school approves all."""
    demand(by, TrainingPermission.IMPORT_HOURS, what="导入学时")
    book, drafts = rule_book(), []
    for row, person in rows:
        assert row.started_on is not None
        assert row.ended_on is not None
        basis = SENTENCES["basis_import"].format(hours=shown(row.tenths), minutes=book.caps(row.ended_on).minutes)
        state = HourState.APPROVED if person.decides_above or not asks_district(row.level) else HourState.CHECKED
        drafts.append(
            Draft(
                person.pk, HourSource.IMPORT, row.title, row.kind, row.level, row.mode, row.tenths, row.started_on,
                row.ended_on, basis, row.key(person.pk), certificate_no=row.certificate_no, attempt=row.attempt,
                state=state,
            )
        )  # fmt: skip
    if not drafts:
        return
    entries = put(drafts=drafts, name=HourMoveName.IMPORT, by=by, on=on)
    details = {one.pk: {"title": one.title, "hours": shown(one.tenths)} for one in entries}
    record_each("hours.imported", by=by, subject=HourEntry, details=details)
