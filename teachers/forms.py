"""Forms of the register: requests for corrections, changes of units, answers to both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kernel.files.fields import FilesField
from kernel.imports.cells import NAME_LIMIT
from kernel.orgs.models import Organisation
from kernel.widgets import offer
from teachers.choices import ServiceKind, Stage, UnmaskPurpose, UsePurpose
from teachers.rules import months
from teachers.rules.corrections import Entry
from teachers.rules.literacy import ITEMS, LEAST, MOST, STANDARD

_ROWS = forms.Textarea(attrs={"rows": 3})


class MonthField(forms.CharField):
    """A month as YYYY-MM; cleans to its first day, or None where none is given."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"type": "month", "placeholder": "1996-09", "autocomplete": "off"}
        super().__init__(max_length=7, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> date | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            month = months.parse(text)
            return date(month // 12, month % 12 + 1, 1)
        except ValueError as error:
            raise forms.ValidationError(_("请按 1996-09 的样式填写年月。")) from error


class _Request(forms.Form):
    """What every request for a correction has: why, and on what evidence."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=_ROWS)
    evidence = FilesField(label=_("证明材料"), error_messages={"required": _("请至少上传一份证明材料。")})


class ServiceForm(_Request):
    """A service row to add or change."""

    start = MonthField(label=_("起始年月"))
    end = MonthField(label=_("终止年月"), required=False, help_text=_("含当月；仍在进行的请留空。"))
    kind = forms.ChoiceField(label=_("经历类别"), choices=ServiceKind.choices, initial=ServiceKind.TEACHING)
    unit = forms.CharField(label=_("单位"), max_length=100, required=False)
    missing_row = forms.CharField(
        label=_("补的是名册中退回的哪一行"), max_length=100, required=False,
        help_text=_("这条经历就是导入时未能写入的那一行的，请写明是哪一行；办结后“经历不全”相应减少一行。"),
    )  # fmt: skip
    field_order = ("start", "end", "kind", "unit", "missing_row", "reason", "evidence")

    def __init__(self, *args: Any, owed: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not owed:
            del self.fields["missing_row"]

    @property
    def entry(self) -> Entry:
        """The row as it is to stand."""
        given = self.cleaned_data
        return Entry(given["start"], given["end"], given["kind"], given["unit"])


class RemoveForm(_Request):
    """A service row to take away."""


class NameForm(_Request):
    """The name to correct."""

    name = forms.CharField(label=_("更正后的姓名"), max_length=NAME_LIMIT)
    field_order = ("name", "reason", "evidence")


class AnswerForm(forms.Form):
    """What the person who decides has to say."""

    answer = forms.CharField(
        label=_("办理意见"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class _UnitForm(forms.Form):
    on = forms.DateField(label=_("生效日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    document = forms.CharField(
        label=_("依据文件"), max_length=160, help_text=_("标题和文号，例如《关于……的批复》（泰教发〔2026〕1号）。")
    )
    reason = forms.CharField(label=_("说明"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))


class RenameForm(_UnitForm):
    """Another name."""

    name = forms.CharField(label=_("新校名"), max_length=60)
    field_order = ("name", "on", "document", "reason")


class MergeForm(_UnitForm):
    """A merger."""

    into = forms.TypedChoiceField(label=_("并入学校"), coerce=int)
    field_order = ("into", "on", "document", "reason")

    def __init__(self, targets: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "into", [("", "---------"), *((one.pk, one.name) for one in targets)])


class CloseForm(_UnitForm):
    """An end without a successor."""


class UnmaskForm(forms.Form):
    """What a hidden value is looked at for."""

    purpose = forms.ChoiceField(label=_("用途"), choices=[("", _("请选择")), *UnmaskPurpose.choices])
    words = forms.CharField(
        label=_("具体事由"), max_length=100, help_text=_("例如“核对职称评审材料”；请不要写入证件号码或手机号。")
    )


_SHOWN, _MASKED = _("%(title)s（%(grade)s）"), _("%(title)s（%(grade)s，脱敏）")


class TakeOutForm(forms.Form):
    """Which columns of the register go into a workbook, and what for."""

    columns = forms.MultipleChoiceField(
        label=_("导出的栏目"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请至少选择一个栏目。")},
    )  # fmt: skip
    reason = forms.CharField(label=_("用途"), max_length=200, help_text=_("写明办理什么事项；用途印在导出的文件上。"))

    def __init__(
        self, columns: list[tuple[str, str, str, bool]], usual: Sequence[str], *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["columns"].initial = list(usual)
        self.fields["columns"].choices = [  # type: ignore[attr-defined]
            (name, (_MASKED if is_masked else _SHOWN) % {"title": title, "grade": grade})
            for name, title, grade, is_masked in columns
        ]


class PortraitFilter(forms.Form):
    """Whose portraits are listed; what cannot be one is not there."""

    school = forms.TypedChoiceField(label=_("学校"), coerce=int, required=False, empty_value=None)
    stage = forms.ChoiceField(label=_("学段"), choices=[("", _("全部学段")), *Stage.choices], required=False)
    subject = forms.CharField(label=_("学科"), max_length=30, required=False)

    def __init__(self, schools: list[Organisation], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "school", [("", _("全部学校")), *((one.pk, one.name) for one in schools)])


class DisputeForm(forms.Form):
    """What is wrong with a fact."""

    reason = forms.CharField(label=_("哪里不对，应当是什么"), max_length=300, widget=_ROWS)


class SettleForm(forms.Form):
    """What came of looking at the source."""

    outcome = forms.ChoiceField(
        label=_("核实结果"), widget=forms.RadioSelect,
        choices=[("corrected", _("来源已更正")), ("kept", _("核实无误，维持原记录"))],
    )  # fmt: skip
    answer = forms.CharField(label=_("核实情况"), max_length=300, widget=_ROWS)


class DecideForm(forms.Form):
    """What somebody decided with a portrait on the desk."""

    purpose = forms.ChoiceField(label=_("事项"), choices=[("", _("请选择")), *UsePurpose.choices])
    decision = forms.CharField(
        label=_("决定和理由"), max_length=500, widget=_ROWS, help_text=_("写明决定了什么、依据是什么；画像只作参考。")
    )
    confirmed = forms.BooleanField(label=_("决定由我本人作出，不是由画像自动得出"))


class VersionForm(forms.Form):
    """The settings of a draft, and weight and standard of each indicator."""

    effective_from = forms.DateField(
        label=_("生效日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    document = forms.CharField(label=_("依据文件"), max_length=120, help_text=_("文件名称和文号"))
    reason = forms.CharField(label=_("修订说明"), max_length=300, required=False)
    least_percent = forms.IntegerField(label=_("给出得分所需的最低数据完整度（%）"), min_value=1, max_value=100)
    least_cohort = forms.IntegerField(label=_("给出区间所需的最少同组人数"), min_value=10, max_value=1000)
    stale_months = forms.IntegerField(label=_("多少个月没有新数据即提示陈旧"), min_value=1, max_value=120)
    first_days = forms.IntegerField(label=_("本人先阅的天数"), min_value=0, max_value=60)

    def __init__(self, codes: Sequence[tuple[str, bool]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, has_standard in codes:
            self.fields[f"weight_{code}"] = forms.IntegerField(label=_("权重"), min_value=0, max_value=100)
            if has_standard:
                self.fields[f"standard_{code}"] = forms.IntegerField(
                    label=_("满分标准"), min_value=1, max_value=1_000_000
                )

    @property
    def weights(self) -> dict[str, tuple[int, int]]:
        """Code -> (weight, standard), once the form is valid."""
        given = self.cleaned_data
        codes = [name.removeprefix("weight_") for name in self.fields if name.startswith("weight_")]
        return {code: (given[f"weight_{code}"], given.get(f"standard_{code}", 0)) for code in codes}


class LiteracyForm(forms.Form):
    """The 33 items of the standard, each from 1 to 5."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in STANDARD:
            for part in one.parts:
                for place, words in enumerate(part.items, 1):
                    self.fields[f"{part.code}.{place}"] = forms.TypedChoiceField(
                        label=words, coerce=int, choices=[(n, str(n)) for n in range(LEAST, MOST + 1)],
                        widget=forms.RadioSelect, error_messages={"required": _("请选择 1 至 5 分。")},
                    )  # fmt: skip

    @property
    def answers(self) -> dict[str, int]:
        """Item -> answer, once the form is valid."""
        return {item: self.cleaned_data[item] for item in ITEMS}

    @property
    def laid_out(self) -> list[tuple[str, list[tuple[str, list[Any]]]]]:
        """The fields by dimension and part."""
        return [
            (one.title, [(part.title, [self[f"{part.code}.{n}"] for n in range(1, len(part.items) + 1)])
                         for part in one.parts])
            for one in STANDARD
        ]  # fmt: skip
