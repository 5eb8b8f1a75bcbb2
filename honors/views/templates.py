"""Pages of certificate designs: the list, one, the form with its preview, the moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import templates as actions
from honors.choices import TemplateState
from honors.errors import refuse
from honors.forms import InForceForm, TemplateForm, paper_of
from honors.permissions import HonorPermission as Honor
from honors.queries import templates as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken

if TYPE_CHECKING:
    from honors.models import CertificateTemplate


@requires(Honor.RUN_ROUND, Honor.APPROVE)
def template_list(request: HttpRequest) -> HttpResponse:
    """All designs, and which one is used today."""
    user = actor(request)
    context = {
        "rows": queries.templates(user),
        "in_force": queries.in_force(timezone.now()).items(),
        "may_run": user.holds(Honor.RUN_ROUND),
    }
    return render(request, "honors/template_list.html", context)


@requires(Honor.RUN_ROUND)
def new(request: HttpRequest) -> HttpResponse:
    """The form of a new design."""
    form = TemplateForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.add_template(values=form.values, by=actor(request))
            messages.success(request, _("草稿已保存，请查看样张；由另一人核对后启用。"))
            return redirect(made)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "honors/template_form.html", {"form": form, "template": None})


@requires(Honor.RUN_ROUND)
def edit(request: HttpRequest, template_id: int) -> HttpResponse:
    """The form of a draft."""
    user = actor(request)
    one = queries.template(user, template_id)
    if one.state != TemplateState.DRAFT:
        return redirect(one)
    form = _form(request, one)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_template(template=one, values=form.values, by=user)
            messages.success(request, _("草稿已保存，请查看样张；由另一人核对后启用。"))
            return redirect(one)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    return render(request, "honors/template_form.html", {"form": form, "template": one})


def _form(request: HttpRequest, one: CertificateTemplate) -> TemplateForm:
    initial = {**one.design, "name": one.name, "paper": paper_of(one.design)}
    return TemplateForm(request.POST or None, request.FILES or None, initial=initial, fixed_name=True)


@requires(Honor.RUN_ROUND, Honor.APPROVE)
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    """One design: what it says, its specimen, the next move."""
    user = actor(request)
    one = queries.template(user, template_id)
    is_draft = one.state == TemplateState.DRAFT
    may_approve = user.holds(Honor.APPROVE) and is_draft and user.pk != one.made_by_id
    context = {
        "template": one,
        "drawn": queries.certificates_drawn_with(one),
        "may_edit": user.holds(Honor.RUN_ROUND) and is_draft,
        "may_revise": user.holds(Honor.RUN_ROUND) and not is_draft,
        "may_retire": user.holds(Honor.APPROVE) and one.state == TemplateState.APPROVED,
        "approve_form": _approve_form(one) if may_approve else None,
    }
    return render(request, "honors/template_detail.html", context)


def _approve_form(one: CertificateTemplate) -> InForceForm:
    return InForceForm(initial={"on": timezone.localdate(), "seen": one.stamp})


@requires(Honor.RUN_ROUND, Honor.APPROVE)
def preview(request: HttpRequest) -> HttpResponse:
    """The specimen of the design in the code, or of a form that is not saved yet."""
    if request.method != "POST":
        return _pdf(queries.preview(None))
    base = request.GET.get("of", "")
    one = queries.template(actor(request), int(base)) if base.isascii() and base.isdigit() and len(base) < 10 else None
    form = _form(request, one) if one else TemplateForm(request.POST, request.FILES)
    if not form.is_valid():
        raise refuse("template_incomplete", fields="、".join(_labels(form)))
    return _pdf(queries.preview(queries.drafted(form.values, one)))


def _labels(form: TemplateForm) -> list[str]:
    return [str(form.fields[key].label) for key in form.errors if key in form.fields]


@requires(Honor.RUN_ROUND, Honor.APPROVE)
def specimen(request: HttpRequest, template_id: int) -> HttpResponse:
    """The specimen of a saved design."""
    return _pdf(queries.preview(queries.template(actor(request), template_id)))


def _pdf(body: bytes) -> HttpResponse:
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="specimen.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _moved(request: HttpRequest, template_id: int, done: str, move: Callable[..., Any], **values: Any) -> HttpResponse:
    """Make one move and say what came of it."""
    user = actor(request)
    one = queries.template(user, template_id)
    try:
        after = move(template=one, by=user, **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect(one)
    return redirect(after or (one if move is not actions.discard_template else "template_list"))


@require_POST
@requires(Honor.RUN_ROUND)
def revise(request: HttpRequest, template_id: int) -> HttpResponse:
    """Begin the next version."""
    return _moved(request, template_id, _("已建立新版草稿，请修改后由另一人核对启用。"), actions.revise_template)


@require_POST
@requires(Honor.APPROVE)
def approve(request: HttpRequest, template_id: int) -> HttpResponse:
    """Put a draft in force."""
    form = InForceForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(next(iter(form.errors.values()))[0]))
        return redirect("template", template_id=template_id)
    data = form.cleaned_data
    done = _("已启用，自 %s 起使用。") % data["on"]
    return _moved(request, template_id, done, actions.approve_template, on=data["on"], seen=data["seen"])


@require_POST
@requires(Honor.APPROVE)
def retire(request: HttpRequest, template_id: int) -> HttpResponse:
    """Take a design out of use."""
    return _moved(request, template_id, _("已停用；已发的证书不受影响。"), actions.retire_template)


@require_POST
@requires(Honor.RUN_ROUND)
def discard(request: HttpRequest, template_id: int) -> HttpResponse:
    """Delete a draft."""
    return _moved(request, template_id, _("草稿已删除。"), actions.discard_template)
