"""Objections to facts of portraits, and decisions that were made with one on the desk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

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
from teachers.actions import disputes as actions
from teachers.actions import portrait_uses as uses
from teachers.actions.access import note_read
from teachers.forms import DecideForm, DisputeForm, SettleForm
from teachers.permissions import TeacherPermission
from teachers.queries import portraits as queries
from teachers.queries.portrait_words import told

PER_PAGE = 50


def _text(request: HttpRequest, name: str) -> str:
    return request.POST.get(name, "").replace("\0", "")


@requires()
def ask(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """Object to a fact of the own portrait; ?fact= says to which."""
    user = actor(request)
    portrait = queries.newest(user, teacher_no)
    name = request.GET.get("fact", "")
    fact = next((one for one in portrait.told if one.name == name), None)
    if portrait.teacher.user_id != user.pk or fact is None:
        raise Http404
    form = DisputeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.dispute(portrait=portrait, fact_name=name, reason=form.cleaned_data["reason"], by=user)
            messages.success(request, _("已提交，由来源单位核实答复。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "portrait": portrait, "fact": fact, "told": told(fact)}
    return render(request, "teachers/dispute_form.html", context)


@requires()
def dispute_list(request: HttpRequest) -> HttpResponse:
    """The objections that this person answers or made."""
    page = Paginator(queries.disputes(actor(request)), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "teachers/dispute_list.html", {"page": page})


@requires(sensitive=True)
def dispute_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One objection: the fact as it was, what the person says, where the source is, the answer."""
    user = actor(request)
    one = queries.dispute(user, pk)
    note_read(people=[one.teacher], by=user, act="dispute.read", dispute=one.pk)
    may_answer = queries.may_answer(user, one)
    context = {
        "one": one, "may_answer": may_answer, "form": SettleForm() if may_answer else None,
        "source": queries.source_page(one), "history": history(user, one, request.GET.get("history")),
        "after": queries.told_of(one.value_after), "is_mine": one.asked_by_id == user.pk,
    }  # fmt: skip
    return render(request, "teachers/dispute_detail.html", context)


def _done(request: HttpRequest, done: str, target: Any, move: Callable[..., Any], **values: Any) -> HttpResponse:
    """Make one move and say what came of it."""
    try:
        move(by=actor(request), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(target)


@require_POST
@requires()
def settle(request: HttpRequest, pk: int) -> HttpResponse:
    """Who keeps the source answers."""
    one = queries.dispute(actor(request), pk)
    corrected = request.POST.get("outcome") == "corrected"
    done = _("已登记，画像已按来源重新计算。") if corrected else _("已答复教师本人。")
    answer = _text(request, "answer")
    return _done(
        request, done, one, actions.settle, one=one, corrected=corrected, answer=answer, on=timezone.localdate()
    )


@require_POST
@requires()
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own objection back."""
    one = queries.dispute(actor(request), pk)
    return _done(request, _("已撤回。"), one, actions.withdraw, one=one)


@require_POST
@requires(TeacherPermission.PORTRAIT)
def decide(request: HttpRequest, teacher_no: str) -> HttpResponse:
    """Note what was decided with the portrait on the desk."""
    portrait = queries.newest(actor(request), teacher_no)
    form = DecideForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    return _done(
        request, _("已登记：决定由您作出，画像只作参考。"), redirect("portrait", teacher_no).url, uses.decide,
        portrait=portrait, purpose=given.get("purpose", ""), decision=given.get("decision", ""),
        confirmed=given.get("confirmed", False), on=timezone.localdate(),
    )  # fmt: skip


@requires(TeacherPermission.PORTRAIT)
def use_list(request: HttpRequest) -> HttpResponse:
    """What was decided about people of one's units with a portrait on the desk; those to look at again first."""
    user = actor(request)
    waiting = list(queries.to_review(user)[:PER_PAGE])
    page = Paginator(queries.uses(user), PER_PAGE).get_page(request.GET.get("page"))
    people = {one.teacher_id: one.teacher for one in (*waiting, *page.object_list)}
    note_read(people=list(people.values()), by=user, act="portrait_use.read")
    return render(request, "teachers/portrait_uses.html", {"page": page, "waiting": waiting})


@require_POST
@requires(TeacherPermission.PORTRAIT)
def review(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a decision again."""
    one = queries.use(actor(request), pk)
    conclusion = _text(request, "conclusion")
    return _done(request, _("已登记复核结论。"), "portrait_uses", uses.review, use=one, conclusion=conclusion)
