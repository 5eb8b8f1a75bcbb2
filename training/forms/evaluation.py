"""Forms of surveys: after a session, and of what is needed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.orgs.models import Organisation
from kernel.widgets import LongSelect, offer
from training.choices import Kind
from training.forms.shared import UnitField, day
from training.rules.evaluation import LEAST, MOST

MARKS = [(str(mark), str(mark)) for mark in range(MOST, LEAST - 1, -1)]
TOPICS = 8


class AnswerForm(forms.Form):
    """The questions of a questionnaire on the scale from 1 to 5, and room for words."""

    def __init__(self, *args: Any, questions: list[dict[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.codes = [question["code"] for question in questions]
        for question in questions:
            self.fields[question["code"]] = forms.ChoiceField(
                label=question["text"], choices=MARKS, widget=forms.RadioSelect,
                error_messages={"required": _("请选择 1 至 5 分。")},
            )  # fmt: skip
        self.fields["words"] = forms.CharField(
            label=_("意见和建议"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
            help_text=_("请不要写能看出您或他人身份的内容"),
        )  # fmt: skip

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        marks = {code: int(self.cleaned_data[code]) for code in self.codes}
        return {"marks": marks, "words": self.cleaned_data["words"]}

    @property
    def scales(self) -> list[Any]:
        """The questions, without the room for words."""
        return [self[code] for code in self.codes]


class NeedsForm(forms.Form):
    """A survey of what is needed: some topics, each perhaps of a kind of training."""

    title = forms.CharField(label=_("调研名称"), max_length=80)
    org = UnitField(
        label=_("调研单位"), queryset=Organisation.objects.none(), widget=LongSelect,
        help_text=_("该单位及所属学校的教师可以填写"),
    )  # fmt: skip
    year = forms.IntegerField(label=_("计划年度"), min_value=2021, max_value=2100)
    opens_on = day(_("开始日期"))
    closes_on = day(_("截止日期"))
    most = forms.IntegerField(label=_("每人最多选几项"), min_value=1, max_value=TOPICS, initial=3)
    note = forms.CharField(label=_("说明"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, units: QuerySet[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "org", units)
        for place in range(1, TOPICS + 1):
            self.fields[f"topic_{place}"] = forms.CharField(
                label=_("需求 %s") % place, max_length=80, required=place < 3
            )
            self.fields[f"kind_{place}"] = forms.ChoiceField(
                label=_("对应培训类别"), choices=Kind.choices, required=False
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("opens_on") and given.get("closes_on") and given["closes_on"] < given["opens_on"]:
            self.add_error("closes_on", _("截止日期不能早于开始日期。"))
        return given

    @property
    def topic_fields(self) -> list[tuple[Any, Any]]:
        """The rows of topics."""
        return [(self[f"topic_{place}"], self[f"kind_{place}"]) for place in range(1, TOPICS + 1)]

    def values(self) -> dict[str, Any]:
        """What the action takes."""
        given = self.cleaned_data
        pairs = [(given[f"topic_{place}"], given[f"kind_{place}"]) for place in range(1, TOPICS + 1)]
        names = ("title", "org", "year", "opens_on", "closes_on", "most", "note")
        return {**{name: given[name] for name in names}, "topics": [pair for pair in pairs if pair[0].strip()]}


class NeedsAnswerForm(forms.Form):
    """What a teacher needs."""

    topics = forms.MultipleChoiceField(label=_("我需要"), required=False, widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label=_("其他需求"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, topics: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "topics", topics)


class GroundForm(forms.Form):
    """Which programme answers to which need."""

    programme = forms.ChoiceField(label=_("项目"))
    topic = forms.ChoiceField(label=_("回应的需求"))

    def __init__(self, *args: Any, programmes: list[tuple[int, str]], topics: list[tuple[int, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "programme", programmes)
        offer(self, "topic", topics)
