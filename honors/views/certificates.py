"""Pages of certificates: the list, one with its papers and history, the acts on it, downloads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from honors.actions import copies, papers, second, standing
from honors.actions.copies import Correction
from honors.actions.standing import Ground
from honors.choices import CertificateAct as Act
from honors.choices import CertificateStatus
from honors.forms import CorrectForm, ReissueForm, ResumeForm, RevokeForm, ShareForm, SuspendForm
from honors.permissions import HonorPermission as Honor
from honors.queries import certificates as queries
from honors.queries import sharing, signatures
from honors.rules.standing import RENAME, possible
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.web.searching import Search

PER_PAGE = 50
_NOT_WHILE_WAITING = {Act.REISSUED, Act.CORRECTED, Act.REVOKED}
FILTERS = ("q", "year", "school", "threshold", "status")


@dataclass(frozen=True)
class Deed:
    """An act as the page offers it: its form, and what is called with the cleaned values."""

    act: Act
    title: Any
    form: type[forms.Form]
    do: Callable[..., object]
    done: Any
    button: str = "outline-primary"


def _ground(values: dict[str, Any]) -> Ground:
    return Ground(values["reason"], values["document"], values["note"])


DEEDS = {
    "reissue": Deed(
        Act.REISSUED, gettext_lazy("补发证书"), ReissueForm,
        lambda one, by, values: copies.reissue(
            certificate=one, by=by, **{key: values[key] for key in ("reason", "on", "remark")}
        ),
        gettext_lazy("已补发，新证书可以下载；旧证书已被替代。"),
    ),
    "correct": Deed(
        Act.CORRECTED, gettext_lazy("更正证书"), CorrectForm,
        lambda one, by, values: copies.correct(
            certificate=one, by=by, on=values.pop("on"), correction=Correction(**values)
        ),
        gettext_lazy("已受理：只更正单位的，新的一版已制成；更正姓名的，待另一人在本页签署后才制新的一版。"),
    ),
    "suspend": Deed(
        Act.SUSPENDED, gettext_lazy("暂停使用"), SuspendForm,
        lambda one, by, values: standing.suspend(certificate=one, by=by, on=values["on"], ground=_ground(values)),
        gettext_lazy("已暂停，公开核验显示“暂停”。"),
    ),
    "resume": Deed(
        Act.RESUMED, gettext_lazy("恢复使用"), ResumeForm,
        lambda one, by, values: standing.resume(certificate=one, by=by, **values),
        gettext_lazy("已恢复，公开核验显示“有效”。"), "primary",
    ),
    "revoke": Deed(
        Act.REVOKED, gettext_lazy("申请撤销"), RevokeForm,
        lambda one, by, values: standing.ask_revocation(
            certificate=one, by=by, on=values["on"], ground=_ground(values)
        ),
        gettext_lazy("已提交，等待另一人签署；签署前证书状态不变。"), "outline-danger",
    ),
}  # fmt: skip


@requires(Honor.VIEW)
def certificate_list(request: HttpRequest) -> HttpResponse:
    """The certificates of the own units, with filters."""
    user = actor(request)
    search = Search(request, "q")
    if request.method == "POST":
        return search.answer()
    wanted = {key: search.values.get(key, "").replace("\0", "")[:50] for key in FILTERS}
    for key in ("year", "school", "threshold"):
        wanted[key] = wanted[key] if wanted[key].isascii() and wanted[key].isdigit() else ""
    context = {
        "page": Paginator(queries.papers(user, wanted), PER_PAGE).get_page(request.GET.get("page")),
        "wanted": wanted,
        "choices": queries.choices(user),
        "statuses": CertificateStatus.choices,
    }
    return render(request, "honors/certificate_list.html", context)


@requires()
def certificate_detail(request: HttpRequest, number: str) -> HttpResponse:
    """One certificate, for the officers of its unit and for its holder."""
    return _detail(request, number)


@require_POST
@requires(Honor.RUN_ROUND)
def certificate_act(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Do one of the acts; a form that is not complete comes back with what is missing."""
    deed = DEEDS.get(name)
    if deed is None:
        raise Http404
    user, form = actor(request), deed.form(request.POST, auto_id=f"id_{name}_%s")
    one = queries.certificate(user, number)
    if not form.is_valid():
        return _detail(request, number, bound={name: form})
    try:
        deed.do(one, user, dict(form.cleaned_data))
    except RuleBroken as refusal:
        form.add_error(None, refusal.message)
        return _detail(request, number, bound={name: form})
    messages.success(request, deed.done)
    return redirect(one)


