"""Forms of ethics."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ethics.choices import BarDomain, HandlingKind, Purpose
from ethics.choices.care import EthicsGrade, UnitGround, UnitMeasure, UnitPerson, WarningLevel
from ethics.choices.clearance import ProhibitionCode, SubjectKind
from ethics.choices.violations import ViolationType
from ethics.rules.lists import from_text
from kernel.files.fields import FilesField
from kernel.widgets import offer

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LIST_BYTES = 5 * 2**20
_NONE = [("", "—")]


class AskForm(forms.Form):
    """Whether people can be put forward: for what, on which day, who."""

    purpose = forms.ChoiceField(label=_("用途"), choices=[("", _("请选择")), *Purpose.choices])
    on = forms.DateField(label=_("查询日"), widget=DAY, help_text=_("一般为申报截止日；查询以今天已登记的情况为准。"))
    people = forms.CharField(
        label=_("人员"), required=False, max_length=60_000, strip=True,
        widget=forms.Textarea(attrs={"rows": 6, "autocomplete": "off"}),
        help_text=_("每行一人，填身份证件号或教师编号，后面可写姓名；可从表格中直接粘贴，最多 1000 人。"),
    )  # fmt: skip
    file = forms.FileField(
        label=_("或上传名单"), required=False, help_text=_("带“身份证件号”列的工作簿（.xlsx、.xls、.csv）。")
    )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        upload = values.get("file")
        if upload is not None and upload.size > LIST_BYTES:
            self.add_error("file", _("名单文件超过 5 MB，请只保留姓名和身份证件号两列后重新上传。"))
        values["list"] = from_text(values.get("people") or "")
        if upload is None and not values["list"]:
            self.add_error("people", _("请填写人员，或上传名单。"))
        return values


class SanctionForm(forms.Form):
    """A decision in writing."""

    who = forms.CharField(
        label=_("身份证件号或教师编号"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    kind = forms.ChoiceField(label=_("处理种类"), choices=[("", _("请选择")), *HandlingKind.choices])
    domains = forms.MultipleChoiceField(
        label=_("取消资格领域"), choices=BarDomain.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("仅“取消资格”需要选择，每个领域单独登记。"),
    )  # fmt: skip
    decided_on = forms.DateField(label=_("决定日期"), widget=DAY)
    effective_on = forms.DateField(label=_("生效日期"), widget=DAY, required=False, help_text=_("不填与决定日期相同。"))
    months = forms.IntegerField(
        label=_("期限（月）"), required=False, min_value=1, max_value=120, help_text=_("不填按该种类的规定期限。")
    )
    violation = forms.ChoiceField(
        label=_("违反情形"),
        choices=[*_NONE, *((str(one), f"{one} {one.label}") for one in ViolationType)],
        required=False,
    )
    decided_by = forms.CharField(label=_("决定机关"), max_length=100)
    document = forms.CharField(label=_("文号"), max_length=100)
    party_document = forms.CharField(label=_("党纪处分文号"), max_length=100, required=False)
    facts = forms.CharField(
        label=_("事实摘要"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("加密保存，只有师德干部和本人可以看到。"),
    )  # fmt: skip

    def clean_violation(self) -> ViolationType | None:
        given = self.cleaned_data["violation"]
        return ViolationType(given) if given else None


class ConfirmForm(forms.Form):
    """The end is confirmed in writing."""

    document = forms.CharField(label=_("解除通知文号"), max_length=200, required=False)


class ExtendForm(forms.Form):
    until = forms.DateField(label=_("延期至"), widget=DAY, help_text=_("自这一天起不再影响。"))
    document = forms.CharField(label=_("决定文号"), max_length=200)
    reason = forms.CharField(label=_("理由"), max_length=500)


class UndoForm(forms.Form):
    """Taken away by a review, or untrue."""

    state = forms.ChoiceField(
        label=_("结果"), choices=[("annulled", _("复核、申诉撤销原处理")), ("cleared", _("不属实，予以澄清"))],
        widget=forms.RadioSelect,
    )  # fmt: skip
    document = forms.CharField(label=_("决定文号"), max_length=200)
    reason = forms.CharField(label=_("理由"), max_length=500)


class ReceiptCheckForm(forms.Form):
    """Number and code of a receipt, as a third party has them."""

    number = forms.RegexField(
        r"^\s*SD-\d{4}-\d{6}\s*$", label=_("回执编号"), max_length=20,
        error_messages={"invalid": _("回执编号的样式为 SD-2026-000001，请对照回执填写。")},
    )  # fmt: skip
    code = forms.CharField(label=_("核验码"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class ClearanceForm(forms.Form):
    """Somebody to be queried, with the signed authorisation."""

    subject = forms.ChoiceField(label=_("查询对象"), choices=SubjectKind.choices)
    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(
        label=_("身份证件号"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    unit = forms.ChoiceField(label=_("用人单位"))
    authorised_on = forms.DateField(label=_("授权日期"), widget=DAY)
    paper = FilesField(label=_("授权书"), help_text=_("本人签字的授权书，PDF、JPG 或 PNG，不超过 10 MB。"))

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)


class DetailForm(forms.Form):
    """What a hit says and what was done."""

    detail = forms.CharField(
        label=_("命中情况"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    handling = forms.CharField(
        label=_("处置情况"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("在职人员应立即停止工作并依法解除聘用；拟聘人员不得聘用。"),
    )  # fmt: skip


class ProhibitionForm(forms.Form):
    """A row of the register of prohibitions."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(
        label=_("身份证件号"), max_length=20, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    code = forms.ChoiceField(label=_("类别"), choices=ProhibitionCode.choices)
    from_on = forms.DateField(label=_("起始日"), widget=DAY, help_text=_("B4 从刑罚执行完毕或者假释之日起算。"))
    until_on = forms.DateField(
        label=_("终止日"), widget=DAY, required=False,
        help_text=_("B1、B2 终身，B3、B8 由系统计算，均不填；其他按文书填写。"),
    )  # fmt: skip
    decided_by = forms.CharField(label=_("作出机关"), max_length=100)
    document = forms.CharField(label=_("文书号"), max_length=100)


