"""Words for staffing."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FigureStage(TextChoices):
    """The stages that figures of a school are kept by (a nine-year school has two rows)."""

    PRESCHOOL = "preschool", _("幼儿园")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("普通高中")
    VOCATIONAL = "vocational", _("中等职业学校")
    SPECIAL = "special", _("特殊教育")


class DayForm(TextChoices):
    """How long children stay in a kindergarten."""

    FULL = "full", _("全日制")
    HALF = "half", _("半日制")


class Combine(TextChoices):
    """How the two results are combined."""

    MAX_IF_SMALL = "max_if_small", _("小规模学校取两者中较大的，其他学校按生师比")
    MAX = "max", _("一律取两者中较大的")
    RATIO = "ratio", _("一律按生师比")


class Rounding(TextChoices):
    CEIL = "ceil", _("进位取整")
    HALF_UP = "half_up", _("四舍五入")


class Won(TextChoices):
    """Which result the need rests on."""

    RATIO = "by_ratio", _("按生师比")
    CLASS = "by_class", _("按班师比")
    NONE = "none", _("不适用")


class ExtraGround(TextChoices):
    """Why posts are added to the base (附加编制)."""

    BOARDING = "boarding", _("寄宿")
    SPECIAL_CLASS = "special_class", _("特教班")
    RESOURCE_ROOM = "resource_room", _("融合教育资源教室")
    COVER = "cover", _("进修和产假顶岗")
    OTHER = "other", _("其他依文件")


class ApprovalSource(TextChoices):
    WORKBOOK = "workbook", _("随年度数据导入")
    DOCUMENT = "document", _("编办文件")


class AccountState(TextChoices):
    """Where a post stands: the owner keeps the approved number, the holder has the post."""

    ISSUED = "issued", _("编办核定")
    HELD = "held", _("本单位")
    POOL = "pool", _("在池")
    RESERVED = "reserved", _("预留")
    LENT = "lent", _("借出")


class EntryKind(TextChoices):
    """What one entry of the ledger does."""

    APPROVE = "approve", _("核定")
    REDUCE = "reduce", _("核减")
    POOL = "pool", _("入池")
    UNPOOL = "unpool", _("退池")
    SHIFT = "shift", _("池间划转")
    RESERVE = "reserve", _("预留")
    RELEASE = "release", _("解除预留")
    LEND = "lend", _("借出")
    RETURN = "return", _("归还")


class ReturnGround(TextChoices):
    """Why lent posts come back."""

    EXPIRY = "expiry", _("到期")
    ATTRITION = "attrition", _("自然减员（退一收一）")
    RECALL = "recall", _("提前收回")
    EARLY = "early", _("借入单位提前归还")


class LoanState(TextChoices):
    RUNNING = "running", _("使用中")
    RECALLED = "recalled", _("已通知收回")
    RETURNED = "returned", _("已全部归还")


class TermAct(TextChoices):
    """What a row of a loan's terms notes."""

    LENT = "lent", _("借出")
    RENEWED = "renewed", _("续借")
    RECALLED = "recalled", _("通知收回")


class RequestState(TextChoices):
    """Where a request for posts stands."""

    ASKED = "asked", _("待市（区）审核")
    CHECKED = "checked", _("待市局办理")
    RESERVED = "reserved", _("已预留，待签署")
    LENT = "lent", _("已借出")
    REFUSED = "refused", _("不予安排")
    WITHDRAWN = "withdrawn", _("已撤回")
    EXPIRED = "expired", _("预留到期未办结")


# The Chinese words themselves, whatever language a page speaks: workbooks and kept sentences use them.
STAGE_WORDS: Final[dict[FigureStage, str]] = dict(
    zip(FigureStage, ("幼儿园", "小学", "初中", "普通高中", "中等职业学校", "特殊教育"), strict=True)
)


class PlanMode(TextChoices):
    """What a plan moves."""

    POSTS = "posts", _("只调编制，不指名")
    PEOPLE = "people", _("指名到愿意交流的教师")


class PlanState(TextChoices):
    SOLVING = "solving", _("正在求解")
    SOLVED = "solved", _("已求解")
    FAILED = "failed", _("无解")
    SUBMITTED = "submitted", _("待签署")
    ACCEPTED = "accepted", _("已批准")
    DROPPED = "dropped", _("已弃用")


class PlanMethod(TextChoices):
    BEST = "best", _("最优方案")
    GREEDY = "greedy", _("就近逐校方案")


class RuleKind(TextChoices):
    PIN = "pin", _("锁定")
    BAN = "ban", _("禁止")


class MoveState(TextChoices):
    """What has become of a move."""

    PROPOSED = "proposed", _("方案中")
    OPEN = "open", _("待各方同意")
    DONE = "done", _("已办结")
    DECLINED = "declined", _("不办理")


class ExemptGround(TextChoices):
    HEALTH = "health", _("身体原因")
    FAMILY = "family", _("家庭原因")
    PREGNANT = "pregnant", _("孕期或哺乳期")
    OTHER = "other", _("其他")


class RecruitRoute(TextChoices):
    """By which way people are recruited."""

    CAMPUS = "campus", _("校园招聘")
    OPEN = "open", _("公开招聘")
    TALENT = "talent", _("引才")


