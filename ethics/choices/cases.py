"""The words of leads and cases, of the papers on file, of clocks, of reviews and appeals, of reports."""

from __future__ import annotations

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class CaseState(TextChoices):
    """Where a case stands. A mere lead says nothing against anybody; from 立案 on it holds what is pending."""

    REGISTERED = "registered", _("线索待受理")
    CHECKING = "checking", _("已受理，初核中")
    REFUSED = "refused", _("不予受理")
    OPEN = "open", _("已立案，调查中")
    REPORTED = "reported", _("调查终结，听取意见")
    NOTICED = "noticed", _("已告知拟处理意见")
    HEARING = "hearing", _("听证中")
    DELIBERATING = "deliberating", _("待集体研究决定")
    DECIDED = "decided", _("已决定，待送达")
    SERVED = "served", _("已送达，待备案执行")
    EXECUTED = "executed", _("已执行，待归档")
    ARCHIVED = "archived", _("已归档")
    DISMISSED = "dismissed", _("已撤销案件")
    CLEARED = "cleared", _("不属实-已澄清")


S = CaseState
LEADS: Final = (S.REGISTERED, S.CHECKING)
UNDECIDED: Final = (S.OPEN, S.REPORTED, S.NOTICED, S.HEARING, S.DELIBERATING)
DECIDED: Final = (S.DECIDED, S.SERVED, S.EXECUTED, S.ARCHIVED)
ENDED: Final = (S.REFUSED, S.ARCHIVED, S.DISMISSED, S.CLEARED)


class Channel(TextChoices):
    """How a lead came in."""

    REPORT = "report", _("举报")
    SUPERVISOR = "supervisor", _("师德监督员反映")
    SURVEY = "survey", _("家长问卷")
    INSPECTION = "inspection", _("检查发现")
    MEDIA = "media", _("媒体报道")
    COURT = "court", _("司法文书")
    SCREENING = "screening", _("准入查询")
    TRANSFER = "transfer", _("其他部门移交")


class Outcome(TextChoices):
    """How a case ended."""

    NONE = "", _("尚未办结")
    SANCTIONED = "sanctioned", _("给予处理")
    EXEMPT = "exempt", _("免予处分")
    DISMISSED = "dismissed", _("撤销案件")
    CLEARED = "cleared", _("不属实-已澄清")
    REFUSED = "refused", _("不予受理")


class PaperKind(TextChoices):
    """What lies in the file of a case."""

    NOTE = "note", _("办理说明")
    PRELIMINARY = "preliminary", _("初核报告")
    REFUSAL = "refusal", _("不予受理说明")
    OPENING = "opening", _("立案审批表")
    SUSPENSION = "suspension", _("暂停职责决定")
    EVIDENCE = "evidence", _("证据材料")
    REPORT = "report", _("调查报告")
    INVITATION = "invitation", _("陈述申辩告知书")
    STATEMENT = "statement", _("陈述申辩记录")
    VIEWS = "views", _("听取意见记录")
    NOTICE = "notice", _("拟处理告知书")
    HEARING_REQUEST = "hearing_request", _("听证申请")
    HEARING_NOTICE = "hearing_notice", _("听证通知书")
    HEARING_RECORD = "hearing_record", _("听证笔录")
    PROPOSAL = "proposal", _("处理建议")
    MINUTES = "minutes", _("集体研究记录")
    DECISION = "decision", _("书面决定")
    RECEIPT = "receipt", _("送达回证")
    FILING = "filing", _("备案回执")
    EXECUTION = "execution", _("执行情况")
    ARCHIVE = "archive", _("归档清单")
    CLARIFICATION = "clarification", _("澄清说明")
    HALT = "halt", _("中止办理审批")
    EXTENSION = "extension", _("延长期限审批")
    TRANSFER = "transfer", _("移送函")
    LIFTING = "lifting", _("解除或延期决定")
    REMEDY = "remedy", _("复核申诉书")
    REMEDY_ANSWER = "remedy_answer", _("复核申诉处理决定")


