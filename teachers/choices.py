"""The words of the register: closed lists with a short code, a label, and what workbooks write for them."""

from __future__ import annotations

import unicodedata
from typing import Final, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

C = TypeVar("C", bound=TextChoices)


class ServiceKind(TextChoices):
    """What a teacher did in one stretch of service (经历类别)."""

    TEACHING = "teaching", _("任教")
    RESEARCH = "research", _("教研")
    AID = "aid", _("支教")
    EXCHANGE = "exchange", _("交流")
    MANAGEMENT = "management", _("学校管理")
    SICK_LEAVE = "sick_leave", _("病假")
    PERSONAL_LEAVE = "personal_leave", _("事假")
    SECONDMENT = "secondment", _("借调")
    STUDY = "study", _("脱产学习")
    LEFT_TEACHING = "left_teaching", _("离教")
    UNPAID_LEAVE = "unpaid_leave", _("停薪留职")
    SILVER_REHIRE = "silver_rehire", _("银龄返聘")


class RetirementGroup(TextChoices):
    """The schedule of retirement age that a person follows."""

    M60 = "M60", _("男职工（原60周岁）")
    F55 = "F55", _("女职工（原55周岁）")
    F50 = "F50", _("女职工（原50周岁）")
    F_SENIOR = "F_SENIOR", _("高级职称女性专业技术人员")


class Sex(TextChoices):
    """GB/T 2261.1 个人基本信息分类与代码 第1部分：人的性别代码."""

    UNKNOWN = "0", _("未知的性别")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSTATED = "9", _("未说明的性别")


class EmploymentKind(TextChoices):
    """On what footing a person is employed (用人形式)."""

    ESTABLISHMENT = "establishment", _("在编")
    FILED = "filed", _("备案制")
    AGENCY = "agency", _("人事代理")
    CONTRACT = "contract", _("劳动合同（编外）")
    DISPATCH = "dispatch", _("劳务派遣")
    PRIVATE = "private", _("民办聘用")
    SILVER = "silver", _("银龄返聘")
    PART_TIME = "part_time", _("兼职")
    INTERN = "intern", _("实习")
    OUTSIDE = "outside", _("非在编（未细分）")


class PostCategory(TextChoices):
    """The category of the post held (岗位类别)."""

    TEACHER = "teacher", _("专任教师")
    MANAGEMENT = "management", _("行政人员")
    SUPPORT = "support", _("教辅人员")
    WORKER = "worker", _("工勤人员")
    OTHER = "other", _("其他")


class Stage(TextChoices):
    """The stage of education that a school or a teacher belongs to (学段)."""

    PRESCHOOL = "preschool", _("学前")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    SENIOR = "senior", _("普通高中")
    VOCATIONAL = "vocational", _("中职")
    SPECIAL = "special", _("特殊教育")
    HIGHER = "higher", _("高校")
    NINE_YEAR = "nine_year", _("九年一贯制")


class IdKind(TextChoices):
    """What paper the identity number stands on (证件类型)."""

    RESIDENT = "resident", _("居民身份证")
    HMT_RESIDENT = "hmt", _("港澳台居民居住证")
    HM_PERMIT = "hm_permit", _("港澳居民来往内地通行证")
    TW_PERMIT = "tw_permit", _("台湾居民来往大陆通行证")
    FOREIGN = "foreign", _("外国人永久居留身份证")
    PASSPORT = "passport", _("护照")


class TeacherStatus(TextChoices):
    """Where a person of the register stands today (人员状态)."""

    ACTIVE = "active", _("在职")
    RETIRED = "retired", _("退休")
    LEFT = "left", _("离职")
    DECEASED = "deceased", _("已故")


class CorrectionKind(TextChoices):
    """What a request wants corrected."""

    ADD = "add", _("补充一条任教经历")
    CHANGE = "change", _("更正一条任教经历")
    REMOVE = "remove", _("删除一条任教经历")
    NAME = "name", _("更正姓名")


class UnmaskPurpose(TextChoices):
    """What a hidden value is looked at for."""

    PERSONNEL = "personnel", _("办理人事手续")
    CHECK = "check", _("核对证件或档案")
    CONTACT = "contact", _("联系本人")
    CORRECTION = "correction", _("处理更正或异议")
    SUPERVISION = "supervision", _("配合检查、审计")
    OTHER = "other", _("其他")


