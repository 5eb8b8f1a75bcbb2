"""Reads of the import desk: one's own workbooks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from kernel.accounts.models import User
from kernel.imports.desk import importers_for
from kernel.imports.models import ImportRun, ImportState
from kernel.notices import Waiting


def runs(user: User) -> list[ImportRun]:
    """The newest hundred of the person's workbooks."""
    return list(ImportRun.objects.visible_to(user).defer("verdict").order_by("-uploaded_at")[:100])


def run(user: User, run_id: UUID | str) -> ImportRun:
    """One of the person's workbooks; DoesNotExist for a neighbour's."""
    found: ImportRun = ImportRun.objects.visible_to(user).get(pk=run_id)
    return found


def refused_rows(one: ImportRun) -> dict[str, dict[int, str]]:
    """Sheet -> row -> all reasons, for the workbook that goes back."""
    found: dict[str, dict[int, str]] = {}
    verdict: dict[str, Any] = one.verdict or {}
    for refusal in verdict.get("refusals", []):
        found.setdefault(refusal["sheet"], {})[refusal["row"]] = " ".join(refusal["reasons"])
    for sheet, row, why in verdict.get("set_aside", []):
        found.setdefault(sheet, {})[row] = why
    return found


def waiting(user: User) -> list[Waiting]:
    """Workbooks that were judged and wait for a yes."""
    if not importers_for(user):
        return []
    waiting_runs = ImportRun.objects.visible_to(user).filter(state=ImportState.JUDGED).defer("verdict")
    return [
        Waiting(
            title=_("确认导入：%s") % one.filename,
            detail=_("核对完毕：新增 %(created)s 人，更新 %(updated)s 人，退回 %(refused)s 行。")
            % {key: one.counts.get(key, 0) for key in ("created", "updated", "refused")},
            url=reverse("import_run", args=[one.pk]),
            action=_("查看并确认"),
        )
        for one in waiting_runs.order_by("-uploaded_at")[:20]
    ]
