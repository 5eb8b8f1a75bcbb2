"""The acts of staffing as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Detail, Sentence
from staffing.choices import PlanMode, RuleKind
from staffing.presenters.people import PEOPLE

SENTENCES: dict[str, Sentence] = {
    "figures.stated": _("填报年度数据：%(school)s %(year)s 学年"),
    "school.code_noted": _("登记学校标识码"),
    "establishment.approved": _("登记核定编制 %(posts)s 名，自 %(on)s 起"),
    "staffing.standard_set": _("设定编制标准，自 %(on)s 起，依据：%(document)s"),
    "staffing.exported": _("导出%(title)s（%(number)s）"),
    "pool.approved": _("核定编制定为 %(posts)s 名，依据：%(document)s"),
    "pool.put_in": _("编制 %(posts)s 名入%(pool)s周转池"),
    "pool.taken_out": _("编制 %(posts)s 名从%(pool)s周转池退回"),
    "pool.shifted": _("周转池编制 %(posts)s 名划入%(into)s"),
    "pool.lent": _("借给%(school)s编制 %(posts)s 名"),
    "pool.returned": _("归还编制 %(posts)s 名，依据：%(document)s"),
    "pool.renewed": _("续借：到期日由 %(before)s 改为 %(ends_on)s"),
    "pool.recalled": _("通知收回：到期日由 %(before)s 改为 %(ends_on)s"),
    "pool.due": _("提醒：借用 %(ends_on)s 到期"),
    "pool_request.asked": _("%(school)s申请用编 %(posts)s 名"),
    "pool_request.check": _("审核通过用编申请（%(posts)s 名）"),
    "pool_request.refuse": _("不予安排用编申请（%(posts)s 名）"),
    "pool_request.withdraw": _("撤回用编申请（%(posts)s 名）"),
    "pool_request.reserve": _("预留编制 %(posts)s 名"),
    "pool_request.release": _("解除预留 %(posts)s 名"),
    "pool_request.expire": _("预留到期，编制 %(posts)s 名回到周转池"),
    "pool_request.lend": _("签署借出编制 %(posts)s 名"),
}

SIDES = {"giver": _("调出学校"), "taker": _("调入学校"), "teacher": _("教师本人")}


def _made(detail: Detail) -> str:
    mode = PlanMode(str(detail["mode"])).label if detail.get("mode") in PlanMode.values else "—"
    values = {"year": detail.get("year", "—"), "unit": detail.get("unit", "—"), "mode": mode}
    return str(_("编制 %(year)s 学年调剂方案（%(unit)s，%(mode)s）")) % values


def _solved(detail: Detail) -> str:
    values = {"moves": detail.get("moves", "—")}
    if detail.get("status") == "optimal":
        return str(_("求解完成，已证明最优，调动 %(moves)s 名")) % values
    return str(_("求解完成，未证明最优，调动 %(moves)s 名")) % values


def _ruled(detail: Detail) -> str:
    kind = RuleKind(str(detail["kind"])).label if detail.get("kind") in RuleKind.values else "—"
    return str(_("登记“%(kind)s” %(subject)s")) % {"kind": kind, "subject": detail.get("subject_name") or ""}


def _unruled(detail: Detail) -> str:
    kind = RuleKind(str(detail["kind"])).label if detail.get("kind") in RuleKind.values else "—"
    return str(_("取消“%(kind)s” %(subject)s")) % {"kind": kind, "subject": detail.get("subject_name") or ""}


def _agreed(detail: Detail) -> str:
    return str(_("%s同意")) % SIDES.get(str(detail.get("side")), "—")


def _said(detail: Detail) -> str:
    if detail.get("willing"):
        return str(_("填报愿意交流，最远 %(most_km)s 公里")) % {"most_km": detail.get("most_km", "—")}
    return str(_("填报不参加交流"))


def _exempted(detail: Detail) -> str:
    if detail.get("until"):
        return str(_("登记暂不交流，至 %(until)s")) % {"until": detail["until"]}
    return str(_("取消暂不交流"))


PLANS: dict[str, Sentence] = {
    "plan.made": _made,
    "plan.solved": _solved,
    "plan.ruled": _ruled,
    "plan.unruled": _unruled,
    "plan.submitted": _("提交签署，依据：%(document)s"),
    "plan.accepted": _("批准方案，开放 %(moves)s 项调动，依据：%(document)s"),
    "plan.returned": _("退回方案"),
    "plan.dropped": _("弃用方案"),
    "plan_move.agreed": _agreed,
    "plan_move.done": _("各方同意，%(posts)s 名编制已记账，依据：%(document)s"),
    "plan_move.declined": _("登记不办理"),
    "births.noted": _("登记 %(year)s 年出生人数 %(births)s"),
    "place.noted": _("登记学校位置"),
    "willingness.said": _said,
    "willingness.exempted": _exempted,
}

COMING: dict[str, Sentence] = {
    "recruitment.made": _("编制 %(unit)s %(year)s 学年招聘计划“%(title)s”"),
    "recruitment.vacancy": _("添加招聘岗位：%(school)s %(subject_name)s %(posts)s 名"),
    "recruitment.vacancy_dropped": _("删除招聘岗位：%(school)s %(posts)s 名"),
    "recruitment.submit": _("提交招聘计划“%(title)s”"),
    "recruitment.approve": _("批准招聘计划“%(title)s”"),
    "recruitment.return": _("退回招聘计划“%(title)s”"),
    "recruitment.close": _("结束招聘计划“%(title)s”"),
    "recruitment.rules_set": _("设定招聘规则，自 %(on)s 起，依据：%(document)s"),
    "candidate.registered": _("登记应聘人员：%(school)s %(subject_name)s"),
    "candidate.shortlist": _("资格审查通过"),
    "candidate.interview": _("面试试讲通过"),
    "candidate.examine": _("体检考察通过"),
    "candidate.offer": _("发出录用意向"),
    "candidate.accept": _("本人签约"),
    "candidate.enrol": _("聘用入册"),
    "candidate.refuse": _("不予录用"),
    "candidate.revoke": _("撤回录用意向"),
    "candidate.give_up": _("本人退出"),
    "candidate.decline": _("本人放弃录用"),
    "candidate.unmasked": _("查看完整的证件号码或手机号：%(purpose)s"),
    "contract.due": _("提醒：服务期 %(service_until)s 届满"),
    "silver.asked": _("提出银龄协议：%(host)s，%(starts_on)s 至 %(ends_on)s"),
    "silver.approve": _("批准银龄协议：%(host)s"),
    "silver.refuse": _("不予批准银龄协议：%(host)s"),
    "silver.end": _("终止银龄协议：%(host)s"),
    "silver.due": _("提醒：银龄协议 %(ends_on)s 到期"),
    "silver.rules_set": _("设定银龄规则，自 %(on)s 起，依据：%(document)s"),
    "doctors.counted": _("形成 %(year)s 年度博士统计，计入 %(people)s 人"),
    "doctors.kind_noted": _("登记高校类别：%(kind)s"),
    "doctors.rules_set": _("设定博士目标，自 %(on)s 起，依据：%(document)s"),
}
SENTENCES |= PLANS | PEOPLE | COMING
