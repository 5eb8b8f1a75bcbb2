"""Looks that leave a trace: at a case, at a report, at who reported."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ethics.errors import refuse
from ethics.models import Case, Report, ReporterIdentity
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.accounts.queries import demand
from kernel.audit.actions import record_look, record_read
from kernel.redact import redacted


def read_case(*, case: Case, by: User, file: UUID | None = None) -> None:
    """Note that somebody looked at a case or took one of its papers."""
    if file is None:
        record_read(by=by, subjects=[case], act="case.read")
    else:
        record_read(by=by, subjects=[case], act="case.file_read", file=str(file))


def read_report(*, report: Report, by: User, file: UUID | None = None) -> None:
    """Note that somebody looked at a report or took one of its files."""
    if file is None:
        record_read(by=by, subjects=[report], act="report.read")
    else:
        record_read(by=by, subjects=[report], act="report.file_read", file=str(file))


@transaction.atomic
def read_identity(*, report: Report, purpose: str, by: User) -> ReporterIdentity:
    """Who reported, for the custodian alone; every single look is a line with its purpose."""
    demand(by, EthicsPermission.IDENTITY, what="查看举报人身份")
    if not purpose.strip():
        raise refuse("look_purpose")
    found: ReporterIdentity = ReporterIdentity.objects.visible_to(by).get(report=report)
    record_look("report.identity_read", by=by, subject=report, purpose=redacted(purpose.strip())[:200])
    return found
