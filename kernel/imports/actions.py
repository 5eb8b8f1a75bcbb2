"""Receiving, judging, confirming and applying a workbook."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record
from kernel.crypto.seal import seal, unseal
from kernel.errors import RuleBroken
from kernel.imports import desk, returns
from kernel.imports.desk import Judgement, Progress
from kernel.imports.models import ImportRun, ImportState
from kernel.jobs.actions import enqueue

FILE_CONTEXT = "imports.importrun.file"
JUDGE, APPLY = "kernel.imports.tasks.judge", "kernel.imports.tasks.apply"
SHOWN = 500  # rows of each list kept for the preview; the counts are of all


def receive(*, data: bytes, filename: str, kind: str, options: dict[str, bool], by: User) -> ImportRun:
    """Keep an uploaded workbook, sealed, and have it judged. Nothing of the register changes."""
    demand(by, desk.importer(kind).permission, what="导入")
    granted = {key: True for key, (_label, need) in desk.importer(kind).options.items()
               if options.get(key) and by.holds(need)}  # fmt: skip
    with transaction.atomic():
        run = ImportRun.objects.create(
            kind=kind, uploaded_by=by, filename=filename[-200:], digest=hashlib.sha256(data).hexdigest(),
            options=granted,
        )  # fmt: skip
        default_storage.save(run.file_name, ContentFile(seal(data, FILE_CONTEXT)))
        record("import.received", by=by, subject=run, kind=kind, bytes=len(data))
        enqueue(JUDGE, subject_id=run.pk, title=f"核对 {run.filename}"[:100], by=by, next_url=run.get_absolute_url())
    return run


def import_now(
    *, data: bytes, filename: str, kind: str, options: dict[str, bool], by: User, dry_run: bool = False
) -> Judgement:
    """Judge a workbook and write it at once, in this process: the command line's way. A dry run writes nothing."""
    one = desk.importer(kind)
    needed = [one.permission, *(one.options[key][1] for key, chosen in options.items() if chosen)]
    demand(by, *needed, what=f"导入{one.title}")
    judgement = desk.judge(data, filename, one, by=by, options=options, progress=desk.quiet)
    if dry_run:
        return judgement
    now = timezone.now()
    run = ImportRun(kind=kind, uploaded_by=by, filename=filename[-200:], digest=hashlib.sha256(data).hexdigest(),
                    options=options, state=ImportState.APPLYING, counts=judgement.counts,
                    verdict=_verdict(judgement))  # fmt: skip
    run.save()
    default_storage.save(run.file_name, ContentFile(seal(data, FILE_CONTEXT)))
    one.apply(judgement, by=by, on=timezone.localdate(now), source=f"import:{run.pk}", progress=desk.quiet)
    with transaction.atomic():
        run.state, run.applied_at = ImportState.APPLIED, timezone.now()
        run.save(update_fields=["state", "applied_at"])
        record("import.applied", by=by, subject=run, **judgement.counts)
    return judgement


def stored_file(run: ImportRun) -> bytes:
    """The workbook as it was uploaded."""
    with default_storage.open(run.file_name) as sealed:
        return unseal(sealed.read(), FILE_CONTEXT)


def judge(*, run: ImportRun, by: User, progress: Progress) -> None:
    """Judge a received workbook and keep the verdict for the preview."""
    try:
        judgement = _judged(run, by, progress)
    except RuleBroken as refusal:
        with transaction.atomic():
            run.state, run.problem = ImportState.REFUSED, refusal.message
            run.save(update_fields=["state", "problem"])
            record("import.refused", by=by, subject=run, code=refusal.code)
        return
    with transaction.atomic():
        run.counts, run.verdict = judgement.counts, _verdict(judgement)
        if not ImportRun.objects.for_system("state").filter(pk=run.pk, state=ImportState.RECEIVED).exists():
            return  # dropped or judged meanwhile
        run.state = ImportState.JUDGED if run.has_changes else ImportState.NOTHING
        run.save(update_fields=["state", "counts", "verdict"])
        record("import.judged", by=by, subject=run, **judgement.counts)


