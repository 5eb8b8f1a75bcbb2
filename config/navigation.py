"""The main menu: what stands there for whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.permissions import CmsPermission as Cms
from ethics.permissions import EthicsPermission as Ethics
from honors.permissions import HonorPermission as Honor
from kernel.access.permissions import AccessPermission as Access
from kernel.audit.permissions import AuditPermission as Audit
from kernel.calendar.permissions import CalendarPermission as Calendar
from kernel.exports.permissions import ExportPermission as Export
from kernel.orgs.permissions import OrgPermission as Org
from kernel.web.menu import MenuItem
from staffing.permissions import StaffingPermission as Staffing
from teachers.permissions import TeacherPermission as Teacher
from training.permissions import TrainingPermission as Training

SYSTEM, PEOPLE, DATA, HONORS = _("权限与系统"), _("教师与单位"), _("数据进出"), _("荣誉与证书")
TRAINING, ETHICS, STAFFING = pgettext_lazy("menu", "培训"), pgettext_lazy("menu", "师德"), pgettext_lazy("menu", "编制")

ITEMS = (
    MenuItem(_("待办"), "home"),
    MenuItem(
        _("待我签署"),
        "signatures",
        (
            Honor.APPROVE,
            Org.APPROVE,
            Teacher.APPROVE_PORTRAIT,
            Access.SIGN,
            Access.ACCOUNTS,
            Export.APPROVE,
            Staffing.SIGN,
        ),
    ),
    MenuItem(_("人员与角色"), "access_people", (Access.GRANT,), group=SYSTEM),
    MenuItem(_("账号"), "account_list", (Access.ACCOUNTS,), group=SYSTEM),
    MenuItem(_("审计"), "audit_trail", (Audit.READ,), group=SYSTEM),
    MenuItem(_("我的数字画像"), "portrait_mine", roleless=True),
    MenuItem(_("数字素养自评"), "literacy_mine", roleless=True),
    MenuItem(_("我的荣誉"), "honors_mine", roleless=True),
    MenuItem(_("我的培训"), "training_mine", roleless=True, group=TRAINING),
    MenuItem(_("我的培训任务"), "duties_mine", roleless=True, group=TRAINING),
    MenuItem(_("我的学时"), "hours_mine", roleless=True, group=TRAINING),
    MenuItem(_("教师名册"), "teacher_list", (Teacher.VIEW,), group=PEOPLE),
    MenuItem(_("更正申请"), "correction_list", (Teacher.CORRECT, Teacher.APPROVE_CORRECTION), group=PEOPLE),
    MenuItem(_("数字画像"), "portrait_list", (Teacher.PORTRAIT,), group=PEOPLE),
    MenuItem(_("数字素养地图"), "literacy_map", (Teacher.PORTRAIT,), group=PEOPLE),
    MenuItem(_("画像维度"), "portrait_versions", (Teacher.APPROVE_PORTRAIT,), group=PEOPLE),
    MenuItem(pgettext_lazy("menu", "单位"), "unit_list", (Teacher.VIEW,), group=PEOPLE),
    MenuItem(
        _("数据导入"),
        "import_list",
        (Teacher.IMPORT, Training.IMPORT_HOURS, Ethics.RECORD, Ethics.SEND_CLEARANCE, Staffing.RECRUIT),
        group=DATA,
    ),
    MenuItem(_("导出记录"), "export_list", (Teacher.EXPORT, Honor.VIEW, Export.APPROVE, Export.VIEW_ALL), group=DATA),
    MenuItem(_("培训项目"), "programme_list", (Training.VIEW,), group=TRAINING),
    MenuItem(_("学时审核"), "hours_queue", (Training.APPROVE_HOURS,), group=TRAINING),
    MenuItem(_("学时完成情况"), "hours_completion", (Training.VIEW,), group=TRAINING),
    MenuItem(_("适岗培训"), "requirement_list", (Training.VIEW,), group=TRAINING),
    MenuItem(_("师德案件"), "ethics_cases", (Ethics.DESK, Ethics.INVESTIGATE, Ethics.DECIDE), group=ETHICS),
    MenuItem(_("举报人身份保管"), "ethics_identities", (Ethics.IDENTITY,), group=ETHICS),
    MenuItem(_("师德处理"), "sanction_list", (Ethics.VIEW,), group=ETHICS),
    MenuItem(
        _("准入查询"),
        "clearance_list",
        (Ethics.CLEARANCE, Ethics.SEND_CLEARANCE, Ethics.CLEARANCE_DETAIL),
        group=ETHICS,
    ),
    MenuItem(_("能否推荐"), "standing_ask", (Ethics.ASK,), group=ETHICS),
    MenuItem(_("提醒预警"), "warning_list", (Ethics.WARN,), group=ETHICS),
    MenuItem(_("师德考核"), "appraisal_year", (Ethics.APPRAISE,), group=ETHICS),
    MenuItem(_("单位问责"), "accountability_list", (Ethics.HOLD_TO_ACCOUNT,), group=ETHICS),
    MenuItem(_("长期任教荣誉"), "round_list", (Honor.VIEW,), group=HONORS),
    MenuItem(_("荣誉证书"), "certificate_list", (Honor.VIEW,), group=HONORS),
    MenuItem(_("编制"), "staffing", (Staffing.VIEW,), group=STAFFING),
    MenuItem(_("编制调剂"), "plan_list", (Staffing.PLAN, Staffing.SIGN), group=STAFFING),
    MenuItem(_("师资预测"), "staffing_forecast", (Staffing.PLAN, Staffing.SIGN), group=STAFFING),
    MenuItem(_("教师招聘"), "recruitment", (Staffing.RECRUIT,), group=STAFFING),
    MenuItem(_("银龄教师"), "silver", (Staffing.RECRUIT,), group=STAFFING),
    MenuItem(_("博士引进"), "doctors", (Staffing.RECRUIT,), group=STAFFING),
    MenuItem(_("教师待遇与用人"), "allowance", (Staffing.VIEW,), group=STAFFING),
    MenuItem(_("交流意愿"), "exchange_mine", roleless=True),
    MenuItem(_("我的聘用事项"), "measures_mine", roleless=True),
    MenuItem(_("工作日历"), "calendar", (Calendar.SET,), group=SYSTEM),
    MenuItem(_("我的师德考核"), "appraisal_own", roleless=True, group=ETHICS),
    MenuItem(_("师德规则"), "ethics_settings_first", (Ethics.SET,), group=ETHICS),
    MenuItem(_("师德事项"), "ethics_mine", roleless=True, group=ETHICS),
    MenuItem(_("谁查看过我的信息"), "looks", roleless=True),
    MenuItem(_("角色与代理"), "my_grants", (Teacher.VIEW, Access.ACCOUNTS, Access.GRANT, Audit.READ), group=SYSTEM),
    MenuItem(_("证书核验"), "check", group=HONORS),
    MenuItem(_("网站编辑台"), "site_desk", (Cms.EDIT, Cms.PUBLISH)),
)
