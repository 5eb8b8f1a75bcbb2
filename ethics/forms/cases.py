"""Forms of cases: a lead, one form for each move, reviews and appeals, settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ethics.choices import BarDomain, HandlingKind, ViolationType
from ethics.choices.cases import Channel, ClockKind, Ground, PaperKind, RemedyState
from ethics.models import Sanction
from ethics.rules.case_moves import MOVES
from ethics.rules.clocks import Unit
from kernel.accounts.models import User
from kernel.files.fields import uploads
from kernel.orgs.models import Organisation
from teachers.models import Teacher

_DAY = {"type": "date"}
_CHOOSE = [("", _("请选择"))]
KINDS = [(kind.value, kind.label) for kind in HandlingKind if not kind.startswith("L")]
GROUNDS = [
    (_("从重"), [(one.value, one.label) for one in Ground if one.aggravates]),
    (_("从轻、减轻"), [(one.value, one.label) for one in Ground if not one.aggravates]),
]
DOMAINS = [(one.value, one.label) for one in BarDomain]


def day(label: Any, **more: Any) -> forms.DateField:
    """A day, as browsers choose one."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **more)


class LeadForm(forms.Form):
    """A lead that an officer puts on file."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    school = forms.TypedChoiceField(label=_("涉及学校"), coerce=int, empty_value=None)
    channel = forms.ChoiceField(label=_("线索来源"), choices=Channel.choices)
    accused = forms.CharField(
        label=_("线索所称的被反映人"), max_length=200, required=False,
        help_text=_("按线索原话填写，受理时再与名册核对。"),
    )  # fmt: skip
    violation = forms.ChoiceField(label=_("可能违反的情形"), choices=[*_CHOOSE, *ViolationType.choices], required=False)
    gist = forms.CharField(
        label=_("反映的主要问题"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("请写明反映的主要问题。")},
    )  # fmt: skip
    above_school = forms.BooleanField(
        label=_("由教育主管部门办理"), required=False,
        help_text=_("涉及学校负责人或者学校应当回避的，勾选后学校人员不能查看和办理。"),
    )  # fmt: skip
    files = uploads(label=_("材料"), required=False)

    def __init__(self, *args: Any, schools: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["school"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [*([] if len(schools) == 1 else _CHOOSE), *((one.pk, one.name) for one in schools)]


class MoveForm(forms.Form):
    """One move of a case: its day, its paper, and what belongs to this move alone."""

    on = day(_("办理日期"))
    note = forms.CharField(label=_("说明"), max_length=8000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    files = uploads(label=_("材料"), required=False)

    def __init__(
        self, *args: Any, move: str, people: Sequence[Teacher] = (), officers: Sequence[User] = (),
        handling: Sequence[Sanction] = (), **kwargs: Any,
    ) -> None:  # fmt: skip
        kwargs.setdefault("initial", {})
        kwargs["initial"].setdefault("on", timezone.localdate())
        super().__init__(*args, **{**kwargs, "prefix": move, "label_suffix": ""})
        brings = MOVES[move].brings
        if brings:
            self.fields["note"].label = PaperKind(brings).label
        else:
            del self.fields["files"]
        for name, field in _extra(move, people, officers, handling).items():
            self.fields[name] = field
        last = [name for name in ("note", "files") if name in self.fields]
        self.order_fields(["on", *(name for name in self.fields if name not in {"on", *last}), *last])


def _extra(
    move: str, people: Sequence[Teacher], officers: Sequence[User], handling: Sequence[Sanction]
) -> dict[str, forms.Field]:
    """The fields of one move beyond day and paper."""
    if move == "name":
        return {
            "teacher": forms.TypedChoiceField(
                label=_("被反映的教师"), coerce=int, empty_value=None,
                choices=[*_CHOOSE, *((one.pk, f"{one.name}（{one.teacher_no}）") for one in people)],
            ),
            "violation": forms.ChoiceField(
                label=_("可能违反的情形"), choices=[*_CHOOSE, *ViolationType.choices], required=False
            ),
            "is_head": forms.BooleanField(
                label=_("是学校负责人"), required=False, help_text=_("勾选后由教育主管部门办理，学校回避。")
            ),
        }  # fmt: skip
    if move == "assign":
        return {
            "investigators": forms.TypedMultipleChoiceField(
                label=_("调查人员（不少于两人）"), coerce=int, choices=[(one.pk, str(one)) for one in officers],
                widget=forms.CheckboxSelectMultiple,
            )
        }  # fmt: skip
    if move in {"notice", "sanction"}:
        return _handling(move)
    if move == "lift":
        return {
            "sanction": forms.TypedChoiceField(
                label=_("处理"), coerce=int, empty_value=None, choices=[
                    (one.pk, _("%(kind)s（%(day)s 届满）") % {"kind": one.get_kind_display(), "day": one.until_on})
                    for one in handling
                ],
            ),
            "document": forms.CharField(label=_("解除或者延期决定的文号"), max_length=100),
            "until": day(
                _("延期至"), required=False, help_text=_("期满解除的不填；延期的填写延期后的终止日，自该日起不再影响。")
            ),
        }  # fmt: skip
    if move == "schedule":
        return {"hearing_on": day(_("听证日期"))}
    if move == "extend":
        return {"months": forms.IntegerField(label=_("延长（月）"), min_value=1, max_value=6)}
    return {}


def _handling(move: str) -> dict[str, forms.Field]:
    found: dict[str, forms.Field] = {
        "kinds": forms.MultipleChoiceField(
            label=_("拟处理种类") if move == "notice" else _("处理种类"), choices=KINDS,
            widget=forms.CheckboxSelectMultiple,
        ),
        "domains": forms.MultipleChoiceField(
            label=_("取消资格的领域"), choices=DOMAINS, required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("选择“取消资格”时填写。"),
        ),
    }  # fmt: skip
    found["grounds"] = forms.MultipleChoiceField(
        label=_("从重、从轻情节"), choices=GROUNDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("认定了从重情节的，处理不得轻于本市规定的种类。"),
    )  # fmt: skip
    if move == "sanction":
        found["months"] = forms.IntegerField(
            label=_("取消资格期限（月）"), required=False, min_value=24, max_value=60, help_text=_("不少于 24 个月。")
        )
        found["document"] = forms.CharField(label=_("决定文号"), max_length=100)
        found["party_document"] = forms.CharField(label=_("党纪处分文号"), max_length=100, required=False)
    return found


class StateForm(forms.Form):
    """What the teacher states and defends, or asks for."""

    text = forms.CharField(label=_("内容"), max_length=8000, widget=forms.Textarea(attrs={"rows": 6}))
    files = uploads(label=_("材料"), required=False)


class LodgeForm(StateForm):
    """A review or an appeal by one of the routes that are open."""

    once = forms.CharField(widget=forms.HiddenInput, max_length=64)
    way = forms.ChoiceField(label=_("途径"), widget=forms.RadioSelect)
    field_order = ("way", "text", "files", "once")

    def __init__(self, *args: Any, ways: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = _("请求和理由")
        field = self.fields["way"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(ways)


class AnswerForm(forms.Form):
    """The answer to a review or appeal."""

    state = forms.ChoiceField(
        label=_("处理决定"), widget=forms.RadioSelect,
        choices=[
            (one.value, one.label)
            for one in (RemedyState.UPHELD, RemedyState.LIGHTENED, RemedyState.ANNULLED, RemedyState.REJECTED)
        ],
    )  # fmt: skip
    document = forms.CharField(label=_("文号"), max_length=100, required=False, help_text=_("撤销、变更原决定时必填。"))
    kinds = forms.MultipleChoiceField(
        label=_("变更后的处理"), choices=KINDS, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("变更为较轻处理时选择；自原处理生效之日起计算，不得加重。"),
    )  # fmt: skip
    domains = forms.MultipleChoiceField(
        label=_("变更后取消资格的领域"), choices=DOMAINS, required=False, widget=forms.CheckboxSelectMultiple
    )
    months = forms.IntegerField(label=_("变更后取消资格的期限（月）"), required=False, min_value=24, max_value=60)
    answer = forms.CharField(label=_("决定内容和理由"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4}))
    files = uploads(label=_("材料"), required=False)


class RelationForm(forms.Form):
    """A relation that one declares of oneself."""

    teacher_no = forms.CharField(label=_("教师编号"), max_length=12)
    kind = forms.ChoiceField(label=_("关系"), choices=[("relative", _("近亲属")), ("interest", _("其他利害关系"))])
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class LimitForm(forms.Form):
    """Another limit from a day on."""

    kind = forms.ChoiceField(label=_("事项"), choices=ClockKind.choices)
    effective_from = day(_("生效日"))
    length = forms.IntegerField(label=_("期限"), min_value=1, max_value=600)
    unit = forms.ChoiceField(
        label=pgettext_lazy("of a limit", "单位"),
        choices=[(str(Unit.WORKING_DAYS), _("个工作日")), (str(Unit.DAYS), _("日")), (str(Unit.MONTHS), _("个月"))],
    )
    document = forms.CharField(label=_("依据文件"), max_length=160, help_text=_("文件名称和文号。"))


class KeepForm(forms.Form):
    """Keeping a file longer."""

    until = day(_("保存至"))
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
