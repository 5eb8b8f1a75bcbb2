"""One's own ways of signing in: second factors, password, sessions, identities elsewhere."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.socialaccount.models import SocialApp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kernel.accounts import actions, queries
from kernel.accounts.address import passkeys_work
from kernel.accounts.doors import View, actor, public, requires
from kernel.accounts.identities import provider_names
from kernel.accounts.middleware import outstanding
from kernel.errors import RuleBroken


@requires()
def security(request: HttpRequest) -> HttpResponse:
    """Everything about how I sign in."""
    user = actor(request)
    context = {
        "factors": queries.own_factors(user),
        "sessions": queries.own_sessions(user, request.session.session_key),
        "identities": queries.own_identities(user, provider_names(request)),
        "passkeys_work": passkeys_work(request),
    }
    return render(request, "account/security.html", context)


@requires()
def second_factor(request: HttpRequest) -> HttpResponseBase:
    """Where whoever holds a role and has not used a second factor is sent: to set one up, or to use it."""
    user = actor(request)
    step = outstanding(request, user)
    if step is None:
        return redirect("home")
    context = {
        "step": step,
        "factors": queries.own_factors(user),
        "passkeys_work": passkeys_work(request),
        "next": reverse("home"),
    }
    return render(request, "account/second_factor.html", context)


@requires()
def passkeys(request: HttpRequest) -> HttpResponseBase:
    """allauth leads here after a change; the passkeys stand among everything else."""
    return redirect("mfa_index")


@requires()
def no_password(request: HttpRequest) -> HttpResponseBase:
    """allauth leads here whoever has no password to change."""
    raise RuleBroken("no_password", "您的账号没有设置密码，请继续用已关联的身份登录；需要密码的，请联系本单位管理员。")


@require_POST
@requires()
def end_session(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Sign myself out elsewhere."""
    actions.end_sessions(sessions=[queries.own_session(actor(request), pk)], by=actor(request))
    messages.success(request, _("该设备上的登录已退出。"))
    return redirect("mfa_index")


@require_POST
@requires()
def end_other_sessions(request: HttpRequest) -> HttpResponseBase:
    """Sign myself out everywhere else."""
    found = queries.other_sessions(actor(request), request.session.session_key)
    actions.end_sessions(sessions=found, by=actor(request))
    messages.success(request, _("其他设备上的登录已全部退出。"))
    return redirect("mfa_index")


@require_POST
@requires()
def unlink(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Cut an identity off from my account."""
    if is_reauthentication_required(request, app="allauth.socialaccount"):
        return _again(request)
    try:
        actions.unlink_identity(user=actor(request), account_id=pk, by=actor(request))
        messages.success(request, _("已解除关联。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
    return redirect("mfa_index")


def _again(request: HttpRequest) -> HttpResponseBase:
    messages.info(request, _("请先再次验证身份，然后重新办理。"))
    return redirect(f"{reverse('account_reauthenticate')}?next={reverse('mfa_index')}")


def leaving(view: View[Any]) -> View[Any]:
    """A provider's sign-in view: to the provider by a page of ours, since the content policy lets no form lead to
    another site; 404 where the provider is not set up; whoever links an identity says once more who they are."""

    @public
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        linking = request.GET.get("process") == "connect"
        if linking and is_reauthentication_required(request, app="allauth.socialaccount"):
            return _again(request)
        answer = _set_up_only(view)(request, *args, **kwargs)
        there = answer.get("Location", "")
        if not isinstance(answer, HttpResponseRedirect) or url_has_allowed_host_and_scheme(
            there, allowed_hosts={request.get_host()}
        ):
            return answer
        return render(request, "socialaccount/leaving.html", {"there": there})

    return entered


def returning(view: View[Any]) -> View[Any]:
    """Where a provider sends people back to; 404 where it is not set up."""
    return public(_set_up_only(view))


def _set_up_only(view: View[Any]) -> View[Any]:
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except SocialApp.DoesNotExist as error:
            raise Http404 from error

    return entered
