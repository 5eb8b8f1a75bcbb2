"""The main menu: what stands there for whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ethics.permissions import EthicsPermission as Ethics
from honors.permissions import HonorPermission as Honor
from kernel.access.permissions import AccessPermission as Access
from kernel.audit.permissions import AuditPermission as Audit
from kernel.calendar.permissions import CalendarPermission as Calendar
from kernel.exports.permissions import ExportPermission as Export
from kernel.orgs.permissions import OrgPermission as Org
from kernel.web.menu import MenuItem
from teachers.permissions import TeacherPermission as Teacher

ITEMS = (
    MenuItem(_("待办"), "home"),
    MenuItem(_("待我签署"), "signatures", (Honor.APPROVE, Org.APPROVE, Access.SIGN, Access.ACCOUNTS, Export.APPROVE)),
    MenuItem(_("人员与角色"), "access_people", (Access.GRANT,)),
    MenuItem(_("账号"), "account_list", (Access.ACCOUNTS,)),
    MenuItem(_("审计"), "audit_trail", (Audit.READ,)),
    MenuItem(_("我的荣誉"), "honors_mine", roleless=True),
    MenuItem(_("教师名册"), "teacher_list", (Teacher.VIEW,)),
    MenuItem(_("更正申请"), "correction_list", (Teacher.CORRECT, Teacher.APPROVE_CORRECTION)),
    MenuItem(pgettext_lazy("menu", "单位"), "unit_list", (Teacher.VIEW,)),
    MenuItem(_("数据导入"), "import_list", (Teacher.IMPORT, Ethics.RECORD, Ethics.SEND_CLEARANCE)),
    MenuItem(_("导出记录"), "export_list", (Teacher.EXPORT, Honor.VIEW, Export.APPROVE, Export.VIEW_ALL)),
    MenuItem(_("能否推荐"), "standing_ask", (Ethics.ASK,)),
    MenuItem(_("师德处理"), "sanction_list", (Ethics.VIEW,)),
    MenuItem(_("提醒预警"), "warning_list", (Ethics.WARN,)),
    MenuItem(_("师德考核"), "appraisal_year", (Ethics.APPRAISE,)),
    MenuItem(_("我的师德考核"), "appraisal_own", roleless=True),
    MenuItem(_("单位问责"), "accountability_list", (Ethics.HOLD_TO_ACCOUNT,)),
    MenuItem(_("准入查询"), "clearance_list", (Ethics.CLEARANCE, Ethics.SEND_CLEARANCE, Ethics.CLEARANCE_DETAIL)),
    MenuItem(_("长期任教荣誉"), "round_list", (Honor.VIEW,)),
    MenuItem(_("荣誉证书"), "certificate_list", (Honor.VIEW,)),
    MenuItem(_("工作日历"), "calendar", (Calendar.SET,)),
    MenuItem(_("谁查看过我的信息"), "looks", roleless=True),
    MenuItem(_("角色与代理"), "my_grants", (Teacher.VIEW, Access.ACCOUNTS, Access.GRANT, Audit.READ)),
    MenuItem(_("证书核验"), "check"),
)