@require_POST
@requires(Honor.RUN_ROUND)
def certificate_draw(request: HttpRequest, number: str) -> HttpResponse:
    """Draw a paper that was noted and not drawn."""
    one = queries.certificate(actor(request), number)
    copies.draw_left(certificate=one, by=actor(request))
    return redirect(one)


@require_POST
@requires(Honor.APPROVE)
def certificate_sign(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """The second person agrees, or does not and says why."""
    user, answer = actor(request), request.POST.get("answer", "").replace("\0", "")
    one = queries.certificate(user, number)
    asked = signatures.request(user, one, pk)
    agree = copies.sign_rename if asked.kind == RENAME else standing.sign_revocation
    do = agree if request.POST.get("decision") == "agree" else second.turn_down
    return _tell(request, one, _("已办理。"), do, signature=asked, certificate=one, answer=answer)


@require_POST
@requires(Honor.RUN_ROUND)
def certificate_withdraw(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """Who asked takes the request back."""
    one = queries.certificate(actor(request), number)
    asked = signatures.request(actor(request), one, pk)
    return _tell(request, one, _("已撤回。"), second.take_back, signature=asked)


@requires()
def file(request: HttpRequest, number: str, index: int | None = None) -> HttpResponse:
    """A paper (the one that counts, or a named one), for the holder and for the officers of the unit."""
    user = actor(request)
    copy = queries.paper_to_download(user, number, index)
    response = HttpResponse(papers.hand_out(copy=copy, by=user), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{copy.title}.pdf"'
    return response


def _tell(request: HttpRequest, one: Any, done: str, do: Callable[..., object], **values: Any) -> HttpResponse:
    try:
        do(by=actor(request), **values)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect(one)


def _detail(request: HttpRequest, number: str, bound: dict[str, forms.Form] | None = None) -> HttpResponse:
    user = actor(request)
    one = queries.certificate(user, number)
    papers.note_certificate(certificate=one, by=user)
    all_copies = queries.copies(user, one)
    asked = signatures.requests(user, one)
    holder, ground = queries.is_holder(user, one), queries.ground(user, one)
    context = {
        "certificate": one,
        "copies": all_copies,
        "paper": next((copy for copy in all_copies if copy.index == one.newest), all_copies[-1]),
        "undrawn": any(copy.drawn_at is None for copy in all_copies),
        "history": queries.history(user, one),
        "ground": ground,
        "ground_reason": queries.reason_label(ground) if ground else "",
        "knows": queries.knows_grounds(user, one),
        "is_holder": holder,
        "may_download": holder or user.scope(Honor.DOWNLOAD).holds(one.school.path),
        "may_run": user.scope(Honor.RUN_ROUND).holds(one.school.path),
        "may_sign": user.scope(Honor.APPROVE).holds(one.school.path),
        "requests": [(row, signatures.says(row)) for row in asked],
        "deeds": _deeds(user, one, all_copies, bound or {}, waits=any(row.state == "open" for row in asked)),
        "links": sharing.links(user, one) if holder else [],
        "share_form": ShareForm() if holder and one.status == CertificateStatus.VALID else None,
    }
    return render(request, "honors/certificate_detail.html", context)


def _deeds(
    user: Any, one: Any, all_copies: list[Any], bound: dict[str, forms.Form], *, waits: bool
) -> list[tuple[str, Deed, Any]]:
    """What this person may do with the certificate now, each with its form; a bound one stands open. While something
    waits for its second signature only the standing may change."""
    if not user.scope(Honor.RUN_ROUND).holds(one.school.path):
        return []
    last = next((copy for copy in all_copies if copy.index == one.newest), None)
    initial = {"name": last.name, "school_name": last.school_name} if last else {}
    return [
        (name, deed, bound.get(name) or deed.form(auto_id=f"id_{name}_%s", initial=initial))
        for name, deed in DEEDS.items()
        if (deed.act in possible(one.status) and not (waits and deed.act in _NOT_WHILE_WAITING)) or name in bound
    ]
