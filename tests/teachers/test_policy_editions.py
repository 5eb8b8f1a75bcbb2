"""The editions name their documents and answer for the days that need them; the words of the register are complete."""

from __future__ import annotations

from datetime import date

import pytest
from django.conf import settings
from django.db.models import TextChoices
from django.utils import translation

from kernel.policy import Source
from teachers import choices
from teachers.choices import (
    EmploymentKind,
    PostCategory,
    RetirementGroup,
    ServiceKind,
    Sex,
    Stage,
    chinese,
    from_label,
)
from teachers.policy import RETIREMENT, TEACHING_YEARS
from teachers.rules import months

LISTS = [
    value
    for value in vars(choices).values()
    if isinstance(value, type) and issubclass(value, TextChoices) and value is not TextChoices
]


def test_every_kind_of_service_has_a_rule_and_a_document() -> None:
    for edition in TEACHING_YEARS:
        assert set(edition.value.kinds) == set(ServiceKind)
        assert all(str(rule.source).startswith("《") for rule in edition.value.kinds.values())
        assert edition.value.thresholds == (30, 40)


def test_teaching_years_name_purpose_and_models() -> None:
    edition = TEACHING_YEARS.on(date(2026, 9, 10))
    assert str(edition.source) == "《泰州市教育强市建设实施方案》任务13"
    assert [str(source) for source in edition.value.models] == [
        "《关于做好乡村学校从教30年教师荣誉证书颁发工作的通知》（教育部、人力资源社会保障部2016年）",
        "《关于教师教龄津贴的若干规定》（劳人薪〔1985〕40号）",
    ]


def test_the_delay_is_in_force_from_2025() -> None:
    edition = RETIREMENT.on(date(2025, 1, 1))
    assert edition.source == Source(
        "国务院关于渐进式延迟法定退休年龄的办法", "2024年9月13日全国人民代表大会常务委员会决定批准"
    )
    with pytest.raises(LookupError):
        RETIREMENT.on(date(2024, 12, 31))


def test_schedules_are_complete() -> None:
    for edition in RETIREMENT:
        assert set(edition.value.schedules) == set(RetirementGroup) - {RetirementGroup.F_SENIOR}
        for row in edition.value.schedules.values():
            assert months.parse(row.first_born) + row.original_years * 12 == months.parse(edition.value.in_force)
        years = [year for year, _least in edition.value.contribution_months]
        assert years == sorted(set(years))


@pytest.mark.parametrize("cls", LISTS)
def test_every_member_has_its_chinese_word(cls: type[TextChoices]) -> None:
    for member in cls:
        assert from_label(cls, chinese(member)) is member
        assert from_label(cls, str(member.value)) is member


@pytest.mark.skipif(not settings.configured, reason="labels speak through gettext, which wants settings")
@pytest.mark.parametrize("cls", LISTS)
def test_the_chinese_word_is_the_label(cls: type[TextChoices]) -> None:
    with translation.override("zh-hans"):
        assert [str(member.label) for member in cls] == [chinese(member) for member in cls]


@pytest.mark.parametrize(
    ("cls", "text", "expected"),
    [
        (Stage, "高中", Stage.SENIOR),
        (Stage, "幼儿园", Stage.PRESCHOOL),
        (Stage, " 小 学\u3000", Stage.PRIMARY),
        (Stage, "十二年一贯制", None),
        (ServiceKind, "学校管理", ServiceKind.MANAGEMENT),
        (ServiceKind, "", None),
        (EmploymentKind, "是", EmploymentKind.ESTABLISHMENT),
        (EmploymentKind, "否", EmploymentKind.OUTSIDE),
        (EmploymentKind, "劳动合同(编外)", EmploymentKind.CONTRACT),
        (PostCategory, "管理", PostCategory.MANAGEMENT),
        (PostCategory, "management", PostCategory.MANAGEMENT),
        (Sex, "女", Sex.FEMALE),
        (Sex, "2", Sex.FEMALE),
        (Sex, "他", None),
    ],
)
def test_from_label(cls: type[TextChoices], text: str, expected: TextChoices | None) -> None:
    found = from_label(cls, text)
    assert found is expected


@pytest.mark.parametrize(("text", "number"), [("1996-09", 1996 * 12 + 8), ("2000-01", 24000), ("0001-12", 23)])
def test_months(text: str, number: int) -> None:
    assert months.parse(text) == number
    assert months.text(number) == text


def test_months_in_words() -> None:
    assert months.chinese(months.parse("1996-09")) == "1996年9月"
    assert months.month_of(date(1996, 9, 30)) == months.parse("1996-09")
    for text in ("1996-13", "1996-9", "1996", "1996-00", "1996-09-01", "１996-09"):
        with pytest.raises(ValueError, match="not a month"):
            months.parse(text)
