"""Words for training."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """适岗培训的类别; a programme of none of them is general training."""

    GENERAL = "", _("一般培训")
    CLASS_TEACHER = "T1", _("班主任")
    NEW_HIRE = "T2", _("新入职")
    SHORTAGE = "T3", _("紧缺型")
    STAGE_CHANGE = "T4", _("转学段")
    TOWN_COUNTRY = "T5", _("跨城乡")
    ETHICS_FIRST = "T6", _("师德第一课")
    DIGITAL = "T7", _("数字素养")
    RESERVE = "T8", _("后备干部")


class Area(TextChoices):
    """城乡 by the code of the place."""

    URBAN = "urban", _("城区")
    TOWN = "town", _("镇区")
    RURAL = "rural", _("乡村")


class RequirementState(TextChoices):
    """How a training that somebody owes stands on a day."""

    OPEN = "open", _("待完成")
    SOON = "soon", _("临近期限")
    OVERDUE = "overdue", _("已逾期")
    MET = "met", _("按期完成")
    LATE = "late", _("逾期完成")
    WAIVED = "waived", _("已免除")


class BaseKind(TextChoices):
    """What a base is recognised for."""

    ETHICS = "ethics", _("师德教育基地")
    DUAL = "dual", _("“双师型”教师培训基地")
    PRACTICE = "practice", _("教师企业实践基地")


class EventKind(TextChoices):
    """What was held to bring the spirit of educators to teachers."""

    TOUR = "tour", _("教育家精神巡回宣讲")
    VISIT = "visit", _("师德教育基地研学")


class SurveyKind(TextChoices):
    """Who is asked, and when."""

    AFTER = "after", _("训后评价")
    LATER_SELF = "later_self", _("跟踪评价（本人）")
    LATER_HEAD = "later_head", _("跟踪评价（学校）")


class PracticeForm(TextChoices):
    """《职业学校教师企业实践规定》第七条: how a teacher practises."""

    VISIT = "visit", _("考察观摩")
    SKILLS = "skills", _("接受技能培训")
    POST = "post", _("在企业生产和管理岗位兼职或任职")
    RESEARCH = "research", _("参与产品研发和技术创新")


class PracticeWindow(TextChoices):
    ROLLING = "rolling", _("截至当日的前五年滚动计算")
    FIXED = "fixed", _("按固定五年周期计算")


class PracticeState(TextChoices):
    MET = "met", _("已达标")
    RUNNING = "running", _("未满周期")
    BEHIND = "behind", _("未达标")


class DualGrade(TextChoices):
    """《职业教育“双师型”教师基本标准（试行）》."""

    INITIAL = "initial", _("初级")
    MIDDLE = "middle", _("中级")
    SENIOR = "senior", _("高级")


class RecheckState(TextChoices):
    VALID = "valid", _("有效")
    SOON = "soon", _("临近复核")
    OVERDUE = "overdue", _("复核逾期")
    ENDED = "ended", _("已终止")


class Level(TextChoices):
    """Who stands behind a training; 县级以上 are all but the school's own."""

    NATION = "nation", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    SCHOOL = "school", _("校级")


class Mode(TextChoices):
    """The form of a training; the hours of one form are a bucket with a cap of its own."""

    FACE = "face", _("集中")
    ONLINE = "online", _("网络")
    SCHOOL_BASED = "school_based", _("校本")
    DEGREE = "degree", _("学历")
    RESEARCH = "research", _("研修")
    PRACTICE = "practice", _("实践")


class ProgrammeState(TextChoices):
    DRAFT = "draft", _("编制中")
    SUBMITTED = "submitted", _("待市（区）审核")
    PUBLISHED = "published", _("已发布")
    FINISHED = "finished", _("已结项")
    CANCELLED = "cancelled", _("已取消")


class ApprovalChain(TextChoices):
    """Who agrees before somebody who enrolled has the place for good."""

    NONE = "none", _("无需审批")
    SCHOOL = "school", _("学校审批")
    DISTRICT = "district", _("学校、市（区）逐级审批")


class SessionState(TextChoices):
    PLANNED = "planned", _("未开始")
    RUNNING = "running", _("签到中")
    COMPLETED = "completed", _("已结束")
    CANCELLED = "cancelled", _("已取消")


class EnrolmentState(TextChoices):
    SEATED = "seated", _("有名额")
    WAITING = "waiting", _("候补")
    WITHDRAWN = "withdrawn", _("已退出")
    REFUSED = "refused", _("未获同意")


class Step(TextChoices):
    """Whose agreement an enrolment waits for."""

    NONE = "", _("无")
    SCHOOL = "school", _("待学校审批")
    DISTRICT = "district", _("待市（区）审批")


class EnrolledBy(TextChoices):
    SELF = "self", _("本人报名")
    SCHOOL = "school", _("学校报名")
    ASSIGNED = "assigned", _("指定参加")


class CheckPoint(TextChoices):
    FIRST = "first", _("签到")
    SECOND = "second", _("中途签到")


class CheckHow(TextChoices):
    CODE = "code", _("扫码或输入签到码")
    PAPER = "paper", _("纸质签到表补录")
    STAFF = "staff", _("现场人员登记")


class Outcome(TextChoices):
    """What came of an enrolment when its session was over."""

    ATTENDED = "attended", _("全程参加")
    PARTLY = "partly", _("部分参加")
    ABSENT = "absent", _("缺席")
    EXCUSED = "excused", _("请假")


class SampleResult(TextChoices):
    """What the district found when it looked into a school's own plan."""

    OPEN = "open", _("待抽查")
    SOUND = "sound", _("符合计划")
    FAULTS = "faults", _("有问题，限期整改")
    MENDED = "mended", _("已整改")


class NoticeKind(TextChoices):
    CANCELLED = "cancelled", _("场次取消")
    MOVED = "moved", _("时间或地点变更")
    SEATED = "seated", _("候补转为录取")
    APPROVED = "approved", _("报名已同意")
    REFUSED = "refused", _("报名未获同意")
    SOON = "soon", _("即将开始")


class HourSource(TextChoices):
    """Where hours come from."""

    SESSION = "session", _("培训场次")
    CLAIM = "claim", _("本人申报")
    IMPORT = "import", _("批量导入")


class HourState(TextChoices):
    """Where hours stand in the ledger; approved and locked ones count."""

    PROPOSED = "proposed", _("待学校审核")
    CHECKED = "checked", _("待市（区）审核")
    APPROVED = "approved", _("已认定")
    LOCKED = "locked", _("已锁定")
    REFUSED = "refused", _("未认定")
    WITHDRAWN = "withdrawn", _("已撤回")
    REVERSED = "reversed", _("已冲销")


class HourMoveName(TextChoices):
    """The steps of hours through the ledger."""

    PROPOSE = "propose", _("提出")
    IMPORT = "import", _("导入")
    CHECK = "check", _("学校审核")
    APPROVE = "approve", _("认定")
    REFUSE = "refuse", _("不予认定")
    WITHDRAW = "withdraw", _("撤回")
    LOCK = "lock", _("锁定")
    REVERSE = "reverse", _("冲销")


class ClaimKind(TextChoices):
    """What somebody learned elsewhere; the mode of the hours follows from it, save for courses."""

    COURSE = "course", _("参加培训（集中）")
    ONLINE = "online", _("网络研修")
    DEGREE = "degree", _("学历提升")
    RESEARCH = "research", _("教研科研")
    PRACTICE = "practice", _("企业实践")
