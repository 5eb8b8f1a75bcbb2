"""Identity numbers: fictitious ones (region 321299 is not assigned), right and wrong, and damaged by spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teachers.choices import Sex
from teachers.rules.id_number import (
    birth_on,
    check_character,
    clean,
    mask,
    precision_lost,
    problem,
    sex,
    upgrade_15,
)

RIGHT = [
    ("321299196509300117", date(1965, 9, 30), Sex.MALE),
    ("321299197012310242", date(1970, 12, 31), Sex.FEMALE),
    ("321299197503010033", date(1975, 3, 1), Sex.MALE),
    ("321299198011150368", date(1980, 11, 15), Sex.FEMALE),
    ("321299198802290420", date(1988, 2, 29), Sex.FEMALE),
    ("321299199307140550", date(1993, 7, 14), Sex.MALE),
    ("321299199910010187", date(1999, 10, 1), Sex.FEMALE),
    ("321299200001010206", date(2000, 1, 1), Sex.FEMALE),
    ("32129919760901071X", date(1976, 9, 1), Sex.MALE),
    ("321299198411300863", date(1984, 11, 30), Sex.FEMALE),
]


@pytest.mark.parametrize(("number", "born", "expected"), RIGHT)
def test_right(number: str, born: date, expected: Sex) -> None:
    assert problem(number) is None
    assert birth_on(number) == born
    assert sex(number) == expected
    assert check_character(number[:17]) == number[17]
    assert not precision_lost(number)


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("321299196509300118", "check_digit"),
        ("321299197502300039", "birth_date"),
        ("321299199913010182", "birth_date"),
        ("321299179901010011", "birth_date"),
        ("32129919650930011", "length"),
        ("321299650930013", "length"),
        ("", "length"),
        ("32129919650930X117", "characters"),
        ("３２1299196509300117", "characters"),
        ("32129919760901071x", "characters"),
    ],
)
def test_wrong(number: str, code: str) -> None:
    assert problem(number) == code


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{17}[0-9X]", fullmatch=True))
def test_any_text_gets_an_answer(text: str) -> None:
    assert problem(clean(text)) in {None, "length", "characters", "birth_date", "check_digit"}
    assert clean(clean(text)) == clean(text)


@given(st.sampled_from(RIGHT), st.integers(0, 16), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(right: tuple[str, date, Sex], place: int, change: int) -> None:
    number = right[0]
    wrong = number[:place] + str((int(number[place]) + change) % 10) + number[place + 1 :]
    assert problem(wrong) is not None


@pytest.mark.parametrize(
    "written",
    [
        "32129919760901071x",
        "３２１２９９１９７６０９０１０７１ｘ",
        "３２１２９９１９７６０９０１０７１Ｘ",
        " 321299 19760901 071X\t",
        "\u3000321299\u00a019760901071X",
        "'32129919760901071X",
        "’32129919760901071X",
        "‘32129919760901071X",
        "`32129919760901071X",
        "´32129919760901071X",
        "＇32129919760901071X",
        "' 32129919760901071X",
        "321299-19760901-071X",
        "321299－19760901—071X",
        "\ufeff32129919760901071X\u200b",
    ],
)
def test_clean(written: str) -> None:
    assert clean(written) == "32129919760901071X"


def test_old_numbers() -> None:
    assert upgrade_15("321299650930013") == "321299196509300133"
    for text in ("32129965093001", "32129965093001X", "321299196509300117"):
        with pytest.raises(ValueError, match="15"):
            upgrade_15(text)


@pytest.mark.parametrize(
    ("number", "masked"),
    [
        ("321299196509300117", "321299************"),
        ("321299650930013", "321299*********"),
        ("H12345678", "*********"),
        ("", ""),
    ],
)
def test_mask(number: str, masked: str) -> None:
    assert mask(number) == masked


@pytest.mark.parametrize(
    ("cell", "lost"),
    [
        (3.21299196509300e17, True),
        (321299196509300117, True),
        (1e15, True),
        ("3.21299E+17", True),
        ("3.21299e+17", True),
        ("３.21299E+17", True),
        (" 3.21299196509E17", True),
        ("321299196509300000", True),
        ("321299196509300117", False),
        ("321299196509300118", False),
        (321299650930013.0, False),
        (321299650930013, False),
        ("32129919760901071X", False),
        ("", False),
        (None, False),
        (True, False),
        (date(1965, 9, 30), False),
    ],
)
def test_precision_lost(cell: object, lost: bool) -> None:
    assert precision_lost(cell) is lost


def test_a_true_number_may_end_in_zeros() -> None:
    body = next(
        text
        for month in range(1, 13)
        if check_character(text := f"3212991980{month:02d}0{1 + month % 9}000"[:17]) == "0"
    )
    assert body.endswith("00")
    assert problem(f"{body}0") is None
    assert not precision_lost(f"{body}0")


@pytest.mark.parametrize(("digits", "character"), [("079", "X"), ("0794", "0"), ("32129919650930011", "7")])
def test_check_character_of_any_length(digits: str, character: str) -> None:
    assert check_character(digits) == character


@pytest.mark.parametrize("text", ["", "12a", "１２", "-1"])
def test_check_character_wants_digits(text: str) -> None:
    with pytest.raises(ValueError, match="digits"):
        check_character(text)
