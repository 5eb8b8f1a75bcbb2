"""Forms of programmes, sessions, seats and check-in."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation
from teachers.choices import Stage
from training.choices import ApprovalChain, CheckHow, CheckPoint, Kind, Level, Mode, SampleResult
from training.models import Course, Programme, Season, Session

_AT = {"type": "datetime-local"}


def _moment(label: Any) -> forms.DateTimeField:
    widget = forms.DateTimeInput(attrs=_AT, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, widget=widget, input_formats=["%Y-%m-%dT%H:%M"])


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class SeasonForm(forms.Form):
    """A new season of 泰州师说."""

    name = forms.CharField(label=_("名称"), max_length=60, help_text=_("例如：泰州师说 2026 年秋季"))
    starts_on = _day(_("开始日期"))
    ends_on = _day(_("结束日期"))
    theme = forms.CharField(label=_("主题"), max_length=200, required=False)


class ProgrammeForm(forms.Form):
    """A plan: what it is, for whom, how many, and on what need it rests."""

    org = forms.ModelChoiceField(Organisation.objects.none(), label=_("举办单位"))
    year = forms.IntegerField(label=_("年度"), min_value=2021, max_value=2099)
    season = forms.ModelChoiceField(
        Season.objects.order_by("-starts_on"), label=_("泰州师说培训季"), required=False, empty_label=_("不属于培训季")
    )
    title = forms.CharField(label=_("项目名称"), max_length=100)
    kind = forms.ChoiceField(label=_("培训类别"), choices=Kind.choices, required=False)
    level = forms.ChoiceField(label=_("级别"), choices=Level.choices)
    mode = forms.ChoiceField(label=_("方式"), choices=Mode.choices)
    hours = forms.DecimalField(label=_("学时"), min_value=Decimal("0.1"), max_value=1000, decimal_places=1)
    ethics_share = forms.IntegerField(label=_("教育家精神与师德教育占比（%）"), min_value=0, max_value=100)
    places = forms.IntegerField(label=_("计划人数"), min_value=1, max_value=100_000)
    target = forms.CharField(label=_("培训对象"), max_length=200)
    target_stage = forms.ChoiceField(label=_("限定学段"), choices=[("", _("不限")), *Stage.choices], required=False)
    target_subject = forms.CharField(label=_("限定学科"), max_length=30, required=False, help_text=_("不填为不限"))
    is_free = forms.BooleanField(label=_("不向教师收费"), required=False, initial=True)
    fee_note = forms.CharField(label=_("收费依据"), max_length=160, required=False)
    approval = forms.ChoiceField(label=_("报名审批"), choices=ApprovalChain.choices, initial=ApprovalChain.SCHOOL)
    needs_second_check = forms.BooleanField(label=_("中途随机再签到一次"), required=False, initial=True)
    needs = forms.CharField(
        label=_("需求依据"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明需求调研的结论和本项目回应什么。"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: Iterable[Organisation], one: Programme | None = None, **kwargs: Any) -> None:
        if one is not None:
            names = [name for name in self.base_fields if name not in {"org", "year"}]
            kwargs["initial"] = {name: getattr(one, name) for name in names}
        super().__init__(*args, **kwargs)
        if one is not None:
            del self.fields["org"], self.fields["year"]
            return
        choices = list(units)
        field: Any = self.fields["org"]
        field.queryset = Organisation.objects.filter(pk__in=[unit.pk for unit in choices])
        self.fields["org"].initial = choices[0].pk if choices else None
        self.fields["year"].initial = timezone.localdate().year


class CourseForm(forms.Form):
    """A course of a programme."""

    title = forms.CharField(label=_("课程名称"), max_length=100)
    hours = forms.DecimalField(label=_("学时"), min_value=Decimal("0.1"), max_value=200, decimal_places=1)
    is_ethics = forms.BooleanField(label=_("属教育家精神与师德教育"), required=False)


class SessionForm(forms.Form):
    """When, where, how many, and who teaches."""

    title = forms.CharField(label=_("场次名称"), max_length=100, help_text=_("例如：第一场（海陵片）"))
    course = forms.ModelChoiceField(Course.objects.none(), label=_("课程"), required=False, empty_label=_("整个项目"))
    starts_at = _moment(_("开始时间"))
    ends_at = _moment(_("结束时间"))
    hours = forms.DecimalField(label=_("学时"), min_value=Decimal("0.1"), max_value=100, decimal_places=1)
    capacity = forms.IntegerField(label=_("容纳人数"), min_value=1, max_value=100_000)
    place = forms.CharField(label=_("地点"), max_length=120, help_text=_("线上的填写平台和会议号"))
    is_online = forms.BooleanField(label=_("线上"), required=False)
    trainers = forms.CharField(
        label=_("授课教师"), widget=forms.Textarea(attrs={"rows": 2}), max_length=600,
        help_text=_("每行一人：姓名，空一格，所在单位"),
    )  # fmt: skip
    makes_up_for = forms.ModelChoiceField(
        Session.objects.none(), label=_("补训的场次"), required=False, empty_label=_("不是补训"),
        help_text=_("选择后只有该场次缺席或请假、还没有补训的教师可以报名，学时只算一次。"),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, one: Session | None = None, **kwargs: Any) -> None:
        if one is not None:
            names = ("title", "course", "hours", "capacity", "place", "is_online")
            kwargs["initial"] = {name: getattr(one, name) for name in names} | {
                "starts_at": timezone.localtime(one.starts_at), "ends_at": timezone.localtime(one.ends_at),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        courses: Any = self.fields["course"]
        courses.queryset = programme.courses.all()
        if one is not None:
            del self.fields["trainers"], self.fields["makes_up_for"]
            return
        missed: Any = self.fields["makes_up_for"]
        missed.queryset = programme.sessions.order_by("starts_at")

    def clean_trainers(self) -> list[tuple[str, str]]:
        """Name and unit of each line."""
        found = []
        for line in self.cleaned_data["trainers"].replace("　", " ").splitlines():
            name, _gap, unit = line.strip().partition(" ")
            if name and not unit.strip():
                raise forms.ValidationError(_("请在每位授课教师的姓名后空一格写明单位。"))
            if name:
                found.append((name[:50], unit.strip()[:60]))
        return found


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("原因"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class OutcomeForm(forms.Form):
    """What came of a programme."""

    outcome = forms.CharField(label=_("成效"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class SeatsForm(forms.Form):
    """Seats for a unit below."""

    org = forms.IntegerField(widget=forms.HiddenInput)
    seats = forms.IntegerField(label=_("名额"), min_value=0, max_value=100_000)


class CodeForm(forms.Form):
    """The code of the screen."""

    code = forms.CharField(
        label=_("签到码"), max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false",
                                      "class": "check-code", "inputmode": "text"}),
    )  # fmt: skip


class PaperForm(forms.Form):
    """Who signed the paper list."""

    point = forms.ChoiceField(label=_("签到环节"), choices=CheckPoint.choices)
    how = forms.ChoiceField(
        label=_("方式"), choices=[(one.value, one.label) for one in (CheckHow.PAPER, CheckHow.STAFF)]
    )
    note = forms.CharField(
        label=_("说明"), max_length=200, help_text=_("例如：纸质签到表第 1 页；手机没电，现场核对身份")
    )


class SampleForm(forms.Form):
    """How many schools' plans are drawn."""

    count = forms.IntegerField(label=_("抽取项目数"), min_value=1, max_value=200, initial=5)


