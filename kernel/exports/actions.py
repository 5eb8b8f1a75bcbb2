"""An export from its asking to the deletion of its file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from kernel.accounts.actions import command_line_actor
from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.errors import RuleBroken
from kernel.exports.desk import Exporter, Options, Progress, Seen, Taken, both, exporter
from kernel.exports.errors import PROBLEMS
from kernel.exports.models import Export, ExportSequence, ExportState
from kernel.exports.permissions import ExportPermission
from kernel.exports.queries import scope_words, top_unit
from kernel.files.actions import discard, kept, read
from kernel.files.content import Judged
from kernel.grades import HIGHEST
from kernel.jobs.actions import enqueue
from kernel.orgs.queries import city
from kernel.orgs.scoping import Scope
from kernel.signoff import actions as signoff
from kernel.signoff.models import Signature
from kernel.signoff.queries import open_on
from kernel.workbooks import XLSX, Stamp, workbook

MAKE = "kernel.exports.tasks.make"
SIGNED_AS = "export"


@override(settings.LANGUAGE_CODE)  # what is kept is kept in the language of the house
def ask(*, kind: str, options: Options, by: User, reason: str = "", file_name: str = "") -> Export:
    """Ask for a list. A small one is made at once or by a worker; a large one, and any with a column of the highest
    grade, waits for a second person. Its scope is fixed now."""
    one = exporter(kind)
    demand(by, one.permission, what="导出")
    scope = by.scope(one.permission)
    rows, grade = one.count(options, by, scope), one.grade(options)
    needs_approval = rows > settings.EXPORT_APPROVAL_ROWS or grade == HIGHEST
    at_once = one.at_once and not needs_approval
    unit = top_unit(scope)
    with transaction.atomic():
        export: Export = Export.objects.create(
            number=_next_number(), kind=kind, title=one.title(options)[:100], asked_by=by, unit=unit,
            paths=list(scope.paths), scope_words=scope_words(scope)[:200], options=dict(options),
            filters=one.filters(options, by), reason=reason.strip()[:300] or one.title(options), rows=rows,
            grade=grade, needs_approval=needs_approval, file_name=(file_name or f"{one.title(options)}.xlsx")[-120:],
            state=ExportState.WAITING if needs_approval else ExportState.MAKING,
        )  # fmt: skip
        record("export.asked", by=by, subject=export, kind=kind, rows=rows, grade=grade)
        if needs_approval:
            signoff.ask(kind=SIGNED_AS, subject=export, reason=export.reason, by=by, rows=rows)
        elif not at_once:
            _enqueue(export)
    if at_once:
        make(export=export, by=by)
    return export


def _next_number() -> str:
    """The next number of the year; the row of the year is locked until the export is written, so that none is lost."""
    year = timezone.localdate().year
    ExportSequence.objects.bulk_create([ExportSequence(year=year)], ignore_conflicts=True)
    row = ExportSequence.objects.select_for_update().get(year=year)
    row.last += 1
    row.save(update_fields=["last"])
    return f"DC-{year}-{row.last:06d}"


def _enqueue(export: Export) -> None:
    enqueue(
        MAKE, subject_id=export.pk, title=f"导出 {export.title}"[:100], by=export.asked_by,
        next_url=export.get_absolute_url(),
    )  # fmt: skip


@transaction.atomic
def approve(*, export: Export, by: User, answer: str = "") -> None:
    """The second person agrees: the file is made."""
    signature = _to_decide(export, by)
    signoff.sign(signature=signature, by=by, answer=answer)
    _move(export, ExportState.WAITING, state=ExportState.MAKING, approved_by=by)
    record("export.approved", by=by, subject=export, rows=export.rows)
    _enqueue(export)


@transaction.atomic
def refuse(*, export: Export, by: User, answer: str) -> None:
    """The second person does not agree, and says why."""
    signature = _to_decide(export, by)
    signoff.refuse(signature=signature, by=by, answer=answer)
    _move(export, ExportState.WAITING, state=ExportState.REFUSED)
    record("export.refused", by=by, subject=export)


@transaction.atomic
def withdraw(*, export: Export, by: User) -> None:
    """Who asked no longer wants it."""
    signature = open_on(SIGNED_AS, export)
    if signature is None:
        raise RuleBroken("export_not_waiting", "这项导出不在待审批状态，请刷新页面查看当前状态。")
    signoff.withdraw(signature=signature, by=by)
    _move(export, ExportState.WAITING, state=ExportState.WITHDRAWN)
    record("export.withdrawn", by=by, subject=export)


def _to_decide(export: Export, by: User) -> Signature:
    if not by.scope(ExportPermission.APPROVE).holds(export.unit.path):
        raise RuleBroken("export_not_yours", "这项导出不在您的审批范围内，请由有权限的人员审批。")
    signature = open_on(SIGNED_AS, export)
    if signature is None:
        raise RuleBroken("export_not_waiting", "这项导出不在待审批状态，请刷新页面查看当前状态。")
    return signature


def make(*, export: Export, by: User, progress: Progress = lambda _done, _total: None) -> None:
    """Write the file, within what was asked for and what the person may still see today. Begun anew, it is written
    anew; of an export that ended meanwhile nothing is written."""
    if export.state != ExportState.MAKING:
        return
    one = exporter(export.kind)
    within = both(Scope(tuple(export.paths)), by.scope(one.permission))
    if not within:
        _fail(export, "grant_ended")
        return
    now = timezone.now()
    people: list[Any] = []
    data, rows = _drawn(export, one, by, within, progress, people.extend, now)
    if rows > settings.EXPORT_APPROVAL_ROWS and not export.needs_approval:
        _fail(export, "grown")
        return
    with kept([Judged(export.file_name, data, XLSX, data)]) as (stored,):
        _move(
            export, ExportState.MAKING, state=ExportState.READY, file=stored, rows=rows, size=len(data), made_at=now,
            digest=hashlib.sha256(data).hexdigest(), expires_at=now + timedelta(days=settings.EXPORT_DAYS),
        )  # fmt: skip
        record("export.made", by=by, subject=export, rows=rows, digest=export.digest)
        one.note(Taken(export.options, export.number, export.title, export.reason, rows, people), by)


@override(settings.LANGUAGE_CODE)  # a workbook is filed: whoever asks, it is in the language of the house
def _drawn(
    export: Export, one: Exporter, by: User, within: Scope, progress: Progress, seen: Seen, now: datetime
) -> tuple[bytes, int]:
    counted = 0

    def counting(rows: Iterable[Any]) -> Iterator[Any]:
        nonlocal counted
        for row in rows:
            counted += 1
            yield row

    def lines() -> Iterator[tuple[str, str]]:  # read when the list is written, so that the count is that of the list
        yield from _lines(export, by, at, counted)

    at = timezone.localtime(now)
    (title, head, rows), *others = one.tables(export.options, by, within, progress, seen)
    stamp = Stamp(export.number, str(by), at, export.title, _("导出说明"), (_("项目"), _("内容")), lines())
    return workbook((title, head, counting(rows)), *others, stamp=stamp), counted


def _lines(export: Export, by: User, at: datetime, rows: int) -> tuple[tuple[str, str], ...]:
    """The sheet that says what the workbook is and how it is to be used."""
    return (
        (_("导出编号"), export.number), (_("名称"), export.title), (_("导出人"), f"{by}（{by.username}）"),
        (_("生成时间"), f"{at:%Y-%m-%d %H:%M}"), (_("数据范围"), export.scope_words),
        (_("筛选条件"), export.filters or _("无")), (_("用途"), export.reason), (_("行数"), str(rows)),
        (_("最高数据级别"), export.grade), (_("审批人"), str(export.approved_by or _("无须审批"))),
        (_("使用要求"), _("本文件含个人信息，限所述用途使用，不得转发、公开；用毕删除。下载、审批均已留痕。")),
    )  # fmt: skip


def _fail(export: Export, code: str) -> None:
    with transaction.atomic():
        _move(export, ExportState.MAKING, state=ExportState.FAILED, problem=PROBLEMS[code])
        record("export.failed", by=export.asked_by, subject=export, code=code)


def hand_out(*, export: Export, by: User) -> bytes:
    """The file, for who asked for it and may still see what is in it; counted and noted."""
    if export.asked_by_id != by.pk:
        raise RuleBroken("export_not_own", "导出的文件只能由申请人下载。")
    if export.state != ExportState.READY or export.file is None:
        raise RuleBroken("export_not_ready", "文件尚未生成或已按期删除，请重新申请导出。")
    mine = by.scope(exporter(export.kind).permission)
    if not all(map(mine.holds, export.paths)):
        raise RuleBroken("export_scope_lost", "导出时的授权范围已经变动，这份文件不能再下载，请按现有权限重新导出。")
    with transaction.atomic():
        _rows("counted by who downloads").filter(pk=export.pk).update(downloads=F("downloads") + 1)
        record("export.downloaded", by=by, subject=export, rows=export.rows, digest=export.digest)
    return read(export.file)


def expire() -> int:
    """Delete the files whose days are over, and end the requests that nobody decided for as long; how many. For
    ``CHORES``."""
    now, ended = timezone.now(), 0
    long_ago = now - timedelta(days=settings.EXPORT_DAYS)
    for export in _rows("requests that nobody decided").filter(state=ExportState.WAITING, asked_at__lte=long_ago):
        with suppress(RuleBroken), transaction.atomic():  # somebody decides it this very moment
            _move(export, ExportState.WAITING, state=ExportState.FAILED, problem=PROBLEMS["undecided"])
            if signature := open_on(SIGNED_AS, export):
                signoff.lapse(signature=signature, by=command_line_actor(city()))
            record("export.failed", by=command_line_actor(city()), subject=export, code="undecided")
            ended += 1
    for export in _rows("files whose days are over").filter(state=ExportState.READY, expires_at__lte=now):
        with transaction.atomic():
            stored = export.file
            _move(export, ExportState.READY, state=ExportState.EXPIRED, file=None)
            if stored is not None:
                discard(stored)
        ended += 1
    return ended


def _move(export: Export, source: ExportState, **values: Any) -> None:
    if not _rows("one export, by its key").filter(pk=export.pk, state=source).update(**values):
        raise RuleBroken("export_moved", "这项导出的状态已经变化，请刷新页面查看。")
    for key, value in values.items():
        setattr(export, key, value)


def _rows(reason: str) -> Any:
    return Export.objects.for_system(reason)