def _judged(run: ImportRun, by: User, progress: Progress) -> Judgement:
    one = desk.importer(run.kind)
    demand(by, one.permission, *(one.options[key][1] for key in run.options), what=f"导入{one.title}")
    return desk.judge(stored_file(run), run.filename, one, by=by, options=run.options, progress=progress)


def _verdict(judgement: Judgement) -> dict[str, Any]:
    return {
        "refusals": [vars(one) for one in judgement.refusals],
        "reasons": Counter(one.column for one in judgement.refusals).most_common(),
        "arrivals": [vars(one) for one in judgement.arrivals[:SHOWN]],
        "set_aside": judgement.set_aside,
        "changes": [vars(one) for one in judgement.changes[:SHOWN]],
        "notes": judgement.notes[:SHOWN],
        "remaining": judgement.remaining[:SHOWN],
        "ignored_columns": judgement.ignored_columns,
        "header_rows": judgement.header_rows,
    }


def confirm(*, run: ImportRun, by: User) -> None:
    """Start writing a judged workbook; RuleBroken when it is not waiting for that."""
    with transaction.atomic():
        moved = ImportRun.objects.visible_to(by).filter(pk=run.pk, state=ImportState.JUDGED)
        if not moved.update(state=ImportState.APPLYING):
            raise RuleBroken("import_not_waiting", "这份文件已经确认或已放弃，请刷新页面查看当前状态。")
        record("import.confirmed", by=by, subject=run)
        enqueue(APPLY, subject_id=run.pk, title=f"写入 {run.filename}"[:100], by=by, next_url=run.get_absolute_url())


def drop(*, run: ImportRun, by: User) -> None:
    """Give up a judged workbook: nothing of it is written."""
    with transaction.atomic():
        moved = ImportRun.objects.visible_to(by).filter(pk=run.pk, state=ImportState.JUDGED)
        if not moved.update(state=ImportState.DROPPED):
            raise RuleBroken("import_not_waiting", "这份文件已经确认或已放弃，请刷新页面查看当前状态。")
        record("import.dropped", by=by, subject=run)


def hand_back(*, run: ImportRun, reasons: dict[str, dict[int, str]], by: User) -> bytes:
    """The refused rows as a workbook. It holds what was uploaded in clear, so the download is noted."""
    if run.verdict is None:
        raise RuleBroken("import_not_judged", "这份文件没有核对结果，没有可下载的退回行。")
    record("import.refused_downloaded", by=by, subject=run, rows=sum(map(len, reasons.values())))
    return returns.refused_workbook(stored_file(run), run.filename, reasons, run.verdict.get("header_rows"))


def retry(*, run: ImportRun, by: User) -> None:
    """Take up work that ended in an unexpected error; what is written already is found unchanged."""
    task = {ImportState.RECEIVED: JUDGE, ImportState.APPLYING: APPLY}.get(ImportState(run.state))
    if task is None:
        raise RuleBroken("import_not_waiting", "这份文件没有中断的处理，请刷新页面查看当前状态。")
    with transaction.atomic():
        record("import.retried", by=by, subject=run)
        enqueue(task, subject_id=run.pk, title=f"继续处理 {run.filename}"[:100], by=by, next_url=run.get_absolute_url())


def apply(*, run: ImportRun, by: User, progress: Progress) -> None:
    """Judge once more, since the register may have moved, and write. Begun anew after a crash it goes on: what is
    written already is found unchanged."""
    if run.state != ImportState.APPLYING:  # a late message of a run that ended otherwise
        return
    judgement = _judged(run, by, progress)
    one = desk.importer(run.kind)
    one.apply(judgement, by=by, on=timezone.localdate(), source=f"import:{run.pk}", progress=progress)
    with transaction.atomic():
        # The preview's changes stay: they tell what this run changed, also where a second start found it done.
        preview = run.verdict or {}
        verdict = {**_verdict(judgement), **{key: preview.get(key, []) for key in ("changes", "arrivals")}}
        if any(judgement.counts.get(key) for key in ("created", "updated", "service_only")):
            run.counts = judgement.counts  # not those of the preview; a second start after a crash keeps the first ones
        run.state, run.applied_at, run.verdict = ImportState.APPLIED, timezone.now(), verdict
        run.save(update_fields=["state", "applied_at", "verdict", "counts"])
        record("import.applied", by=by, subject=run, **run.counts)
