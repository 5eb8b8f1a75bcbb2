"""The one table: role -> permissions, and the kind of unit it is granted at."""

from __future__ import annotations

from collections.abc import Set
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from cms.permissions import CmsPermission as Cms
from ethics.permissions import EthicsPermission as Ethics
from honors.permissions import HonorPermission as Honor
from kernel.access.permissions import AccessPermission as Access
from kernel.accounts.choices import Duty
from kernel.accounts.roles import Role
from kernel.audit.permissions import AuditPermission as Audit
from kernel.calendar.permissions import CalendarPermission as Calendar
from kernel.exports.permissions import ExportPermission as Export
from kernel.orgs.choices import OrgKind
from kernel.orgs.permissions import OrgPermission as Org
from staffing.permissions import StaffingPermission as Staffing
from teachers.permissions import TeacherPermission as Teacher
from training.permissions import TrainingPermission as Training

_SCHOOL_HR: Set[str | StrEnum] = {
    Teacher.VIEW, Teacher.IMPORT, Teacher.CORRECT, Teacher.EXPORT, Teacher.UNMASK, Honor.VIEW, Honor.CONFIRM_HELD,
    Honor.SEND_LIST, Honor.DOWNLOAD, Ethics.ASK, Ethics.CLEARANCE, Staffing.VIEW, Staffing.FIGURES, Staffing.REQUEST,
    Staffing.RECRUIT,
    Teacher.PORTRAIT,
}  # fmt: skip
# Training: the school's HR officer plans and enrols for the school; district and city have officers for it.
_SCHOOL_TRAINING: Set[str | StrEnum] = {
    Training.VIEW, Training.PLAN, Training.GIVE_SEATS, Training.ENROL, Training.APPROVE_SCHOOL, Training.RUN_SESSION,
    Training.CHECK_CLAIM, Training.APPROVE_HOURS, Training.IMPORT_HOURS, Training.EXPORT, Training.ASSIGN,
    Training.EVALUATE, Training.VOCATIONAL,
}  # fmt: skip
_DISTRICT_TRAINING = _SCHOOL_TRAINING - {Training.APPROVE_SCHOOL} | {
    Teacher.VIEW, Training.REVIEW_PLAN, Training.APPROVE_DISTRICT, Training.LOCK_HOURS, Training.REVERSE_HOURS,
}  # fmt: skip
_CITY_TRAINING = _DISTRICT_TRAINING | {Training.SET_RULES}
_DISTRICT_HR = _SCHOOL_HR | {
    Teacher.APPROVE_CORRECTION, Honor.CHECK_LIST, Honor.DECIDE_OBJECTION, Export.APPROVE, Staffing.CHECK, Staffing.POOL,
    Staffing.PLAN,
}  # fmt: skip
_CITY_HR = _DISTRICT_HR | {Teacher.ADD_SCHOOLS, Org.CHANGE, Calendar.SET, Staffing.ESTABLISH, Teacher.SET_PORTRAIT}
_CITY_HONORS: Set[str | StrEnum] = {
    Teacher.VIEW, Honor.VIEW, Honor.RUN_ROUND, Honor.CONFIRM_HELD, Honor.DECIDE_OBJECTION, Honor.DOWNLOAD,
    Calendar.SET, Ethics.ASK,
}  # fmt: skip

# Ethics: a school keeps its own, the department decides; who keeps reporters' names or sees a hit does nothing else.
_SCHOOL_ETHICS: Set[str | StrEnum] = {
    Teacher.VIEW, Ethics.VIEW, Ethics.ASK, Ethics.DESK, Ethics.INVESTIGATE, Ethics.WARN, Ethics.APPRAISE,
    Ethics.CLEARANCE, Ethics.PROPOSE,
}  # fmt: skip
_DISTRICT_ETHICS = _SCHOOL_ETHICS | {
    Ethics.RECORD, Ethics.LIFT, Ethics.LOCK_APPRAISAL, Ethics.HOLD_TO_ACCOUNT, Ethics.SEND_CLEARANCE, Ethics.SUPERVISE,
}  # fmt: skip
_CITY_ETHICS = _DISTRICT_ETHICS | {Ethics.SET}
_ETHICS_DECIDER: Set[str | StrEnum] = {Teacher.VIEW, Ethics.VIEW, Ethics.DECIDE, Ethics.APPEAL, Ethics.PROPOSE}
_CLEARANCE_OFFICER: Set[str | StrEnum] = {Ethics.SEND_CLEARANCE, Ethics.CLEARANCE_DETAIL}


