"""The code on the screen: good in its window and the grace after it, useless before and later."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.rules.check_codes import ALPHABET, LONG, SHORT, code_of, ends_in, is_good, tidy, window_at

KEY = b"k" * 32
NOW = datetime(2026, 9, 1, 1, 0, 0, tzinfo=UTC)  # the first second of a window of 15


def good(
    typed: str, now: datetime, *, grace: int = 1, place: str = "a", point: str = "first", key: bytes = KEY
) -> bool:
    return is_good(typed, key=key, place=place, point=point, now=now, seconds=15, grace=grace)


def shown(now: datetime, place: str = "a", point: str = "first") -> str:
    return code_of(KEY, place, point, window_at(now, 15))


@pytest.mark.parametrize(
    ("later", "grace", "is_taken"),
    [(0, 0, True), (14.999, 0, True), (15, 0, False), (15, 1, True), (29.999, 1, True), (30, 1, False), (45, 2, False),
     (-0.001, 2, False), (-15, 2, False), (3600, 2, False)],
)  # fmt: skip
def test_the_server_clock_judges(later: float, grace: int, is_taken: bool) -> None:
    """``later``: seconds between the showing of the code and its arrival at the server."""
    for length in (SHORT, LONG):
        assert good(shown(NOW)[:length], NOW + timedelta(seconds=later), grace=grace) is is_taken


def test_a_code_is_for_one_session_one_check_and_one_server() -> None:
    code = shown(NOW)
    assert good(code, NOW)
    assert not good(code, NOW, place="b")
    assert not good(code, NOW, point="second")
    assert not good(code, NOW, key=b"j" * 32)


@pytest.mark.parametrize("typed", ["", "123", "ABCDEF1", "中文签到码字", "‮ABCDEF", "0" * 17, "\0" * 6])
def test_what_is_no_code_is_refused(typed: str) -> None:
    assert not good(typed, NOW)


def test_a_piece_longer_than_the_short_code_is_none() -> None:
    assert not any(good(shown(NOW)[:length], NOW) for length in range(LONG) if length != SHORT)


@given(st.datetimes(min_value=datetime(2020, 1, 1), max_value=datetime(2090, 1, 1)), st.integers(5, 120))
def test_as_people_type_it(moment: datetime, seconds: int) -> None:
    now = moment.replace(tzinfo=UTC)
    code = code_of(KEY, "a", "first", window_at(now, seconds))
    assert len(code) == LONG
    assert set(code) <= set(ALPHABET)
    typed = f" {code[:3].lower().replace('0', 'o').replace('1', 'l')}-{code[3:SHORT]} "
    assert tidy(typed) == code[:SHORT]
    assert is_good(typed, key=KEY, place="a", point="first", now=now, seconds=seconds, grace=0)
    assert 1 <= ends_in(now, seconds) <= seconds
    gone = now + timedelta(seconds=ends_in(now, seconds))
    assert not is_good(code, key=KEY, place="a", point="first", now=gone, seconds=seconds, grace=0)