class RecruitPlanState(TextChoices):
    DRAFT = "draft", _("编制中")
    SUBMITTED = "submitted", _("待审批")
    APPROVED = "approved", _("已批准")
    CLOSED = "closed", _("已结束")


class DegreeLevel(TextChoices):
    """The least education that a vacancy asks for, and what a candidate has."""

    COLLEGE = "college", _("专科")
    BACHELOR = "bachelor", _("本科")
    MASTER = "master", _("硕士研究生")
    DOCTOR = "doctor", _("博士研究生")


class Funding(TextChoices):
    """Who paid for the study: it decides the term of service."""

    NONE = "none", _("非定向")
    FUNDED = "funded", _("公费师范生")
    RURAL = "rural", _("乡村定向师范生")


class CandidateState(TextChoices):
    """Where a candidate stands."""

    APPLIED = "applied", _("已报名")
    SHORTLISTED = "shortlisted", _("资格审查通过")
    INTERVIEWED = "interviewed", _("面试试讲通过")
    CHECKED = "checked", _("体检考察通过")
    OFFERED = "offered", _("已发录用意向")
    ACCEPTED = "accepted", _("已签约")
    ENROLLED = "enrolled", _("已聘用入册")
    DECLINED = "declined", _("本人放弃")
    REFUSED = "refused", _("不予录用")


class SilverState(TextChoices):
    """Where an agreement with a retired teacher stands."""

    ASKED = "asked", _("待审批")
    RUNNING = "running", _("已批准")
    REFUSED = "refused", _("不予批准")
    ENDED = "ended", _("已终止")


class SilverScheme(TextChoices):
    CITY = "city", _("市级银龄优教")
    NATIONAL = "national", _("国家银龄讲学计划")


class SilverDuty(TextChoices):
    TEACHING = "teaching", _("课堂教学")
    RESEARCH = "research", _("教研指导")
    MANAGEMENT = "management", _("学校管理")


class HigherKind(TextChoices):
    """Which target of the share of doctors a school of higher education has."""

    UNIVERSITY = "university", _("普通本科高校")
    COLLEGE = "college", _("高职院校")


class LeaveReason(TextChoices):
    """Why somebody who was counted is no longer."""

    RETIRED = "retired", _("退休")
    LEFT = "left", _("离职")
    DECEASED = "deceased", _("去世")
    MOVED = "moved", _("调出在泰高校")
    PART_TIME = "part_time", _("不再全职在岗")
    CORRECTED = "corrected", _("学历登记更正")


# What the register writes for an education, whatever language a page speaks.
DEGREE_WORDS: Final[dict[str, str]] = dict(
    zip(DegreeLevel.values, ("专科", "本科", "硕士研究生", "博士研究生"), strict=True)
)
FUNDING_WORDS: Final[dict[str, str]] = dict(
    zip(Funding.values, ("非定向", "公费师范生", "乡村定向师范生"), strict=True)
)


class ExemptionState(TextChoices):
    """Where a request to be left out of the exchange for a time stands."""

    ASKED = "asked", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    REFUSED = "refused", _("不予确认")
    WITHDRAWN = "withdrawn", _("已撤回")
    ENDED = "ended", _("已提前结束")


class MeasureKind(TextChoices):
    """What a measure of appointment does; none of them is a sanction."""

    LOWER = "lower", _("低聘")
    CONVERT = "convert", _("转聘")
    END = "end", _("解除聘用合同")


class MeasureGround(TextChoices):
    """Why it is proposed."""

    APPRAISAL = "appraisal", _("年度考核不合格")
    BASIC_TWICE = "basic_twice", _("连续两年年度考核基本合格")
    UNFIT = "unfit", _("聘期考核不合格或不能胜任岗位")
    REFUSED_POST = "refused_post", _("年度考核不合格且不同意调整岗位")
    TWO_YEARS = "two_years", _("连续两年年度考核不合格")
    ABSENT_RUNNING = "absent_running", _("连续旷工")
    ABSENT_YEAR = "absent_year", _("一年内累计旷工")
    RESIGNED = "resigned", _("本人书面提出")


class MeasureState(TextChoices):
    PROPOSED = "proposed", _("已提出")
    NOTICED = "noticed", _("已告知本人")
    HEARD = "heard", _("本人意见已在案")
    DECIDED = "decided", _("集体研究已决定")
    APPROVED = "approved", _("主管部门已核准")
    SERVED = "served", _("已送达")
    EFFECTIVE = "effective", _("已生效")
    REVIEWED = "reviewed", _("期满考核已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


class MeasureMove(TextChoices):
    """The moves of a measure, as they are said of one that was made."""

    PROPOSE = "propose", _("提出")
    NOTICE = "notice", _("书面告知本人")
    STATE = "state", _("本人陈述意见")
    NOTE_STATEMENT = "note_statement", _("登记本人陈述")
    NO_STATEMENT = "no_statement", _("登记期满未陈述")
    DECIDE = "decide", _("集体研究决定")
    APPROVE = "approve", _("核准")
    GIVE_BACK = "give_back", _("退回")
    SERVE = "serve", _("送达本人")
    EFFECT = "effect", _("生效")
    REVIEW = "review", _("期满考核")
    WITHDRAW = "withdraw", _("撤回")
