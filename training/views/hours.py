"""Hours of a person: the own page, that of somebody in one's units, one entry, the transcript."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from kernel.accounts.doors import actor, requires
from kernel.exports.actions import ask
from kernel.exports.responses import answer
from kernel.files.responses import as_download
from kernel.workbooks import XLSX
from training.actions import hours_papers as papers
from training.forms.hours import HourReasonForm, UnitForm
from training.permissions import TrainingPermission as Training
from training.queries import hours as queries
from training.queries.hours import HourSheet
from training.rules.hours_pictures import dial, pace_chart


def _cycle(request: HttpRequest) -> int | None:
    form = UnitForm(request.GET)
    if not form.is_valid():
        raise Http404
    found: int | None = form.cleaned_data["cycle"]
    return found


def _context(found: HourSheet) -> dict[str, object]:
    """The sheet with its pictures."""
    place = found.standing
    return {
        "sheet": found,
        "dial": dial(due=place.due, higher=found.account.higher, counted=found.account.counted,
                     pending=found.pending, pace=place.pace),
        "chart": pace_chart(
            first_year=found.cycle.first_year, last_year=found.cycle.last_year,
            months_before=found.cycle.months - found.months, due=place.due, by_year=found.account.by_year,
            months_now=found.cycle.months - found.months + found.months_gone,
            expected=[(one.year, one.expected) for one in found.years],
        ),
    }  # fmt: skip


@requires()
def mine(request: HttpRequest) -> HttpResponse:
    """The own hours: the dial, what is due, the pace, every entry with its arithmetic."""
    found = queries.own_sheet(actor(request), timezone.localdate(), _cycle(request))
    context = {"sheet": None} if found is None else _context(found)
    return render(request, "training/hours_mine.html", {**context, "is_own": True})


@requires()
def sheet(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """The hours of somebody in one's units, or one's own."""
    user = actor(request)
    found = _sheet(request, teacher_no)
    context = {**_context(found), "is_own": found.teacher.user_id == user.pk}
    return render(request, "training/hours_mine.html", context)


def _sheet(request: HttpRequest, teacher_no: str) -> HourSheet:
    return queries.sheet_of(actor(request), teacher_no, timezone.localdate(), _cycle(request))


@requires()
def entry(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry of the ledger: its arithmetic, its evidence, its way, and what this person may do with it."""
    page = queries.entry_page(actor(request), entry_id, timezone.localdate())
    return render(request, "training/hour_entry.html", {"page": page, "form": HourReasonForm()})


@requires()
def transcript(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """The transcript of a cycle as a PDF."""
    user = actor(request)
    found = _sheet(request, teacher_no)
    response = HttpResponse(papers.transcript(sheet=found, by=user), content_type="application/pdf")
    response["Content-Disposition"] = as_download(f"培训学时证明-{found.teacher.name}-{found.cycle}.pdf")
    response["Cache-Control"] = "private, no-store"
    return response


@requires()
def workbook(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """The transcript as a workbook: the own one at once, anybody else's as a numbered export."""
    user = actor(request)
    found = _sheet(request, teacher_no)
    name = f"培训学时-{found.teacher.name}-{found.cycle}.xlsx"
    if found.teacher.user_id == user.pk:
        response = HttpResponse(papers.own_workbook(sheet=found), content_type=XLSX)
        response["Content-Disposition"] = as_download(name)
        response["Cache-Control"] = "private, no-store"
        return response
    if not user.holds(Training.EXPORT):
        raise Http404
    options = {"teacher_no": teacher_no, "name": found.teacher.name, "cycle": found.cycle.first_year,
               "rows": len(found.rows)}  # fmt: skip
    return answer(ask(kind="hours_transcript", options=options, by=user, file_name=name), user)
