"""Chinese numerals and dates as official papers write them (GB/T 15835—2011)."""

from __future__ import annotations

from datetime import date

DIGITS = "〇一二三四五六七八九"


def numeral(value: int) -> str:
    """A number from 1 to 99 in characters: 十, 三十, 四十一."""
    if not 1 <= value <= 99:
        raise ValueError(f"no numeral for {value}")
    tens, ones = divmod(value, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones else "")


def chinese_date(day: date) -> str:
    """二〇二六年九月十日."""
    year = "".join(DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{numeral(day.month)}月{numeral(day.day)}日"


def arabic_date(day: date) -> str:
    """2026年9月10日."""
    return f"{day.year}年{day.month}月{day.day}日"