class FindingForm(forms.Form):
    """What the district found."""

    result = forms.ChoiceField(
        label=_("结果"), choices=[pair for pair in SampleResult.choices if pair[0] != SampleResult.OPEN]
    )
    finding = forms.CharField(label=_("抽查意见"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class SettingForm(forms.Form):
    """A new dated row of the city's rules."""

    effective_from = _day(_("生效日"))
    ethics_share = forms.IntegerField(label=_("教育家精神与师德教育学时占比下限（%）"), min_value=0, max_value=100)
    freeze_hours = forms.IntegerField(label=_("开始前多少小时起候补名单冻结"), min_value=0, max_value=240)
    code_seconds = forms.IntegerField(label=_("签到码更换间隔（秒）"), min_value=5, max_value=120)
    code_grace = forms.IntegerField(label=_("签到码过后仍认可的间隔数"), min_value=0, max_value=2)
    opens_minutes = forms.IntegerField(label=_("开始前多少分钟起可以签到"), min_value=0, max_value=240)
    late_minutes = forms.IntegerField(label=_("开始后多少分钟内可以签到"), min_value=0, max_value=240)
    second_minutes = forms.IntegerField(label=_("中途签到持续分钟数"), min_value=1, max_value=60)
    document = forms.CharField(label=_("依据文件"), max_length=120)