P = PaperKind
# What is served on the teacher and what the teacher handed in: the only papers that the teacher sees.
SERVED: Final = (
    P.SUSPENSION, P.INVITATION, P.NOTICE, P.HEARING_NOTICE, P.DECISION, P.CLARIFICATION, P.LIFTING, P.REMEDY_ANSWER,
)  # fmt: skip
OWN: Final = (P.STATEMENT, P.HEARING_REQUEST, P.REMEDY)


class Duty(TextChoices):
    """In what capacity somebody acted in a case; the first three exclude each other."""

    DESK = "desk", _("经办")
    PROPOSER = "proposer", _("提出处理建议")
    INVESTIGATOR = "investigator", _("调查")
    DECIDER = "decider", _("决定")
    APPROVER = "approver", _("审批")
    HOST = "host", _("主持听证")
    REVIEWER = "reviewer", _("复核申诉")


class ClockKind(TextChoices):
    """What has a limit in time."""

    ACCEPT = "accept", _("受理或者不予受理")
    HANDLE = "handle", _("立案到作出决定")
    JUDGMENT = "judgment", _("刑事裁判生效到作出处分")
    STATEMENT = "statement", _("陈述申辩")
    HEARING_REQUEST = "hearing_request", _("申请听证")
    HEARING_NOTICE = "hearing_notice", _("听证前通知")
    REVIEW_LODGE = "review_lodge", _("申请复核")
    REVIEW_DECIDE = "review_decide", _("作出复核决定")
    APPEAL_LODGE = "appeal_lodge", _("提出申诉")
    APPEAL_DECIDE = "appeal_decide", _("作出申诉处理决定")
    REAPPEAL_LODGE = "reappeal_lodge", _("提出再申诉")
    REAPPEAL_DECIDE = "reappeal_decide", _("作出再申诉处理决定")
    LAW_LODGE = "law_lodge", _("依教师法提出申诉")
    LAW_DECIDE = "law_decide", _("依教师法作出申诉处理")
    RECONSIDER_LODGE = "reconsider_lodge", _("申请行政复议")
    RECONSIDER_DECIDE = "reconsider_dec", _("作出行政复议决定")
    HANDLE_CAP = "handle_cap", _("办案期限延长的上限")
    APPEAL_EXTRA = "appeal_extra", _("复杂申诉的延长")
    KEEP_DECIDED = "keep_decided", _("已处理案卷的保存")
    KEEP_OTHER = "keep_other", _("未处理案卷的保存")


# Limits of the authorities: to let one pass is a fault. The others are the teacher's, after which a right has lapsed.
OFFICE_CLOCKS: Final = (
    ClockKind.ACCEPT, ClockKind.HANDLE, ClockKind.JUDGMENT, ClockKind.REVIEW_DECIDE, ClockKind.APPEAL_DECIDE,
    ClockKind.REAPPEAL_DECIDE, ClockKind.LAW_DECIDE, ClockKind.RECONSIDER_DECIDE,
)  # fmt: skip


class Level(TextChoices):
    """Which body acts."""

    SCHOOL = "school", _("学校")
    SPONSOR = "sponsor", _("举办者")
    DEPARTMENT = "department", _("教育主管部门")
    UPPER = "upper", _("上一级教育行政部门")


class FiledWith(TextChoices):
    """Where a decision is filed (备案)."""

    NOBODY = "", _("无须备案")
    DEPARTMENT = "department", _("教育主管部门")
    HR = "hr", _("同级人事部门")


class SchoolGroup(TextChoices):
    """Which text governs the school."""

    K12 = "k12", _("中小学")
    PRESCHOOL = "preschool", _("幼儿园")
    HIGHER = "higher", _("高等学校")
    GENERAL = "general", _("其他事业单位")


