"""The number of a certificate: TZ30-2026-321281-00012X, the last sign being a check character.

The check character is that of ISO 7064 MOD 11-2 over the digits before it, as in GB 11643, so that a mistyped digit
or two swapped ones are noticed. The number says nothing about the person.
"""

from __future__ import annotations

import re
import unicodedata

from teachers.rules.id_number import check_character

PATTERN = re.compile(r"TZ(\d{2})-(\d{4})-(\d{6})-(\d{5})([0-9X])")


def certificate_number(threshold: int, year: int, region: str, sequence: int) -> str:
    """The number of the ``sequence``-th certificate of a series; ValueError beyond five digits."""
    if not 1 <= sequence <= 99_999:
        raise ValueError(f"sequence {sequence} does not fit five digits")
    digits = f"{threshold:02d}{year:04d}{region}{sequence:05d}"
    return f"TZ{threshold:02d}-{year:04d}-{region}-{sequence:05d}{check_character(digits)}"


def tidy(text: str) -> str:
    """A number as people type it, made comparable: full-width signs, blanks, other dashes, lower case."""
    plain = unicodedata.normalize("NFKC", text).upper()
    plain = re.sub(r"[‐‑‒–—―−－_]", "-", plain)
    return re.sub(r"\s", "", plain)


def is_well_formed(number: str) -> bool:
    """Whether a number has the form of ours and its check character holds."""
    match = PATTERN.fullmatch(number)
    return match is not None and check_character("".join(match.groups()[:4])) == match[5]
