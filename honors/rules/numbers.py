"""The number of a certificate: TZ30-2026-321281-00012X, the last sign being a check character.

The check character is that of ISO 7064 MOD 11-2 over the digits before it, as in GB 11643, so that a mistyped digit
or two swapped ones are noticed. The number says nothing about the person.
"""

from __future__ import annotations

import re
import unicodedata

from teachers.rules.id_number import check_character

LOOSE = re.compile(r"TZ(\d{2})(\d{4})(\d{6})(\d{5})([0-9X])$")
PATTERN = re.compile(r"TZ(\d{2})-(\d{4})-(\d{6})-(\d{5})([0-9X])")


def certificate_number(threshold: int, year: int, region: str, sequence: int) -> str:
    """The number of the ``sequence``-th certificate of a series; ValueError beyond five digits."""
    if not 1 <= sequence <= 99_999:
        raise ValueError(f"sequence {sequence} does not fit five digits")
    digits = f"{threshold:02d}{year:04d}{region}{sequence:05d}"
    return f"TZ{threshold:02d}-{year:04d}-{region}-{sequence:05d}{check_character(digits)}"


def tidy(text: str) -> str:
    """A number as people type it, made comparable: full-width signs, lower case, blanks or no dashes, a label before
    it, the letter O for a zero. What is no number of ours comes back as it is."""
    plain = unicodedata.normalize("NFKC", text).upper()
    signs = re.sub(r"[^0-9A-Z]", "", plain)
    found = LOOSE.search(signs[:2] + signs[2:].replace("O", "0") if signs.startswith("TZ") else signs)
    return "TZ{}-{}-{}-{}{}".format(*found.groups()) if found else plain.strip()


def is_well_formed(number: str) -> bool:
    """Whether a number has the form of ours and its check character holds."""
    match = PATTERN.fullmatch(number)
    return match is not None and check_character("".join(match.groups()[:4])) == match[5]