class WarningForm(forms.Form):
    """A reminder, an early warning or a notice."""

    level = forms.ChoiceField(label=_("层级"), choices=WarningLevel.choices)
    school = forms.ChoiceField(label=_("学校"))
    who = forms.CharField(
        label=_("教师编号"), max_length=12, required=False, help_text=_("对学校发出的不填；通报不指向个人。")
    )
    ground = forms.CharField(label=_("事由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    plan = forms.CharField(
        label=_("整改要求"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("预警必填。"),
    )  # fmt: skip
    plan_due_on = forms.DateField(label=_("整改期限"), required=False, widget=DAY, help_text=_("预警必填。"))
    public_text = forms.CharField(
        label=_("通报文本"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("通报必填，供公开使用，不得出现姓名、学校名称和号码。"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", units)


class GradeForm(forms.Form):
    """The answer to an objection."""

    grade = forms.ChoiceField(choices=EthicsGrade.choices)
    answer = forms.CharField(max_length=1000)


class AccountabilityForm(forms.Form):
    """A unit held to account."""

    unit = forms.ChoiceField(label=_("被问责单位"))
    ground = forms.ChoiceField(label=_("情形"), choices=UnitGround.choices)
    measure = forms.ChoiceField(label=_("措施"), choices=UnitMeasure.choices)
    person = forms.ChoiceField(label=_("对象"), choices=UnitPerson.choices)
    person_name = forms.CharField(label=_("姓名"), max_length=50, required=False)
    case_number = forms.CharField(label=_("关联案件编号"), max_length=40, required=False)
    facts = forms.CharField(label=_("事实"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    document = forms.CharField(label=_("文号"), max_length=100)
    decided_on = forms.DateField(label=_("决定日期"), widget=DAY)

    def __init__(self, *args: Any, units: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
