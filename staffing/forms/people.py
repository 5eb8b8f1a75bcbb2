"""Forms about people who come and go: recruitment, retired teachers, doctors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation
from kernel.widgets import LongSelect, offer
from staffing.choices import DegreeLevel, FigureStage, Funding, HigherKind, RecruitRoute, SilverDuty, SilverScheme
from teachers.choices import UnmaskPurpose


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RecruitmentPlanForm(forms.Form):
    """A plan of recruitment: whose, for which school year, by which name."""

    unit = forms.ModelChoiceField(
        label=_("编制单位"), queryset=Organisation.objects.none(), empty_label=None, widget=LongSelect
    )
    year = forms.TypedChoiceField(label=_("学年"), coerce=int)
    title = forms.CharField(label=_("计划名称"), max_length=60, help_text=_("例如“2027年校园招聘”。"))

    def __init__(self, *args: Any, units: Any, years: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)
        offer(self, "year", [(one, f"{one}—{one + 1}") for one in years])


class RecruitmentApprovalForm(forms.Form):
    """What the second person of a plan says."""

    document = forms.CharField(
        label=_("批准文号"), max_length=160, help_text=_("批准这份计划的文件名称和文号；退回时不填。"), required=False
    )
    answer = forms.CharField(label=_("意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))


class VacancyForm(forms.Form):
    """Posts of one school for one subject."""

    school = forms.ModelChoiceField(
        label=_("学校"), queryset=Organisation.objects.none(), empty_label=None, widget=LongSelect
    )
    stage = forms.ChoiceField(label=_("学段"), choices=FigureStage.choices)
    subject = forms.CharField(label=_("学科"), max_length=30)
    posts = forms.IntegerField(label=_("招聘人数"), min_value=1, max_value=999)
    route = forms.ChoiceField(label=_("招聘方式"), choices=RecruitRoute.choices)
    least_degree = forms.ChoiceField(label=_("最低学历"), choices=DegreeLevel.choices, initial=DegreeLevel.BACHELOR)
    needs_normal = forms.BooleanField(label=_("限师范类专业"), required=False)
    starts_on = forms.DateField(label=_("起聘日"), widget=_day())
    conditions = forms.CharField(
        label=_("其他条件"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools)


class CandidateForm(forms.Form):
    """Somebody who applies."""

    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(label=_("证件号码"), max_length=30)
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False)
    graduated_from = forms.CharField(label=_("毕业院校"), max_length=60)
    graduated_in = forms.IntegerField(label=_("毕业年份"), min_value=1950, max_value=2100)
    major = forms.CharField(label=_("专业"), max_length=60, required=False)
    is_normal = forms.BooleanField(label=_("师范类专业"), required=False)
    funding = forms.ChoiceField(label=_("培养方式"), choices=Funding.choices)
    degree = forms.ChoiceField(label=_("学历"), choices=DegreeLevel.choices, initial=DegreeLevel.BACHELOR)
    certificate = forms.CharField(
        label=_("教师资格证书"), max_length=60, required=False, help_text=_("证书种类和学科。")
    )


class RevealForm(forms.Form):
    """What a hidden value is looked at for."""

    purpose = forms.ChoiceField(label=_("用途"), choices=[("", _("请选择")), *UnmaskPurpose.choices])
    words = forms.CharField(label=_("具体事由"), max_length=100)


class AppointForm(forms.Form):
    """What the contract says; what is left empty is as the rule of the day sets it."""

    number = forms.CharField(label=_("合同编号"), max_length=60)
    signed_on = forms.DateField(label=_("签订日"), widget=_day())
    joined_on = forms.DateField(label=_("报到日"), widget=_day())
    contract_years = forms.IntegerField(label=_("合同年限"), min_value=1, max_value=30, required=False)
    probation_months = forms.IntegerField(label=_("试用期（月）"), min_value=0, max_value=36, required=False)
    service_years = forms.IntegerField(label=_("服务期（年）"), min_value=0, max_value=30, required=False)


class SilverForm(forms.Form):
    """An agreement with somebody retired."""

    host = forms.ModelChoiceField(
        label=_("聘用学校"), queryset=Organisation.objects.none(), empty_label=None, widget=LongSelect
    )
    name = forms.CharField(label=_("姓名"), max_length=50)
    id_number = forms.CharField(label=_("证件号码"), max_length=30)
    phone = forms.CharField(label=_("手机号"), max_length=20, required=False)
    former_unit = forms.CharField(label=_("退休前单位"), max_length=60)
    title = forms.CharField(label=_("职称"), max_length=20)
    scheme = forms.ChoiceField(label=_("项目"), choices=SilverScheme.choices)
    duty = forms.ChoiceField(label=_("工作内容"), choices=SilverDuty.choices)
    subject = forms.CharField(label=_("学科"), max_length=30, required=False)
    starts_on = forms.DateField(label=_("起始日"), widget=_day())
    ends_on = forms.DateField(label=_("到期日"), widget=_day(), help_text=_("不再服务的第一天。"))
    hours = forms.IntegerField(label=_("每学年课时"), min_value=0, max_value=2000)
    subsidy = forms.IntegerField(label=_("每学年经费（元）"), min_value=0, max_value=1_000_000)
    subsidy_source = forms.CharField(label=_("经费来源"), max_length=60)
    health_on = forms.DateField(label=_("体检日期"), widget=_day(), help_text=_("凭体检合格报告登记。"))
    is_insured = forms.BooleanField(label=_("已办理人身意外保险"), required=False)

    def __init__(self, *args: Any, hosts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "host", hosts)


class SilverEndForm(forms.Form):
    """An agreement ends before its term."""

    ended_on = forms.DateField(label=_("终止日"), widget=_day())
    reason = forms.CharField(label=_("终止原因"), max_length=300)


class HigherForm(forms.Form):
    """The kind of a school of higher education."""

    school = forms.ModelChoiceField(label=_("学校"), queryset=Organisation.objects.none(), empty_label=None)
    kind = forms.ChoiceField(label=_("类别"), choices=HigherKind.choices)

    def __init__(self, *args: Any, schools: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", schools)


def _number(label: Any, most: int = 100) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most)


class RulesForm(forms.Form):
    """A dated row of one of the rules about people."""

    effective_from = forms.DateField(label=_("生效日"), widget=_day())
    document = forms.CharField(label=_("依据文件"), max_length=160)


class RecruitmentRulesForm(RulesForm):
    """Terms of contracts."""

    service_years = _number(_("一般服务期（年）"), 30)
    funded_years = _number(_("公费、定向师范生服务期（年）"), 30)
    contract_years = _number(_("首次聘用合同（年）"), 10)
    probation_months = _number(_("试用期（月）"), 36)
    due_days = _number(_("到期前多少天提醒"), 999)


class SilverRulesForm(RulesForm):
    """Bounds of agreements with retired teachers."""

    age_most = _number(_("年龄上限（岁，按起始日）"))
    age_most_higher = _number(_("高等学校年龄上限（岁）"))
    term_months_most = _number(_("一次最长期限（月）"))
    health_days = _number(_("体检报告有效天数"), 999)
    hours_least_higher = _number(_("高等学校每学年最少课时"), 999)
    subsidy_usual = _number(_("每人每学年经费（元）"), 1_000_000)
    due_days = _number(_("到期前多少天提醒"), 999)


class DoctorRulesForm(RulesForm):
    """Targets for doctors."""

    baseline_on = forms.DateField(label=_("新增起算日"), widget=_day())
    deadline_on = forms.DateField(label=_("目标截止日"), widget=_day())
    new_target = _number(_("新增博士目标（人）"), 100_000)
    university_percent = _number(_("普通本科高校博士占比目标（%）"))
    college_percent = _number(_("高职院校博士占比目标（%）"))