class Route(TextChoices):
    """The routes of review and appeal that exist side by side."""

    D12 = "D12", _("中小学教师违反职业道德行为处理办法")
    PUBLIC_INSTITUTION = "PUBLIC_INSTITUTION", _("事业单位工作人员处分和申诉规定")
    TEACHERS_LAW = "TEACHERS_LAW", _("教师法申诉")
    ADMIN_RECONSIDERATION = "ADMIN_RECONSIDERATION", _("行政复议")


class RemedyStep(TextChoices):
    REVIEW = "review", _("复核")
    APPEAL = "appeal", _("申诉")
    REAPPEAL = "reappeal", _("再申诉")
    LAW = "law", _("教师法申诉")
    RECONSIDER = "reconsider", _("行政复议")


class RemedyState(TextChoices):
    LODGED = "lodged", _("已提出，待受理")
    ACCEPTED = "accepted", _("已受理")
    REJECTED = "rejected", _("不予受理")
    UPHELD = "upheld", _("维持原决定")
    LIGHTENED = "lightened", _("减轻处理")
    ANNULLED = "annulled", _("撤销原决定")


class ReporterKind(TextChoices):
    SCHOOL = "school", _("学校")
    PARENT = "parent", _("家长")
    PUPIL = "pupil", _("学生")
    STAFF = "staff", _("教职工")
    SUPERVISOR = "supervisor", _("师德监督员")
    PUBLIC = "public", _("社会公众")


class ReportState(TextChoices):
    """What a reporter is told of the state."""

    RECEIVED = "received", _("已收到，待受理")
    ACCEPTED = "accepted", _("已受理，正在核实")
    REFUSED = "refused", _("不予受理")
    CLOSED = "closed", _("已办结")


class MoveName(TextChoices):
    """The moves of the table (``rules.case_moves``)."""

    REGISTER = "register", _("登记线索")
    LODGE = "lodge", _("提出复核或者申诉")
    NAME_ACCUSED = "name", _("确认被反映人")
    ACCEPT = "accept", _("受理")
    REFUSE = "refuse", _("不予受理")
    CHECK = "check", _("登记初核报告")
    OPEN = "open", _("立案")
    ASSIGN = "assign", _("确定调查人员")
    SUSPEND = "suspend", _("暂停职责")
    REINSTATE = "reinstate", _("恢复职责")
    EVIDENCE = "evidence", _("登记证据")
    REPORT = "report", _("提交调查报告")
    INVITE = "invite", _("告知陈述申辩权利")
    HEAR_TEACHER = "hear_teacher", _("登记陈述申辩")
    STATE = "state", _("提交陈述申辩")
    HEAR_OTHERS = "hear_others", _("登记学生、教师和家长意见")
    NOTICE = "notice", _("告知拟处理意见和听证权利")
    REQUEST_HEARING = "request_hearing", _("申请听证")
    NOTE_REQUEST = "note_request", _("登记听证申请")
    SCHEDULE = "schedule", _("通知听证时间")
    HOLD_HEARING = "hold_hearing", _("登记听证")
    SUBMIT = "submit", _("提请集体研究")
    MINUTES = "minutes", _("登记集体研究记录")
    SANCTION = "sanction", _("决定给予处理")
    EXEMPT = "exempt", _("决定免予处分")
    DISMISS = "dismiss", _("撤销案件")
    CLEAR_LEAD = "clear_lead", _("不属实并澄清")
    CLEAR = "clear", _("认定不属实并澄清")
    SERVE = "serve", _("送达决定")
    FILE = "file", _("登记备案")
    EXECUTE = "execute", _("登记执行")
    ARCHIVE = "archive", _("归档")
    LIFT = "lift", _("登记解除或延期")
    HALT = "halt", _("中止办理")
    RESUME = "resume", _("恢复办理")
    EXTEND = "extend", _("延长办案期限")
    TRANSFER = "transfer", _("移送司法机关")