class CorrectionState(TextChoices):
    """Where a request for a correction stands."""

    ASKED = "asked", _("待学校核对")
    CHECKED = "checked", _("待主管部门审批")
    APPROVED = "approved", _("已更正")
    REFUSED = "refused", _("不予更正")
    WITHDRAWN = "withdrawn", _("已撤回")


class Dimension(TextChoices):
    """The dimensions of a portrait, in the order in which they are drawn."""

    ETHICS = "ethics", _("师德")
    TEACHING = "teaching", _("教育教学")
    RESEARCH = "research", _("教研科研")
    GROWTH = "growth", _("专业成长与培训")
    DIGITAL = "digital", _("数字素养")
    LEADING = "leading", _("引领辐射")


class VersionState(TextChoices):
    """Where a version of the set of dimensions stands."""

    DRAFT = "draft", _("草案")
    ASKED = "asked", _("待另一人签署")
    APPROVED = "approved", _("已批准")


class DisputeState(TextChoices):
    """Where an objection to a fact of a portrait stands."""

    OPEN = "open", _("待来源单位核实")
    CORRECTED = "corrected", _("来源已更正")
    KEPT = "kept", _("核实无误，维持原记录")
    WITHDRAWN = "withdrawn", _("已撤回")


class UsePurpose(TextChoices):
    """What somebody decided with a portrait on the desk."""

    BACKBONE = "backbone", _("骨干教师推荐")
    AWARD = "award", _("评优评先推荐")
    TRAINING = "training", _("选派培训")
    POST = "post", _("岗位安排")
    OTHER = "other", _("其他")


class LiteracySource(TextChoices):
    """Who assessed the digital literacy."""

    SELF = "self", _("本人自评")
    THIRD = "third", _("第三方测评")


