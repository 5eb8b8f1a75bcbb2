"""Audit lines as sentences. Each app brings a table act -> sentence; settings name the tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from kernel.accounts.roles import role_table
from kernel.errors import retold

Detail = Mapping[str, Any]
# A sentence, with %(key)s for what the detail holds, or a function of the detail.
Sentence = str | Promise | Callable[[Detail], str]


class _Known(dict[str, Any]):
    """An older line may lack what a newer sentence asks for."""

    def __missing__(self, key: str) -> str:
        return "—"


def _read(value: object) -> object:
    return retold(value) if isinstance(value, str) else value


def sentence(act: str, detail: Detail) -> str:
    """What an audit line says, for a person; an act that no table knows is told plainly."""
    said = _act(act, detail)
    names = detail.get("acting_for")
    return _("%(said)s（在代理%(names)s期间）") % {"said": said, "names": "、".join(names)} if names else said


def _act(act: str, detail: Detail) -> str:
    found, known = table().get(act), _Known({key: _read(value) for key, value in detail.items()})
    if found is None:
        return _("办理了其他事项（%s）") % act
    return found(known) if callable(found) else str(found) % known


@cache
def table() -> dict[str, Sentence]:
    """All sentences by act."""
    found: dict[str, Sentence] = {}
    for path in settings.AUDIT_PRESENTERS:
        found |= import_string(path)
    return found


def _granted(detail: Detail) -> str:
    role = role_table().get(str(detail["role"]))
    return _("授予角色：%s") % (role.label if role else detail["role"])


_WAYS = {
    "password": gettext_lazy("密码"), "totp": gettext_lazy("身份验证器"), "webauthn": gettext_lazy("通行密钥"),
    "recovery_codes": gettext_lazy("备用码"), "dingtalk": gettext_lazy("钉钉"), "feishu": gettext_lazy("飞书"),
    "weixin": gettext_lazy("微信"), "city": gettext_lazy("统一身份认证"),
}  # fmt: skip


def _ways(text: str) -> str:
    """password+totp in words."""
    return "、".join(str(_WAYS.get(one, one)) for one in text.split("+"))


def _counted(text: str | Promise) -> Callable[[Detail], str]:
    """The figures of an import behind its sentence, those that are not nought."""
    labels = {
        "created": gettext_lazy("新增 %s 人"),
        "updated": gettext_lazy("更新 %s 人"),
        "service_only": gettext_lazy("补充经历 %s 人"),
        "refused": gettext_lazy("退回 %s 行"),
    }

    def say(detail: Detail) -> str:
        figures = [str(label) % detail[key] for key, label in labels.items() if detail.get(key)]
        return "，".join([str(text), *figures])

    return say


def _placed(text: str | Promise) -> Callable[[Detail], str]:
    """At which address, by the name of its pattern; one that is no address of ours has none."""
    return lambda detail: str(text) % (detail["place"] or "—")


def _more(detail: Detail) -> str:
    """How often, and at which addresses by the names of their patterns."""
    places = detail["places"] if isinstance(detail["places"], dict) else {}
    return _("同一分钟内另有 %(times)s 次被拒绝（%(places)s）") % {
        "times": detail["times"],
        "places": "、".join(f"{name} {times}" for name, times in places.items()) or "—",
    }


def _broken(detail: Detail) -> str:
    place = detail.get("sequence") or detail.get("day") or "—"
    return _("核验审计链：不完好，第一处断点在 %(place)s") % {"place": place}


def _reasoned(text: str | Promise) -> Callable[[Detail], str]:
    """What was done, and why where that was said."""

    def say(detail: Detail) -> str:
        reason = detail.get("reason")
        return _("%(said)s，理由：%(reason)s") % {"said": text, "reason": reason} if reason else str(text)

    return say


_t = gettext_lazy
_ENDED = {"later": _t("因在别处登录而退出"), "reset": _t("因重置登录方式而退出")}
SENTENCES: dict[str, Sentence] = {
    "attempt.forbidden": _placed(_t("没有权限而被拒绝（%s）")),
    "attempt.not_found": _placed(_t("访问不存在或无权查看的内容（%s）")),
    "attempt.csrf": _placed(_t("表单校验未通过而被拒绝（%s）")),
    "attempt.more": _more,
    "audit.verified": _t("核验审计链：完好，核对 %(checked)s 环，尚未入链 %(unsealed)s 条"),
    "audit.broken": _broken,
    "account.made": _t("开通账号 %(username)s"),
    "grant.made": _granted,
    "sign_in.done": lambda detail: _("登录系统（%s）") % _ways(str(detail["how"])),
    "sign_in.failed": _t("登录失败：密码不正确（来自 %(address)s）"),
    "sign_in.left": _t("退出系统"),
    "sign_in.locked": _t("连续登录失败，账号锁定 30 分钟"),
    "sign_in.unlocked": _t("解除账号锁定"),
    "sign_in.password_changed": _t("修改密码"),
    "sign_in.password_reset": _reasoned(_t("重置为初始密码")),
    "sign_in.code_failed": _t("登录失败：验证码不正确"),
    "sign_in.factor_added": lambda detail: _("登记%s") % _ways(str(detail["kind"])),
    "sign_in.factor_removed": lambda detail: _("移除%s") % _ways(str(detail["kind"])),
    "sign_in.codes_renewed": _t("重新生成备用码"),
    "sign_in.factors_reset": _reasoned(_t("重置第二因素")),
    "sign_in.session_ended": lambda detail: str(_ENDED.get(str(detail.get("why")), _t("从另一设备退出该登录"))),
    "sign_in.identity_linked": _t("关联身份（%(provider)s）"),
    "sign_in.identity_unlinked": _t("解除关联身份（%(provider)s）"),
    "sign_in.identity_unknown": _t("未关联的身份尝试登录（%(provider)s），已拒绝"),
    "calendar.set": _t("设定 %(year)s 年工作日历，共 %(days)s 天"),
    "keys.rotated": _t("更换加密密钥，重新加密 %(values)s 项"),
    "command.run": _t("在命令行执行 %(command)s"),
    "export.asked": _t("申请导出 %(rows)s 行，最高数据级别 %(grade)s"),
    "export.approved": _t("批准导出"),
    "export.refused": pgettext_lazy("export", "不批准导出"),
    "export.withdrawn": _t("撤回导出申请"),
    "export.made": _t("生成导出文件，共 %(rows)s 行"),
    "export.failed": _t("导出文件没有生成"),
    "export.downloaded": _t("下载导出文件，共 %(rows)s 行"),
    "import.received": _t("上传导入文件（%(bytes)s 字节）"),
    "import.judged": _counted(_t("核对完成")),
    "import.refused": _t("文件不能读取，已退回（%(code)s）"),
    "import.confirmed": _t("确认写入"),
    "import.dropped": _t("放弃导入"),
    "import.retried": _t("继续中断的处理"),
    "import.applied": _counted(_t("写入完成")),
    "import.refused_downloaded": _t("下载退回的 %(rows)s 行"),
    "job.paused": _t("暂停后台任务"),
    "job.resumed": _t("继续后台任务"),
    "signature.asked": _t("提请另一人签署"),
    "signature.signed": _t("签署同意"),
    "signature.refused": pgettext_lazy("second signature", "签署不同意"),
    "signature.withdrawn": _t("撤回签署申请"),
    "signature.lapsed": _t("逾期无人签署，申请自动失效"),
    "school.added": _t("新增学校“%(name)s”"),
    "school.renamed": _t("由“%(old)s”更名为“%(new)s”，自 %(day)s 起，依据%(document)s"),
    "school.merged": _t("并入“%(into)s”，自 %(day)s 起，转入 %(people)s 人，依据%(document)s"),
    "school.absorbed": _t("“%(name)s”并入本校，自 %(day)s 起，转入 %(people)s 人，依据%(document)s"),
    "school.closed": _t("停办，自 %(day)s 起，依据%(document)s"),
    "unit.asked": _t("提出申请：%(what)s"),
    "unit.refused": _t("不同意申请：%(what)s"),
    "unit.withdrawn": _t("撤回申请：%(what)s"),
}