class Ground(TextChoices):
    """What weighs heavier or lighter in a decision (《事业单位工作人员处分规定》, 2023年11月6日, 第二章)."""

    LEADING = "a_leading", _("在共同违规违纪中起主要作用")
    HIDING = "a_hiding", _("隐匿、伪造、销毁证据")
    OBSTRUCTING = "a_obstructing", _("串供或者阻止他人揭发检举、提供证据")
    REPEATED = "a_repeated", _("曾因同类行为受过处理仍不改正")
    MINORS = "a_minors", _("侵害学生身心健康，社会影响恶劣")
    OWNED_UP = "m_owned_up", _("主动交代本人应当受到处理的行为")
    REPAIRED = "m_repaired", _("主动采取措施，有效避免或者挽回损失、消除影响")
    INFORMED = "m_informed", _("检举他人违规违纪行为，情况属实")
    COERCED = "m_coerced", _("受胁迫或者诱骗，作用次要")

    @property
    def aggravates(self) -> bool:
        return self.value.startswith("a_")


class Lacking(TextChoices):
    """What stands against a move, as the page says it."""

    STATE = "state", _("案件不在可以办理的阶段")
    NAMED = "named", _("尚未确认被反映的教师")
    NOT_SUSPENDED = "not_suspended", _("已经暂停职责")
    SUSPENDED = "suspended", _("没有暂停职责")
    ASSIGNED = "assigned", _("只有确定的调查人员可以办理")
    TWO_INVESTIGATORS = "two_investigators", _("调查人员不足两名")
    HEARD_OR_SILENT = "heard_or_silent", _("尚未听取教师陈述申辩，陈述申辩期也没有届满")
    COMPETENT_PROPOSER = "competent_proposer", _("按处理权限，应由其他单位提出处理建议")
    COMPETENT_DECIDER = "competent_decider", _("按处理权限，应由其他单位作出决定")
    HEARING_DUE = "hearing_due", _("拟处理轻于降低岗位等级，不在应当听证的范围")
    IN_TIME = "in_time", _("申请听证的期限已过")
    HEARING_DAY = "hearing_day", _("听证的日期还没有到")
    NO_HEARING_WANTED = "no_hearing_wanted", _("申请听证的期限还没有届满")
    NOT_RETIRED = "not_retired", _("该人员已经退休，不再给予处分")
    AS_TOLD = "as_told", _("决定的处理重于告知的拟处理意见，须重新告知")
    FILING_DUE = "filing_due", _("按处理权限无须备案")
    FILED = "filed", _("尚未备案")
    NO_REMEDY_OPEN = "no_remedy_open", _("复核或者申诉尚未办结")
    NOT_HALTED = "not_halted", _("已经中止")
    HALTED = "halted", _("没有中止")
    UNDER_CAP = "under_cap", _("延长后的期限超过上限")
    UNSETTLED = "unsettled", _("没有期满待解除或者可以延期的处理")


# Whose turn it is in a state.
TURN: Final = {
    S.REGISTERED: _("受理经办人"), S.CHECKING: _("受理经办人、负责人"), S.OPEN: _("调查人员"),
    S.REPORTED: _("调查人员、经办人、教师本人"), S.NOTICED: _("教师本人、提出建议的单位"),
    S.HEARING: _("经办人、听证主持人"),
    S.DELIBERATING: _("决定机关"), S.DECIDED: _("经办人（送达）"), S.SERVED: _("经办人（备案、执行）"),
    S.EXECUTED: _("经办人（归档）"),
}  # fmt: skip
# What parents are asked, one to five.
QUESTIONS: Final = {
    "care": _("关心爱护学生"), "fair": _("公平对待每个学生"), "clean": _("廉洁从教，不收受礼品礼金"),
    "teach": _("认真教学，不从事有偿补课"), "speech": _("言行文明，为人师表"),
}  # fmt: skip
