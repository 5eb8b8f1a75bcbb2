"""Citizen identity numbers (公民身份号码) by GB 11643, and the check character of ISO 7064 MOD 11-2."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache
from operator import mul

from ..choices import Sex

_CHECK = "10X98765432"
_APOSTROPHES = "'’‘`´ʼ"
_DASHES = re.compile(r"[-‐‑‒–—―−]")
_UNSEEN = re.compile("[\u200b-\u200f\u2060\ufeff]")
_SCIENTIFIC = re.compile(r"[0-9](\.[0-9]*)?E\+?[0-9]{2}")
_CITIZEN = re.compile(r"[0-9]{17}[0-9X]")
_EXACT_LIMIT = 10**15  # from here on a spreadsheet no longer keeps every digit


def clean(text: str) -> str:
    """The number as it is meant: no blanks, dashes or leading apostrophe, narrow digits, capital X."""
    if text.isascii() and text.isalnum():
        return text.upper()
    bare = _UNSEEN.sub("", text).strip().strip(_APOSTROPHES)
    narrow = unicodedata.normalize("NFKC", bare).upper()
    joined = _DASHES.sub("", "".join(narrow.split())).strip(_APOSTROPHES)
    return unicodedata.normalize("NFC", joined)  # a mark may have met its letter only now


def check_character(digits: str) -> str:
    """The ISO 7064 MOD 11-2 check character (0–9 or X) for ``digits``; ValueError if there is none to take."""
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError("only digits have a MOD 11-2 check character")
    return _CHECK[(sum(map(mul, _weights(len(digits)), digits.encode())) - _zeros(len(digits))) % 11]


@lru_cache(maxsize=64)
def _weights(length: int) -> tuple[int, ...]:
    """The weight of each place: the powers of 2 by modulus 11, the last being 2."""
    return tuple(pow(2, length - place, 11) for place in range(length))


@lru_cache(maxsize=64)
def _zeros(length: int) -> int:
    """What digits add for being signs: "0" is 48."""
    return ord("0") * sum(_weights(length))


def problem(number: str) -> str | None:
    """What is wrong with a cleaned 18-character number by GB 11643: a code, or None.

    ``length``, ``characters``, ``birth_date`` or ``check_digit``, the first that applies. A number of the first
    generation (15 digits) is to be lengthened by ``upgrade_15`` first.
    """
    if len(number) != 18:
        return "length"
    if _CITIZEN.fullmatch(number) is None:
        return "characters"
    try:
        born = birth_on(number)
    except ValueError:
        return "birth_date"
    if born.year < 1900:
        return "birth_date"
    return None if check_character(number[:17]) == number[17] else "check_digit"


def upgrade_15(number: str) -> str:
    """The 18-character form of an old number: 19 after the sixth digit, and the check; ValueError if not 15 digits."""
    if re.fullmatch(r"[0-9]{15}", number) is None:
        raise ValueError("not a number of 15 digits")
    body = f"{number[:6]}19{number[6:]}"
    return body + check_character(body)


def birth_on(number: str) -> date:
    """The day of birth in digits 7–14; ValueError if there is no such day."""
    return _day(number[6:14])


@lru_cache(maxsize=1 << 16)
def _day(digits: str) -> date:
    """19850901 as a day; so many days make up the lives of a city's people."""
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def sex(number: str) -> Sex:
    """The sex in digit 17: odd is male, even female."""
    return Sex.MALE if number[16] in "13579" else Sex.FEMALE


def mask(number: str) -> str:
    """The region alone: 321299************; shorter texts are hidden whole.

    Not the last four as well: beside a day of birth, on the same page or known otherwise, region and last four would
    be the whole number.
    """
    if len(number) <= 10:
        return "*" * len(number)
    return f"{number[:6]}{'*' * (len(number) - 6)}"


def precision_lost(cell: object) -> bool:
    """Whether a spreadsheet has destroyed the last digits: a number too large, scientific writing, or zeros at the end.

    The last is told from a true number that ends in 000 by its check digit.
    """
    if isinstance(cell, bool):
        return False
    if isinstance(cell, int | float):
        return cell >= _EXACT_LIMIT
    if not isinstance(cell, str):
        return False
    text = clean(cell)
    if "E" in text and _SCIENTIFIC.fullmatch(text):
        return True
    return len(text) == 18 and text.endswith("000") and text.isdigit() and check_character(text[:17]) != text[17]
