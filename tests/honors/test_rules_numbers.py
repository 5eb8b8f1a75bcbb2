"""Numbers of certificates: well-formed, with a check character, however they are typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from honors.rules.numbers import certificate_number, is_well_formed, tidy

NUMBER = certificate_number(30, 2026, "321281", 12)
DIGITS = [place for place, sign in enumerate(NUMBER) if sign.isdigit()][:-1]  # without the check character


@pytest.mark.parametrize("sequence", [1, 2, 9, 10, 99_999])
@pytest.mark.parametrize("threshold", [30, 40])
def test_a_number_is_well_formed(threshold: int, sequence: int) -> None:
    number = certificate_number(threshold, 2026, "321281", sequence)
    assert number.startswith(f"TZ{threshold}-2026-321281-{sequence:05d}")
    assert len(number) == 23
    assert is_well_formed(number)


@pytest.mark.parametrize("sequence", [0, -1, 100_000])
def test_a_series_has_five_digits(sequence: int) -> None:
    with pytest.raises(ValueError, match="five digits"):
        certificate_number(30, 2026, "321281", sequence)


@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_two_places_of_a_series_never_share_a_number(one: int, other: int) -> None:
    same = certificate_number(30, 2026, "321281", one) == certificate_number(30, 2026, "321281", other)
    assert same == (one == other)


@given(st.sampled_from(DIGITS), st.integers(1, 9))
def test_a_mistyped_digit_is_noticed(place: int, shift: int) -> None:
    wrong = str((int(NUMBER[place]) + shift) % 10)
    assert not is_well_formed(NUMBER[:place] + wrong + NUMBER[place + 1 :])


@pytest.mark.parametrize("place", [one for one in DIGITS if one + 1 in DIGITS and NUMBER[one] != NUMBER[one + 1]])
def test_two_swapped_digits_are_noticed(place: int) -> None:
    swapped = NUMBER[:place] + NUMBER[place + 1] + NUMBER[place] + NUMBER[place + 2 :]
    assert not is_well_formed(swapped)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "TZ",
        NUMBER[:-1],
        NUMBER + "0",
        NUMBER.lower(),
        f" {NUMBER}",
        NUMBER.replace("TZ", "TX"),
        NUMBER.replace("-", ""),
        "TZ30-2026-321281-00012٣",
        f"{NUMBER}\n",
    ],
)
def test_anything_else_is_malformed(text: str) -> None:
    assert not is_well_formed(text)


@pytest.mark.parametrize(
    "typed",
    [
        NUMBER,
        NUMBER.lower(),
        f"  {NUMBER}\n",
        NUMBER.replace("-", " - "),
        NUMBER.replace("-", "—"),
        NUMBER.replace("-", "－"),
        NUMBER.replace("-", "_"),
        NUMBER.replace("-", "−"),
        "".join(chr(ord(sign) + 0xFEE0) for sign in NUMBER),
        NUMBER.replace("-", "\u3000-"),
    ],
)
def test_what_people_type_is_tidied(typed: str) -> None:
    assert tidy(typed) == NUMBER


@given(st.text(alphabet="TZtz0129xXｘＸ１-－—_ 　\n李"))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
