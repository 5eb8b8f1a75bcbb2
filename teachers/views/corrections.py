"""Pages of requests for corrections."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts.doors import actor, requires
from kernel.audit.queries import history
from kernel.errors import RuleBroken
from kernel.files.responses import attachment
from teachers.actions import corrections as actions
from teachers.choices import CorrectionKind
from teachers.forms import AnswerForm, NameForm, RemoveForm, ServiceForm
from teachers.queries import corrections as queries
from teachers.queries import register
from teachers.rules.corrections import Entry

PER_PAGE = 50


@requires()
def correction_list(request: HttpRequest) -> HttpResponse:
    """The requests that this person may see: those whose turn it is, or all."""
    user = actor(request)
    mine = queries.my_turn(user)
    turn = request.GET.get("turn", "")
    rows = mine if turn == "mine" else queries.corrections(user)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    own = register.own_record(user)
    context = {"page": page, "turn": turn, "waiting": mine.count(), "own": own}
    return render(request, "teachers/correction_list.html", context)


@requires()
def ask(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """Ask for a correction of somebody's record; ?kind= says of what, ?row= of which service row."""
    user = actor(request)
    person = register.teacher(user, teacher_no)
    if not queries.may_ask(user, person):
        raise Http404
    kind = request.GET.get("kind", CorrectionKind.ADD)
    if kind not in CorrectionKind.values:
        raise Http404
    old = None
    if kind in {CorrectionKind.CHANGE, CorrectionKind.REMOVE}:
        row = request.GET.get("row", "")
        if not row.isdecimal():
            raise Http404
        old = queries.service_row(user, person, int(row))
    form = _form(request, kind, old, person.history_missing)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(_asked(form, kind, old, person, user))
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form, "person": person, "kind": CorrectionKind(kind), "old": old, "is_own": person.user_id == user.pk,
    }  # fmt: skip
    return render(request, "teachers/correction_form.html", context)


def _form(request: HttpRequest, kind: str, old: Entry | None, owed: int) -> Any:
    sent = (request.POST or None, request.FILES or None)
    if kind == CorrectionKind.NAME:
        return NameForm(*sent)
    if kind == CorrectionKind.REMOVE:
        return RemoveForm(*sent)
    known = {}
    if old is not None:
        end = f"{old.end:%Y-%m}" if old.end else ""
        known = {"start": f"{old.start:%Y-%m}", "end": end, "kind": old.kind, "unit": old.unit}
    return ServiceForm(*sent, initial=known, owed=owed)


def _asked(form: Any, kind: str, old: Entry | None, person: Any, user: Any) -> Any:
    given = form.cleaned_data
    why = {"teacher": person, "reason": given["reason"], "files": given["evidence"], "by": user}
    if kind == CorrectionKind.NAME:
        return actions.ask_name(name=given["name"], **why)
    return actions.ask_service(
        old=old, new=form.entry if isinstance(form, ServiceForm) else None, on=timezone.localdate(),
        missing_row=given.get("missing_row", ""), **why,
    )  # fmt: skip


@requires(sensitive=True)
def correction_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: old and new side by side, what it does to the years of teaching, the evidence, the moves."""
    user = actor(request)
    one = queries.correction(user, pk)
    actions.note_look(one=one, by=user)
    before, after, figures = queries.years_now_and_then(user, one, timezone.localdate())
    moves = queries.moves_for(user, one)
    context = {
        "one": one,
        "old": Entry.of_json(one.old) if one.kind != CorrectionKind.NAME else None,
        "new": Entry.of_json(one.new) if one.kind != CorrectionKind.NAME else None,
        "is_name": one.kind == CorrectionKind.NAME,
        "before": before,
        "after": after,
        "figures": figures,
        "moves": moves,
        "form": AnswerForm(auto_id=False),
        "files": queries.evidence(user, one),
        "history": history(user, one, request.GET.get("history")),
    }
    return render(request, "teachers/correction_detail.html", context)


def _moved(request: HttpRequest, pk: int, done: str, move: Callable[..., None], **values: Any) -> HttpResponse:
    """Make one move and say what came of it."""
    user = actor(request)
    one = queries.correction(user, pk)
    try:
        move(one=one, by=user, **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


def _answer(request: HttpRequest) -> str:
    return request.POST.get("answer", "").replace("\0", "")


@require_POST
@requires()
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """The school hands its teacher's request on."""
    return _moved(request, pk, _("已核对，报主管部门审批。"), actions.check, note=_answer(request))


@require_POST
@requires()
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct the register."""
    if not request.POST.get("checked"):
        one = queries.correction(actor(request), pk)
        messages.error(request, _("请先核对证明材料并勾选确认，再审批。"))
        return redirect(one)
    seen = request.POST.get("seen", "")
    done = _("已审批，名册已更正。")
    return _moved(
        request, pk, done, actions.approve, on=timezone.localdate(), seen=seen, answer=_answer(request)
    )  # fmt: skip


@require_POST
@requires()
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not follow the request."""
    return _moved(request, pk, _("已答复申请人。"), actions.refuse_it, answer=_answer(request))


@require_POST
@requires()
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own request back."""
    return _moved(request, pk, _("已撤回。"), actions.withdraw)


@requires()
def file(request: HttpRequest, pk: int, file_id: UUID) -> HttpResponse:
    """A piece of evidence, as a download."""
    user = actor(request)
    one, stored = queries.evidence_file(user, pk, file_id)
    actions.note_file_read(one=one, file=stored, by=user)
    return attachment(stored)
