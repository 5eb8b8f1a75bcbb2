"""Kinds, schemes and periods: every row of the table of handling."""

from __future__ import annotations

from datetime import date

import pytest

from ethics.choices import (
    LEGACY,
    OTHER_HANDLING,
    PERIODS,
    SANCTIONS,
    BarDomain,
    DisciplineScheme,
    HandlingKind,
    handling_from_label,
)
from ethics.choices.handling import chinese
from ethics.choices.violations import NORM_OF, Norm, ViolationType
from ethics.rules.sanctions import domains_fault, heaviest, kind_fault, months_of, scheme_of

K, S = HandlingKind, DisciplineScheme
NOW, BEFORE, OLD = date(2023, 11, 6), date(2023, 11, 5), date(2018, 11, 7)


@pytest.mark.parametrize(
    ("kind", "word", "months"),
    [
        (K.P1, "警告", 6), (K.P2, "记过", 12), (K.P2B, "记大过", 18), (K.P3, "降低岗位等级", 24), (K.P3B, "撤职", 24),
        (K.P4, "开除", 0), (K.Q1, "批评教育", 0), (K.Q2, "诫勉谈话", 0), (K.Q3, "责令检查", 0), (K.Q4, "通报批评", 0),
        (K.Q5, "取消资格", 24), (K.Q6, "限制研究生招生", 24), (K.L3, "降低专业技术职务等级", 24),
        (K.L4, "撤销专业技术职务或者行政职务", 24), (K.L5, "开除或者解除聘用合同", 0),
    ],
)  # fmt: skip
def test_every_kind_has_its_word_and_period(kind: HandlingKind, word: str, months: int) -> None:
    assert handling_from_label(word) == kind
    assert handling_from_label(f" {word} ") == kind
    assert handling_from_label(str(kind).lower()) == kind
    assert months_of(kind, None) == months


def test_every_kind_stands_in_one_list() -> None:
    assert sorted([*SANCTIONS, *OTHER_HANDLING, *LEGACY]) == sorted(K) == sorted(PERIODS)
    assert handling_from_label("罚款") is None
    assert {handling_from_label(chinese(kind)) for kind in K} == set(K)


@pytest.mark.parametrize(
    ("kind", "given", "found"),
    [
        (K.P1, 6, 6), (K.P1, 5, None), (K.P1, 12, 12), (K.P1, 49, None), (K.P3, 48, 48), (K.P3, 12, None),
        (K.P4, 6, None), (K.P4, 0, 0), (K.Q4, 3, None), (K.Q5, 23, None), (K.Q5, 24, 24), (K.Q5, 36, 36),
        (K.Q5, 121, None), (K.Q6, 23, None), (K.L1, 6, 6),
    ],
)  # fmt: skip
def test_periods_that_fit(kind: HandlingKind, given: int, found: int | None) -> None:
    assert months_of(kind, given) == found


@pytest.mark.parametrize(
    ("kind", "scheme", "day", "fault"),
    [
        (K.P1, S.MANAGER_6, NOW, None), (K.P2, S.MANAGER_6, NOW, None), (K.P2B, S.MANAGER_6, NOW, None),
        (K.P3, S.MANAGER_6, NOW, "kind_not_in_scheme"), (K.P3B, S.MANAGER_6, NOW, None), (K.P4, S.MANAGER_6, NOW, None),
        (K.P1, S.STAFF_4, NOW, None), (K.P2, S.STAFF_4, NOW, None), (K.P2B, S.STAFF_4, NOW, "kind_not_in_scheme"),
        (K.P3, S.STAFF_4, NOW, None), (K.P3B, S.STAFF_4, NOW, "kind_not_in_scheme"), (K.P4, S.STAFF_4, NOW, None),
        (K.P3B, S.STAFF_4, BEFORE, None), (K.P3, S.MANAGER_6, BEFORE, None),
        (K.P2B, S.STAFF_4, BEFORE, "kind_not_in_scheme"), (K.P2B, S.MANAGER_6, date(2020, 6, 30), "kind_not_in_time"),
        (K.P3, S.PRIVATE_CONTRACT, NOW, None), (K.P3B, None, NOW, None), (K.Q5, S.STAFF_4, NOW, None),
        (K.L1, S.STAFF_4, OLD, None), (K.L4, S.STAFF_4, OLD, None), (K.L1, S.STAFF_4, NOW, "kind_not_in_time"),
    ],
)  # fmt: skip
def test_schemes(kind: HandlingKind, scheme: DisciplineScheme | None, day: date, fault: str | None) -> None:
    assert kind_fault(kind, scheme, day) == fault


def test_the_scheme_of_a_person() -> None:
    assert scheme_of(does_management=True, is_private=False, decided_on=NOW) == S.MANAGER_6
    assert scheme_of(does_management=False, is_private=False, decided_on=NOW) == S.STAFF_4
    assert scheme_of(does_management=None, is_private=False, decided_on=NOW) is None
    assert scheme_of(does_management=True, is_private=True, decided_on=NOW) == S.PRIVATE_CONTRACT


def test_domains_belong_to_one_kind() -> None:
    assert domains_fault(K.Q5, []) == "domains_missing"
    assert domains_fault(K.Q5, [BarDomain.TITLE]) is None
    assert domains_fault(K.P2, [BarDomain.TITLE]) == "domains_not_fit"
    assert domains_fault(K.P2, []) is None


def test_of_several_the_heaviest() -> None:
    assert heaviest([K.P1, K.P3, K.P2]) == K.P3
    assert heaviest([K.P4, K.P3B]) == K.P4


def test_every_violation_has_its_norm() -> None:
    assert set(NORM_OF) == set(ViolationType)
    assert NORM_OF[ViolationType.Z05] == Norm.STUDENTS
    assert NORM_OF[ViolationType.Y05] == Norm.SAFETY
    assert [one for one in ViolationType if one.startswith("Z")] == [f"Z{n:02d}" for n in range(1, 12)]
    assert len([one for one in ViolationType if one.startswith("Y")]) == 11
