"""The moves of a round, one address each."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from honors.actions import checking, rounds
from honors.permissions import HonorPermission as Honor
from honors.queries import rounds as queries
from honors.views.shared import moved, posted
from kernel.accounts.doors import actor, requires
from kernel.errors import RuleBroken
from kernel.exports.actions import ask
from kernel.exports.responses import answer


@require_POST
@requires(Honor.RUN_ROUND)
def recompute(request: HttpRequest, as_of: date) -> HttpResponse:
    """Compute a draft again."""
    return moved(request, as_of, _("已开始重新测算。"), rounds.recompute)


@require_POST
@requires(Honor.RUN_ROUND)
def retry(request: HttpRequest, as_of: date) -> HttpResponse:
    """Take up interrupted work."""
    return moved(request, as_of, _("已重新开始。"), rounds.retry)


@require_POST
@requires(Honor.RUN_ROUND)
def discard(request: HttpRequest, as_of: date) -> HttpResponse:
    """Delete a round that was never sent out."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    try:
        rounds.discard(one=one, by=user)
        messages.success(request, _("已删除。"))
    except RuleBroken as refusal:
        messages.error(request, refusal.message)
        return redirect(one)
    return redirect("round_list")


@require_POST
@requires(Honor.RUN_ROUND)
def send_out(request: HttpRequest, as_of: date) -> HttpResponse:
    """Hand the list to the schools."""
    return moved(request, as_of, _("已下发，学校和教师本人现在可以核对。"), rounds.send_out)


@require_POST
@requires(Honor.RUN_ROUND)
def call_back(request: HttpRequest, as_of: date) -> HttpResponse:
    """Take the lists back."""
    return moved(request, as_of, _("已收回，可以重新测算。"), rounds.call_back, reason=posted(request))


@require_POST
@requires(Honor.RUN_ROUND)
def close_checking(request: HttpRequest, as_of: date) -> HttpResponse:
    """End the checking for schools that are late."""
    accept = posted(request, "accept") == "1"
    return moved(request, as_of, _("已代为办结核对。"), checking.close_checking, note=posted(request), accept=accept)


@require_POST
@requires(Honor.RUN_ROUND)
def publish(request: HttpRequest, as_of: date) -> HttpResponse:
    """Hang the list out."""
    return moved(
        request,
        as_of,
        _("公示已登记。"),
        rounds.publish,
        on=timezone.localdate(),
        elsewhere=posted(request, "elsewhere"),
    )


@require_POST
@requires(Honor.RUN_ROUND)
def reopen(request: HttpRequest, as_of: date) -> HttpResponse:
    """Take the list down."""
    return moved(request, as_of, _("公示已撤下，名单回到逐级核对。"), rounds.reopen, reason=posted(request))


@require_POST
@requires(Honor.RUN_ROUND)
def recompute_changed(request: HttpRequest, as_of: date) -> HttpResponse:
    """Compute those anew whose record changed."""
    done = _("已按现有登记重新计算。")
    return moved(request, as_of, done, rounds.recompute_changed, on=timezone.localdate())


@require_POST
@requires(Honor.RUN_ROUND)
def submit(request: HttpRequest, as_of: date) -> HttpResponse:
    """Hand the list to the second person."""
    return moved(request, as_of, _("已提交，等待另一人审批。"), rounds.submit)


@require_POST
@requires(Honor.APPROVE)
def approve(request: HttpRequest, as_of: date) -> HttpResponse:
    """Approve the list."""
    if not request.POST.get("checked"):
        messages.error(request, _("请先核对名单并勾选确认，再审批。"))
        return redirect("round", as_of=as_of)
    return moved(request, as_of, _("已审批，正在编号制证。"), rounds.approve, seen=posted(request, "seen"))


@require_POST
@requires(Honor.APPROVE)
def give_back(request: HttpRequest, as_of: date) -> HttpResponse:
    """Send the list back with a reason."""
    return moved(
        request, as_of, _("已退回经办人。"), rounds.give_back, reason=posted(request), seen=posted(request, "seen")
    )


@require_POST
@requires(Honor.RUN_ROUND)
def archive(request: HttpRequest, as_of: date) -> HttpResponse:
    """Close the round for good."""
    return moved(request, as_of, _("已归档。"), rounds.archive, note=posted(request))


@requires(Honor.RUN_ROUND, Honor.APPROVE)
def archive_file(request: HttpRequest, as_of: date) -> HttpResponse:
    """The whole round as a workbook, with its digest."""
    user = actor(request)
    one = queries.round_of(user, as_of)
    return answer(ask(kind="round_archive", options={"as_of": one.as_of.isoformat()}, by=user), user)
