"""Reports from outside: received once, followed by their code, asked about, turned into leads."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from ethics.actions.cases import register
from ethics.choices.cases import Channel, ReporterKind, ReportState
from ethics.errors import refuse
from ethics.models import Case, Report, ReporterIdentity, ReportMessage, Supervisor
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.audit.actions import record
from kernel.crypto.seal import findable, lookup_digest
from kernel.files.actions import Upload, kept
from kernel.orgs.models import Organisation

_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
WHY = "a report found by its code or within the caller's scope"


@dataclass(frozen=True)
class Reported:
    """What somebody reports; name and contact are empty where they do not give them."""

    kind: ReporterKind
    text: str
    accused: str = ""
    school: Organisation | None = None
    above_school: bool = False
    name: str = ""
    contact: str = ""
    supervisor_code: str = ""
    files: Sequence[Upload] = ()


def new_code() -> str:
    """Four groups of four signs, 78 random bits; nothing that looks like something else."""
    signs = "".join(secrets.choice(_ALPHABET) for _ in range(16))
    return "-".join(signs[at : at + 4] for at in range(0, 16, 4))


def tidy_code(code: str) -> str:
    """A code as people write it."""
    signs = "".join(sign for sign in code.upper() if sign.isalnum())[:16]
    return "-".join(signs[at : at + 4] for at in range(0, len(signs), 4))


def receive(*, given: Reported, once: str, on: date) -> tuple[Report, str]:
    """Keep a report, all of it or nothing; its row and its code. The code is known to the reporter alone: of a form
    that was sent twice the second sending gets none."""
    if not given.text.strip():
        raise refuse("report_text")
    rows = Report.objects.for_system("a form sent twice").filter(once=once)
    if (known := rows.first()) is not None:
        return known, ""
    code = new_code()
    try:
        with kept(given.files) as stored:
            row = Report.objects.create(
                code_digest=lookup_digest(code), once=once, kind=given.kind, school=given.school,
                above_school=given.above_school, accused=given.accused.strip()[:200],
                text=given.text.strip()[:6000], supervisor=_supervisor(given.supervisor_code, on),
            )  # fmt: skip
            row.files.set(stored)
            if given.name.strip():
                ReporterIdentity.objects.create(
                    report=row, name=given.name.strip()[:50], contact=given.contact.strip()[:100]
                )
            record("report.made", by=None, subject=row, files=len(stored))
    except IntegrityError:
        known = rows.first()
        if known is None:
            raise
        return known, ""
    return row, code


def _supervisor(code: str, on: date) -> Supervisor | None:
    if not code.strip():
        return None
    digests = list(findable([tidy_code(code)]))
    rows = Supervisor.objects.for_system("a supervisor is known by the code").filter(code_digest__in=digests)
    found: Supervisor | None = rows.filter(since_on__lte=on, until_on__gt=on).first()
    if found is None:
        raise refuse("report_code")
    return found


def by_code(code: str) -> Report:
    """The report of a receipt code."""
    digests = list(findable([tidy_code(code)]))
    found: Report | None = Report.objects.for_system(WHY).filter(code_digest__in=digests).first()
    if found is None:
        raise refuse("report_code")
    return found


def add(*, report: Report, text: str, files: Sequence[Upload], once: str) -> ReportMessage:
    """The reporter answers or adds files; nothing more after the end."""
    return _message(report, text, files, once, None)


def ask(*, report: Report, text: str, once: str, by: User) -> ReportMessage:
    """The desk asks the reporter something."""
    found = _of_desk(report, by, "向举报人提问")
    return _message(found, text, (), once, by)


def _message(report: Report, text: str, files: Sequence[Upload], once: str, by: User | None) -> ReportMessage:
    rows = ReportMessage.objects.for_system(WHY).filter(once=once)
    if (known := rows.first()) is not None:
        return known
    with kept(files) as stored:
        now = Report.objects.for_system(WHY).select_for_update(of=("self",)).get(pk=report.pk)
        if now.state in {ReportState.CLOSED, ReportState.REFUSED}:
            raise refuse("report_closed")
        if not (text.strip() or stored):
            raise refuse("message_empty")
        made = ReportMessage(report=now, from_desk=by is not None, text=text.strip()[:3000], by=by, once=once)
        made.save()
        made.files.set(stored)
        if by is None:
            record("report.answered", by=None, subject=now)
        else:
            record("report.asked", by=by, subject=now)
    return made


def _of_desk(report: Report, by: User, label: str) -> Report:
    found: Report = Report.objects.visible_to(by).get(pk=report.pk)
    if not by.holds(EthicsPermission.DESK):
        raise refuse("case_not_yours", move=label)
    return found


@transaction.atomic
def to_lead(*, report: Report, school: Organisation | None, above_school: bool, by: User, on: date) -> Case:
    """A report becomes a lead, with its own number and clock; who reported does not go with it."""
    found = _of_desk(report, by, "转为线索")
    rows = Report.objects.for_system(WHY).select_for_update(of=("self",)).select_related("school")
    now: Report = rows.get(pk=found.pk)
    if now.case_id is not None:
        raise refuse("report_taken")
    place = now.school or school
    if place is None:
        raise refuse("report_school")
    channel = Channel.SUPERVISOR if now.supervisor_id else Channel.REPORT
    case = register(
        channel=channel, school=place, gist=now.text, accused=now.accused, once=f"report-{now.pk}", by=by, on=on,
        above_school=now.above_school or above_school,
    )  # fmt: skip
    Report.objects.for_system(WHY).filter(pk=now.pk).update(case=case, school=place)
    record("report.became_lead", by=by, subject=now, case=case.number)
    return case


@transaction.atomic
def decline(*, report: Report, answer: str, by: User) -> None:
    """A report that is no matter of ethics ends with a reason, which the reporter reads."""
    found = _of_desk(report, by, "不予受理")
    if not answer.strip():
        raise refuse("reason_missing")
    rows = Report.objects.for_system(WHY).filter(pk=found.pk, case=None, state=ReportState.RECEIVED)
    if not rows.update(state=ReportState.REFUSED, answer=answer.strip()[:1000]):
        raise refuse("report_taken")
    record("report.refused", by=by, subject=found)
