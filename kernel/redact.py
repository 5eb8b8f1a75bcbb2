"""Text without the numbers that tell who somebody is: for logs, error reports and reasons that people write."""

from __future__ import annotations

import logging
import re

HIDDEN = "[已隐去]"
# A citizen identity number of 18 or 15 signs, with blanks or dashes between them or without, and a mobile number, all
# of them whole: a longer row of digits or letters (a digest, a key) is something else.
_BREAK = r"[\s\-\u2010-\u2015]?"
_DAY = rf"(?:0[1-9]|1[0-2]){_BREAK}(?:0[1-9]|[12]\d|3[01])"
_ID_18 = rf"[1-9]\d{{5}}{_BREAK}(?:1[89]|20)\d{{2}}{_BREAK}{_DAY}{_BREAK}\d{{3}}[\dXx]"
_ID_15 = r"[1-9]\d{7}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
_PHONE = rf"(?:\+?86[\s\-]?)?1[3-9]\d{_BREAK}\d{{4}}{_BREAK}\d{{4}}"
_NUMBERS = re.compile(rf"(?<![0-9A-Za-z])(?:{_ID_18}|{_ID_15}|{_PHONE})(?![0-9A-Za-z])")
_WIDE = str.maketrans("０１２３４５６７８９Ｘｘ", "0123456789Xx")


def redacted(text: str) -> str:
    """The text with every identity and mobile number hidden."""
    narrow = text.translate(_WIDE)  # sign for sign, so that places stay the same
    if narrow == text:
        return _NUMBERS.sub(HIDDEN, text)
    return _NUMBERS.sub(HIDDEN, narrow) if _NUMBERS.search(narrow) else text


class RedactingFormatter(logging.Formatter):
    """A formatter behind which no identity or mobile number is left, in the message, its arguments or the trace."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))
