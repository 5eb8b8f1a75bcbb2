"""Reading a list of people: pasted lines, or rows of a workbook."""

from __future__ import annotations

import re

MOST = 1000
_NUMBER = re.compile(r"(?<![0-9A-Za-z])[0-9A-Za-z]{8,20}(?![0-9A-Za-z])")


def from_text(text: str) -> list[tuple[str, str]]:
    """(ID number, name) of each line; the number is the longest run of digits and letters, the rest is the name."""
    found = []
    for line in text.splitlines():
        words = line.replace("\u3000", " ").strip(" ,，;；、\t")
        if not words:
            continue
        numbers = sorted(_NUMBER.findall(words), key=len, reverse=True)
        number = numbers[0].upper() if numbers else ""
        name = re.sub(r"[\s,，;；、\t]+", "", words.replace(numbers[0], "") if numbers else words)
        found.append((number, name))
    return found
