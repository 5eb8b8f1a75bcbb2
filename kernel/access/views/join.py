"""The page on which an invited person makes the own account."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from kernel.access.actions.invitations import named_by, redeem
from kernel.access.forms import JoinForm
from kernel.accounts.doors import public
from kernel.brake import address, is_braked, release
from kernel.errors import RuleBroken

TRIES, SECONDS = 10, 30 * 60


@never_cache
@sensitive_post_parameters("code", "password1", "password2")
@public
def join(request: HttpRequest) -> HttpResponse:
    """Code, user name, password; wrong codes are counted by address."""
    form = JoinForm(request.POST or None)
    if request.method != "POST":
        return render(request, "access/join.html", {"form": form})
    if is_braked("join", address(request), limit=TRIES, seconds=SECONDS):
        form.add_error(None, _("尝试次数过多，请半小时后再试。"))
        return render(request, "access/join.html", {"form": form}, status=429)
    if form.is_valid():
        given = form.cleaned_data
        try:
            named_by(given["code"])
            release("join", address(request))  # a right code is no guess, whatever else is wrong
            redeem(code=given["code"], username=given["username"], password=given["password1"])
            messages.success(request, _("账号已开通，请登录。"))
            return redirect("account_login")
        except RuleBroken as refusal:
            form.add_error("username" if refusal.code == "user_exists" else None, refusal.message)
    return render(request, "access/join.html", {"form": form})
