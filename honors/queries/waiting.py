"""What waits for a person in the honours."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from honors.choices import SCHOOL_SETTLES, EntryState, ListState, RoundState
from honors.models import HonorRound, RoundEntry, SchoolList
from honors.permissions import HonorPermission
from honors.queries import lists, mine, objections
from honors.queries.rounds import figures
from kernel.accounts.models import User
from kernel.notices import Waiting

OPEN = (RoundState.DRAFT, RoundState.CHECKING, RoundState.PUBLICITY, RoundState.SUBMITTED)


def waiting(user: User) -> list[Waiting]:
    """Rounds to move on, lists to send or check, people to settle, objections; one's own confirmation."""
    found = _own(user)
    if not user.holds(HonorPermission.VIEW):
        return found
    for one in HonorRound.objects.filter(state__in=OPEN).order_by("as_of"):
        for source in (_approver, _maker, _school, _lists, _objections):
            found += source(user, one)
    return found + _to_fetch(user)


def _title(text: str, one: HonorRound) -> str:
    return text % {"year": one.as_of.year}


def _approver(user: User, one: HonorRound) -> list[Waiting]:
    may = one.state == RoundState.SUBMITTED and user.holds(HonorPermission.APPROVE)
    if not may or user.pk in {one.made_by_id, one.submitted_by_id}:
        return []
    counts = figures(user, one)
    return [
        Waiting(
            _title(_("%(year)s 年长期任教荣誉名单待审批"), one),
            _("满 40 年 %(forty)s 人，满 30 年 %(thirty)s 人，暂缓 %(held)s 人。") % counts,
            one.get_absolute_url(), _("去审批"), urgent=True,
        )
    ]  # fmt: skip


def _maker(user: User, one: HonorRound) -> list[Waiting]:
    if not user.holds(HonorPermission.RUN_ROUND):
        return []
    counts = figures(user, one)
    detail = _("满 40 年 %(forty)s 人，满 30 年 %(thirty)s 人，暂缓 %(held)s 人。") % counts
    if one.returned_reason:
        detail = _("退回理由：%s") % one.returned_reason
    title = _next_step(user, one)
    if not title:
        return []
    return [Waiting(title, detail, one.get_absolute_url(), _("去办理"), urgent=bool(one.returned_reason))]


def _next_step(user: User, one: HonorRound) -> str:
    """What the maker of a round can do now; empty while others are at it."""
    if one.state == RoundState.DRAFT:
        return _title(_("%(year)s 年长期任教荣誉名单待下发核对"), one)
    if one.state == RoundState.CHECKING:
        state = lists.progress(user, one)
        return (
            _title(_("%(year)s 年长期任教荣誉名单已审核完毕，待公示"), one)
            if state["schools"] == state["checked"]
            else ""
        )
    over = one.publicity_note or (one.publicity_until and one.publicity_until < timezone.localdate())
    if one.state == RoundState.PUBLICITY and over:
        return _title(_("%(year)s 年长期任教荣誉名单公示期满，待提交审批"), one)
    return ""


def _school(user: User, one: HonorRound) -> list[Waiting]:
    """People to settle, for the officers of the units."""
    scope = user.scope(HonorPermission.CONFIRM_HELD)
    if one.state not in {RoundState.DRAFT, RoundState.CHECKING} or not scope or user.holds(HonorPermission.RUN_ROUND):
        return []
    rows = RoundEntry.objects.visible_to(user).filter(scope.q("school__path"), round=one, state=EntryState.HELD)
    held = rows.filter(hold_reason__in=SCHOOL_SETTLES).count()
    if not held:
        return []
    return [
        Waiting(
            _("%(n)s 人需核实后才能进入荣誉名单") % {"n": held},
            _title(_("%(year)s 年长期任教荣誉：经历不全或已过法定退休年月，请逐人核实。"), one),
            one.get_absolute_url() + "?tab=held", _("去核实"), urgent=True,
        )
    ]  # fmt: skip


def _lists(user: User, one: HonorRound) -> list[Waiting]:
    """Lists to send up (for a person of one school) and lists to check (for who stands above)."""
    if one.state != RoundState.CHECKING or user.holds(HonorPermission.RUN_ROUND):
        return []
    rows = SchoolList.objects.visible_to(user).filter(round=one).select_related("round", "school")
    if user.holds(HonorPermission.CHECK_LIST):
        sent = rows.filter(state=ListState.SENT).exclude(sent_by=user).count()
        if not sent:
            return []
        title = _("%s 所学校的荣誉名单待审核") % sent
        url = reverse("school_lists", args=[one.as_of]) + "?state=sent"
        return [Waiting(title, _title(_("%(year)s 年长期任教荣誉"), one), url, _("去审核"), urgent=True)]
    mine_open = list(rows.filter(state=ListState.OPEN)[:1]) if user.holds(HonorPermission.SEND_LIST) else []
    return [
        Waiting(
            _title(_("%(year)s 年长期任教荣誉名单待核对报送"), one),
            _("市（区）退回：%s") % row.returned_reason if row.returned_reason
            else _("请督促本人确认，登记签字件，然后报送。"),
            row.get_absolute_url(), _("去办理"), urgent=True,
        )
        for row in mine_open
    ]  # fmt: skip


def _to_fetch(user: User) -> list[Waiting]:
    """Certificates that a school has not taken yet, for the officers of one school."""
    if not user.holds(HonorPermission.SEND_LIST) or user.holds(HonorPermission.CHECK_LIST):
        return []
    rows = SchoolList.objects.visible_to(user).filter(round__state=RoundState.ISSUED, handed_over_on=None)
    return [
        Waiting(
            _title(_("%(year)s 年荣誉证书已制成，待领取登记"), row.round),
            _("领取后请登记领取人，可上传签字的交接清单。"), row.get_absolute_url(), _("去登记"),
        )
        for row in rows.select_related("round", "school").order_by("-round__as_of")[:3]
    ]  # fmt: skip


def _objections(user: User, one: HonorRound) -> list[Waiting]:
    if one.state not in {RoundState.CHECKING, RoundState.PUBLICITY}:
        return []
    if not user.holds(HonorPermission.DECIDE_OBJECTION) or not (count := objections.open_count(user, one)):
        return []
    return [
        Waiting(
            _("%s 件荣誉名单异议待处理") % count, _title(_("%(year)s 年长期任教荣誉"), one),
            reverse("objection_list", args=[one.as_of]), _("去处理"), urgent=True,
        )
    ]  # fmt: skip


def _own(user: User) -> list[Waiting]:
    """The own confirmation; a way to the own honours for everybody in the register."""
    me, rounds, papers = mine.rounds_of(user)
    if me is None:
        return []
    found = [
        Waiting(
            _title(_("%(year)s 年长期任教荣誉：请核对并确认本人信息"), one.round),
            _("列入满 %s 年名单，确认无误后才能发证。") % one.entry.threshold if one.entry else "",
            reverse("honors_mine"), _("去确认"), urgent=True,
        )
        for one in rounds
        if one.may_confirm
    ]  # fmt: skip
    if not found and (rounds or papers):
        found.append(Waiting(_("我的荣誉"), _("查看荣誉批次进度和证书。"), reverse("honors_mine"), _("打开")))
    return found