# First the Chinese word itself (needed whatever language the page speaks), then what workbooks write for it.
_WORDS: Final[tuple[tuple[TextChoices, str], ...]] = (
    (ServiceKind.TEACHING, "任教 教学 任课"),
    (ServiceKind.RESEARCH, "教研 教研员 教研工作"),
    (ServiceKind.AID, "支教 援藏 援疆 援藏支教 援疆支教"),
    (ServiceKind.EXCHANGE, "交流 轮岗 交流轮岗 轮岗交流"),
    (ServiceKind.MANAGEMENT, "学校管理 管理 学校管理工作"),
    (ServiceKind.SICK_LEAVE, "病假 病休"),
    (ServiceKind.PERSONAL_LEAVE, "事假"),
    (ServiceKind.SECONDMENT, "借调 借用 借调外单位"),
    (ServiceKind.STUDY, "脱产学习 脱产进修"),
    (ServiceKind.LEFT_TEACHING, "离教 离职 辞职"),
    (ServiceKind.UNPAID_LEAVE, "停薪留职"),
    (ServiceKind.SILVER_REHIRE, "银龄返聘 退休返聘 返聘"),
    (RetirementGroup.M60, "男职工（原60周岁）"),
    (RetirementGroup.F55, "女职工（原55周岁）"),
    (RetirementGroup.F50, "女职工（原50周岁）"),
    (RetirementGroup.F_SENIOR, "高级职称女性专业技术人员"),
    (Sex.UNKNOWN, "未知的性别 未知"),
    (Sex.MALE, "男 男性"),
    (Sex.FEMALE, "女 女性"),
    (Sex.UNSTATED, "未说明的性别 未说明"),
    (EmploymentKind.ESTABLISHMENT, "在编 是 在编在岗 事业编制"),
    (EmploymentKind.FILED, "备案制 备案 备案制教师"),
    (EmploymentKind.AGENCY, "人事代理"),
    (EmploymentKind.CONTRACT, "劳动合同（编外） 劳动合同 编外 合同制"),
    (EmploymentKind.DISPATCH, "劳务派遣 派遣"),
    (EmploymentKind.PRIVATE, "民办聘用 民办"),
    (EmploymentKind.SILVER, "银龄返聘 退休返聘 返聘"),
    (EmploymentKind.PART_TIME, "兼职 兼任"),
    (EmploymentKind.INTERN, "实习"),
    (EmploymentKind.OUTSIDE, "非在编（未细分） 非在编 不在编 否"),
    (PostCategory.TEACHER, "专任教师 教师 专任"),
    (PostCategory.MANAGEMENT, "行政人员 行政 管理 管理人员"),
    (PostCategory.SUPPORT, "教辅人员 教辅"),
    (PostCategory.WORKER, "工勤人员 工勤 工人"),
    (PostCategory.OTHER, "其他 其它"),
    (Stage.PRESCHOOL, "学前 学前教育 幼儿园 幼儿教育"),
    (Stage.PRIMARY, "小学"),
    (Stage.JUNIOR, "初中 普通初中 初级中学"),
    (Stage.SENIOR, "普通高中 高中 高级中学 普高"),
    (Stage.VOCATIONAL, "中职 中等职业 中等职业教育 职业高中 职高 中专"),
    (Stage.SPECIAL, "特殊教育 特殊 特教"),
    (Stage.HIGHER, "高校 高等教育 大学 高等学校"),
    (Stage.NINE_YEAR, "九年一贯制 九年一贯制学校"),
    (IdKind.RESIDENT, "居民身份证 身份证 二代身份证"),
    (IdKind.HMT_RESIDENT, "港澳台居民居住证 居住证"),
    (IdKind.HM_PERMIT, "港澳居民来往内地通行证 回乡证"),
    (IdKind.TW_PERMIT, "台湾居民来往大陆通行证 台胞证"),
    (IdKind.FOREIGN, "外国人永久居留身份证 外国人永久居留证"),
    (IdKind.PASSPORT, "护照"),
    (TeacherStatus.ACTIVE, "在职 在岗"),
    (TeacherStatus.RETIRED, "退休 已退休"),
    (TeacherStatus.LEFT, "离职 辞职 调出"),
    (TeacherStatus.DECEASED, "已故 去世"),
    (CorrectionKind.ADD, "补充一条任教经历"),
    (CorrectionKind.CHANGE, "更正一条任教经历"),
    (CorrectionKind.REMOVE, "删除一条任教经历"),
    (CorrectionKind.NAME, "更正姓名"),
    (UnmaskPurpose.PERSONNEL, "办理人事手续"),
    (UnmaskPurpose.CHECK, "核对证件或档案"),
    (UnmaskPurpose.CONTACT, "联系本人"),
    (UnmaskPurpose.CORRECTION, "处理更正或异议"),
    (UnmaskPurpose.SUPERVISION, "配合检查、审计"),
    (UnmaskPurpose.OTHER, "其他"),
    (CorrectionState.ASKED, "待学校核对"),
    (CorrectionState.CHECKED, "待主管部门审批"),
    (CorrectionState.APPROVED, "已更正"),
    (CorrectionState.REFUSED, "不予更正"),
    (CorrectionState.WITHDRAWN, "已撤回"),
    (Dimension.ETHICS, "师德"),
    (Dimension.TEACHING, "教育教学"),
    (Dimension.RESEARCH, "教研科研"),
    (Dimension.GROWTH, "专业成长与培训"),
    (Dimension.DIGITAL, "数字素养"),
    (Dimension.LEADING, "引领辐射"),
    (VersionState.DRAFT, "草案"),
    (VersionState.ASKED, "待另一人签署"),
    (VersionState.APPROVED, "已批准"),
    (DisputeState.OPEN, "待来源单位核实"),
    (DisputeState.CORRECTED, "来源已更正"),
    (DisputeState.KEPT, "核实无误，维持原记录"),
    (DisputeState.WITHDRAWN, "已撤回"),
    (UsePurpose.BACKBONE, "骨干教师推荐"),
    (UsePurpose.AWARD, "评优评先推荐"),
    (UsePurpose.TRAINING, "选派培训"),
    (UsePurpose.POST, "岗位安排"),
    (UsePurpose.OTHER, "其他"),
    (LiteracySource.SELF, "本人自评"),
    (LiteracySource.THIRD, "第三方测评"),
)


def _plain(text: str) -> str:
    """Without blanks and differences of width."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# By class, since members of two lists with one code are equal (both are strings).
_CHINESE: Final = {(type(member), str(member.value)): words.split()[0] for member, words in _WORDS}
_MEMBERS: Final = {(type(member), str(member.value)): member for member, _words in _WORDS} | {
    (type(member), _plain(word)): member for member, words in _WORDS for word in words.split()
}


def chinese(member: TextChoices) -> str:
    """The Chinese word of a member, whatever language is active (sentences of rules, workbooks, papers)."""
    return _CHINESE[type(member), str(member.value)]


def from_label(cls: type[C], text: str) -> C | None:
    """The member that a workbook means by ``text`` (label, usual other word, or code); None if there is none."""
    member = _MEMBERS.get((cls, _plain(text)))
    return member if isinstance(member, cls) else None
