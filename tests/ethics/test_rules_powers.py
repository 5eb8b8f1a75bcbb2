"""Who proposes and decides, and where it is filed: every row of the table by kind, stage and ownership."""

from __future__ import annotations

from itertools import product

import pytest

from ethics.choices import HandlingKind
from ethics.choices.cases import FiledWith, Level, SchoolGroup
from ethics.rules.powers import EXPULSION, GRAVE, LIGHT, OTHER, POWERS, WEIGHT, Power, competence, group_of, power

S, D, SP = Level.SCHOOL, Level.DEPARTMENT, Level.SPONSOR
NO, DEP, HR = FiledWith.NOBODY, FiledWith.DEPARTMENT, FiledWith.HR
K12, KG, HIGH, GEN = SchoolGroup.K12, SchoolGroup.PRESCHOOL, SchoolGroup.HIGHER, SchoolGroup.GENERAL
# group, private, outside the establishment, kinds -> proposers, deciders, filing
TABLE = [
    (K12, False, False, LIGHT, {S}, {D}, NO),
    (K12, False, False, GRAVE, {S}, {D}, HR),
    (K12, False, False, EXPULSION, {S}, {D}, HR),
    (K12, False, True, EXPULSION, {S}, {S}, DEP),
    (K12, False, True, LIGHT, {S}, {D}, NO),
    (K12, False, False, OTHER, {S, D}, {S, D}, NO),
    (K12, True, True, LIGHT, {S}, {S}, DEP),
    (K12, True, True, GRAVE, {S}, {S}, DEP),
    (K12, True, True, EXPULSION, {S}, {S}, DEP),
    (K12, True, True, OTHER, {S, D}, {S, D}, NO),
    (KG, False, False, LIGHT, {S}, {D}, NO),
    (KG, False, False, GRAVE, {S}, {D}, HR),
    (KG, False, False, EXPULSION, {S}, {D}, HR),
    (KG, False, True, EXPULSION, {S}, {S}, DEP),
    (KG, True, True, LIGHT, {S}, {SP}, DEP),
    (KG, True, True, GRAVE, {S}, {SP}, DEP),
    (KG, True, True, EXPULSION, {S}, {SP}, DEP),
    (KG, True, True, OTHER, {S, D}, {S, SP, D}, NO),
    (HIGH, False, False, LIGHT, {S}, {S}, NO),
    (HIGH, True, False, EXPULSION, {S}, {S}, NO),
    (GEN, False, False, LIGHT, {S, D}, {S, D}, DEP),
    (GEN, False, False, GRAVE, {S, D}, {S, D}, DEP),
    (GEN, False, False, EXPULSION, {S, D}, {D}, HR),
]


@pytest.mark.parametrize(("group", "private", "outside", "kinds", "proposers", "deciders", "filing"), TABLE)
def test_the_table(
    group: SchoolGroup, private: bool, outside: bool, kinds: tuple[str, ...], proposers: set[Level],
    deciders: set[Level], filing: FiledWith,
) -> None:  # fmt: skip
    for kind in kinds:
        found = power(kind, group, private=private, outside=outside)
        assert (set(found.proposers), set(found.deciders), found.filing) == (proposers, deciders, filing), kind


def test_every_kind_has_exactly_one_row_everywhere() -> None:
    for kind, group, private, outside in product(HandlingKind, SchoolGroup, (False, True), (False, True)):
        rows = [
            row for row in POWERS
            if row.group == group and row.private == private and kind in row.kinds and row.outside in {None, outside}
        ]  # fmt: skip
        assert len(rows) == 1, (kind, group, private, outside)
        assert kind in WEIGHT


def test_what_is_decided_together() -> None:
    found = competence(["Q5", "P2"], K12, private=False, outside=False)
    assert (set(found.deciders), list(found.filings), found.hearing) == ({D}, [], False)
    found = competence(["P3", "Q5"], K12, private=False, outside=False)
    assert (set(found.deciders), list(found.filings), found.hearing) == ({D}, [HR], True)
    assert competence(["Q5"], K12, private=False, outside=False).deciders == {S, D}
    assert competence([], K12, private=False, outside=False).deciders == {S, D, SP}


@pytest.mark.parametrize(("kind", "due"), [(kind, WEIGHT[kind] >= WEIGHT["P3"]) for kind in HandlingKind])
def test_a_hearing_is_due_from_lowering_up(kind: str, due: bool) -> None:
    assert competence([kind], K12, private=False, outside=False).hearing is due
    assert due is (kind in (*GRAVE, *EXPULSION))


@pytest.mark.parametrize(("group", "private"), list(product(SchoolGroup, (False, True))))
def test_about_a_head_the_school_does_nothing(group: SchoolGroup, private: bool) -> None:
    for kind in HandlingKind:
        found = competence([kind], group, private=private, outside=False, about_head=True)
        assert S not in found.proposers | found.deciders
        assert found.proposers
        assert found.deciders


def test_a_row_of_the_city_wins() -> None:
    ours = Power(K12, True, ("P3",), (S,), (D,), DEP)
    assert power("P3", K12, private=True, outside=True, table=(ours, *POWERS)).deciders == (D,)


def test_an_unknown_kind_is_decided_by_nobody() -> None:
    with pytest.raises(LookupError):
        power("X", K12, private=False, outside=False)


@pytest.mark.parametrize(
    ("stage", "group"),
    [
        ("primary", K12),
        ("special", K12),
        ("vocational", K12),
        ("preschool", KG),
        ("higher", HIGH),
        ("other", GEN),
        ("", GEN),
    ],
)
def test_the_text_of_a_school(stage: str, group: SchoolGroup) -> None:
    assert group_of(stage) == group
