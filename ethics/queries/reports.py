"""Reports within the desk's scope; what the reporter reads by the code; the custodian's list."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from ethics.choices.cases import ReportState
from ethics.models import Report, ReporterIdentity, ReportMessage
from kernel.accounts.models import User
from kernel.files.models import StoredFile

WHY = "belongs to a report that a scoped query or its code found"


def reports(user: User, state: str = "") -> QuerySet[Report]:
    """Reports that this person's desk keeps, the newest first."""
    rows: QuerySet[Report] = Report.objects.visible_to(user).select_related("school", "case")
    if state in ReportState.values:
        rows = rows.filter(state=state)
    return rows.order_by("-made_at", "-pk")


def report(user: User, pk: int) -> Report:
    """One; DoesNotExist for a neighbour's."""
    found: Report = reports(user).select_related("supervisor").get(pk=pk)
    return found


def messages(row: Report) -> list[ReportMessage]:
    """What was written to and fro."""
    rows = ReportMessage.objects.for_system(WHY).filter(report=row)
    return list(rows.select_related("by").prefetch_related("files").order_by("pk"))


def file_of(user: User, pk: int, file_id: UUID) -> StoredFile:
    """A file of a report or of what was added to it."""
    row = report(user, pk)
    added = ReportMessage.objects.for_system(WHY).filter(report=row).values("files")
    own = Report.files.through.objects.filter(report=row).values("storedfile_id")
    rows = StoredFile.objects.filter(pk__in=own) | StoredFile.objects.filter(pk__in=added)
    found: StoredFile = rows.get(pk=file_id)
    return found


def waiting(user: User) -> int:
    """How many reports wait for the desk."""
    return reports(user, ReportState.RECEIVED).filter(case=None).count()


def with_identity(user: User) -> list[Report]:
    """For the custodian: reports with a name behind them; neither text nor name."""
    kept = ReporterIdentity.objects.visible_to(user).values("report_id")
    rows = Report.objects.for_system("the custodian sees that there is a name").filter(pk__in=kept)
    return list(rows.select_related("school").defer("text", "accused", "answer").order_by("-made_at", "-pk")[:200])


def named_report(user: User, pk: int) -> Report:
    """One of those."""
    kept = ReporterIdentity.objects.visible_to(user).values("report_id")
    rows = Report.objects.for_system("the custodian sees that there is a name").filter(pk__in=kept)
    found: Report = rows.select_related("school").defer("text", "accused", "answer").get(pk=pk)
    return found


def has_name(row: Report) -> bool:
    """Whether a name stands behind it; the name itself is the custodian's."""
    return bool(ReporterIdentity.objects.for_system("whether there is one").filter(report=row).exists())


def of_code(pk: int) -> Report:
    """The report whose code this browser showed."""
    found: Report = Report.objects.for_system("its code was given").select_related("school").get(pk=pk)
    return found