def _role(code: str, label: object, kind: OrgKind, permissions: Set[str | StrEnum], *, strong: bool = False) -> Role:
    return Role(code, label, frozenset(map(str, permissions)), frozenset({str(kind)}), is_strong=strong)  # type: ignore[arg-type]


def _administrator(code: str, label: object, duty: Duty, permissions: Set[str | StrEnum], *kinds: OrgKind) -> Role:
    """One of the three who are kept apart from each other and from all business."""
    held = frozenset(map(str, permissions))
    return Role(code, label, held, frozenset(map(str, kinds)), is_strong=True, duty=str(duty))  # type: ignore[arg-type]


ROLES: tuple[Role, ...] = (
    _role("school_hr", _("学校人事干部"), OrgKind.SCHOOL, _SCHOOL_HR | _SCHOOL_TRAINING),
    _role("district_hr", _("市（区）人事干部"), OrgKind.DISTRICT, _DISTRICT_HR),
    _role("city_hr", _("市局人事干部"), OrgKind.CITY, _CITY_HR | {Org.APPROVE}, strong=True),
    _role("district_training", _("市（区）培训管理"), OrgKind.DISTRICT, _DISTRICT_TRAINING),
    _role("city_training", _("市局培训管理"), OrgKind.CITY, _CITY_TRAINING, strong=True),
    _role("city_honors", _("市局荣誉经办"), OrgKind.CITY, _CITY_HONORS, strong=True),
    _role(
        "city_approver",
        _("市局荣誉审批"),
        OrgKind.CITY,
        {Teacher.VIEW, Honor.VIEW, Honor.APPROVE, Org.APPROVE, Export.APPROVE, Teacher.APPROVE_PORTRAIT},
        strong=True,
    ),
    _role("school_ethics", _("学校师德干部"), OrgKind.SCHOOL, _SCHOOL_ETHICS),
    _role("school_ethics_decider", _("学校师德处理决定人"), OrgKind.SCHOOL, _ETHICS_DECIDER),
    _role("district_ethics", _("市（区）师德干部"), OrgKind.DISTRICT, _DISTRICT_ETHICS),
    _role("district_ethics_decider", _("市（区）师德处理决定人"), OrgKind.DISTRICT, _ETHICS_DECIDER, strong=True),
    _role("city_ethics", _("市局师德干部"), OrgKind.CITY, _CITY_ETHICS, strong=True),
    _role("city_ethics_decider", _("市局师德处理决定人"), OrgKind.CITY, _ETHICS_DECIDER, strong=True),
    _role("identity_custodian", _("举报人身份保管员"), OrgKind.CITY, {Ethics.IDENTITY}, strong=True),
    _role("clearance_officer", _("市（区）准入查询值班员"), OrgKind.DISTRICT, _CLEARANCE_OFFICER, strong=True),
    _role("city_clearance_officer", _("市局准入查询值班员"), OrgKind.CITY, _CLEARANCE_OFFICER, strong=True),
    _role("city_staffing", _("市局编制审批"), OrgKind.CITY, {Teacher.VIEW, Staffing.VIEW, Staffing.SIGN}, strong=True),
    # The public site: who writes and who lets it out are two people.
    _role("cms_editor", _("网站编辑"), OrgKind.CITY, {Cms.EDIT}),
    _role("cms_publisher", _("网站审核"), OrgKind.CITY, {Cms.PUBLISH}, strong=True),
    # 三员: the first makes accounts and never grants, the second grants and never makes accounts, the third reads the
    # trail and changes nothing; none of them sees anything of the business.
    _administrator("system_admin", _("系统管理员"), Duty.SYSTEM, {Access.ACCOUNTS, Access.OPERATE}, OrgKind.CITY),
    _administrator(
        "security_admin", _("安全管理员"), Duty.SECURITY, {Access.GRANT, Access.SIGN}, OrgKind.CITY, OrgKind.DISTRICT
    ),
    _administrator("audit_admin", _("审计管理员"), Duty.AUDIT, {Audit.READ, Export.VIEW_ALL}, OrgKind.CITY),
    # The command line does what an operator with the machine in hand may do; it never signs a second signature.
    _role(
        "command_line",
        _("命令行"),
        OrgKind.CITY,
        (_CITY_HR - {Teacher.APPROVE_CORRECTION, Export.APPROVE}) | _CITY_HONORS | _CITY_TRAINING | _CITY_ETHICS,
    ),
)
