"""Pages on which a lost way in is given back: on the page of the account, and the request that another one signs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from kernel.access.actions import resets as actions
from kernel.access.choices import Reset
from kernel.access.permissions import AccessPermission
from kernel.access.queries import resets as queries
from kernel.access.queries.accounts import account
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken

SIGNERS = (AccessPermission.ACCOUNTS, AccessPermission.SIGN)


@require_POST
@requires(AccessPermission.ACCOUNTS)
def unlock(request: HttpRequest, pk: int) -> HttpResponse:
    """Lift the lock of an account."""
    user = actor(request)
    one = account(user, pk)
    try:
        actions.unlock(user=one, by=user)
        messages.success(request, _("已解除锁定，本人可以重新登录。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("account_detail", pk=pk)


@require_POST
@never_cache
@requires(AccessPermission.ACCOUNTS)
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new initial password; the slip is the answer and is never shown again."""
    return _reset(request, pk, Reset.PASSWORD)


@require_POST
@requires(AccessPermission.ACCOUNTS)
def factors(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the second factors away."""
    return _reset(request, pk, Reset.FACTORS)


def _reset(request: HttpRequest, pk: int, what: Reset) -> HttpResponse:
    user = actor(request)
    one = account(user, pk)
    try:
        made = actions.reset(user=one, what=what, reason=_words(request, "reason"), by=user)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect("account_detail", pk=pk)
    if not isinstance(made, str):
        messages.success(request, _("已提交，须由另一名系统管理员或安全管理员签署后生效。"))
        return redirect("reset_request", pk=made.pk)
    if made:
        return render(request, "access/password_slip.html", {"account": one, "password": made})
    messages.success(request, _("第二因素已重置，本人下次登录时重新登记。"))
    return redirect("account_detail", pk=pk)


@requires()
def reset_request(request: HttpRequest, pk: int) -> HttpResponse:
    """One request."""
    return render(request, "access/reset_request.html", {"one": queries.reset_request(actor(request), pk)})


@require_POST
@never_cache
@requires(*SIGNERS)
def sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Agree; it is done, and the slip of a new password goes to who signs."""
    user = actor(request)
    one = queries.reset_request(user, pk)
    if not request.POST.get("checked"):
        messages.error(request, _("请先核对并勾选确认，再签署。"))
        return redirect("reset_request", pk=pk)
    try:
        made = actions.sign(signature=one.signature, user=one.person, by=user)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect("reset_request", pk=pk)
    if made:
        return render(request, "access/password_slip.html", {"account": one.person, "password": made})
    messages.success(request, _("已签署，第二因素已重置，本人下次登录时重新登记。"))
    return redirect("reset_request", pk=pk)


@require_POST
@requires(*SIGNERS)
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Do not agree."""
    return _decide(request, pk, actions.refuse, _("已答复提出人。"), answer=_words(request, "answer"))


@require_POST
@requires()
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the own request back."""
    return _decide(request, pk, actions.withdraw, _("已撤回。"))


def _decide(request: HttpRequest, pk: int, move: Callable[..., None], done: str, **more: str) -> HttpResponse:
    user = actor(request)
    one = queries.reset_request(user, pk)
    try:
        move(signature=one.signature, user=one.person, by=user, **more)
        messages.success(request, done)
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("reset_request", pk=pk)


def _words(request: HttpRequest, name: str) -> str:
    return str(request.POST.get(name, "")).replace("\0", "")
