"""What the city decides about ethics, by dated rows: every version, and another one from a day on."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ethics.actions import settings as actions
from ethics.forms.settings import FORMS
from ethics.permissions import EthicsPermission as Ethics
from ethics.queries import settings as queries
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken


def titles() -> dict[str, tuple[str, str]]:
    """The pages, by kind: title and what it is about."""
    return {
        "standing": (_("结论规则"), _("立案、处分和考核影响哪些事项，影响多久。")),
        "clearance": (_("准入查询规则"), _("查询结果的有效期、在职人员复查间隔和保存年限。")),
        "care": (_("提醒预警规则"), _("累计几件查实线索提出预警建议，提醒多久失效，考核异议期。")),
        "power": (_("处理权限"), _("谁提出建议、谁决定、向谁备案；文件没有规定或者本市另有规定的，在这里登记。")),
    }


@requires(Ethics.SET)
def setting_list(request: HttpRequest, kind: str = "standing") -> HttpResponse:
    """The versions of one kind of rules, and the form for another."""
    known, today = titles(), timezone.localdate()
    if kind not in known:
        raise Http404
    first = {"effective_from": today, **(queries.latest(kind, today) if kind in queries.MODELS else {})}
    form = FORMS[kind](request.POST or None, initial=first, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            _add(kind, form.cleaned_data, by=actor(request), on=today)
            messages.success(request, _("已登记，自生效日起适用。"))
            return redirect("ethics_settings", kind)
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    title, about = known[kind]
    context: dict[str, Any] = {"kind": kind, "title": title, "about": about, "form": form, "today": today,
                               "tabs": [(key, label) for key, (label, _about) in known.items()]}  # fmt: skip
    if kind == "power":
        context |= {"powers": queries.powers(today), "documented": queries.documented()}
    else:
        context["versions"] = queries.versions(kind, today)
    return render(request, "ethics/setting_list.html", context)


def _add(kind: str, values: dict[str, Any], **same: Any) -> None:
    if kind == "power":
        actions.set_power(**values, **same)
    else:
        actions.add_setting(kind=kind, **values, **same)
