"""Fictitious people: their ID numbers, of region 321299 that is assigned to no place, and their careers."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date

from config.demo.sheets import Sheets
from teachers.rules.id_number import check_character
from teachers.rules.months import Month, text


class Maker:
    """Makes people, always the same ones for the same seed and day."""

    def __init__(self, today: date, seed: int = 321299) -> None:
        self.today, self.dice = today, random.Random(seed)  # noqa: S311 - demonstration data, no secret
        self.sheets, self.used = Sheets(), set[str]()

    def career(
        self, number: str, name: str, school: str, start: Month, months: int, *,
        before: Sequence[str] = ("乡中心小学", "镇初级中学"), last: str = "至今",
    ) -> None:  # fmt: skip
        """Service rows: straight, moved once, or with a break, a leave, a secondment."""
        add = self.sheets.services.append
        turn = self.dice.random()
        if months > 370 and turn > 0.93:  # an illegible row: the person is registered, the history is marked incomplete
            add((number, name, "九六年", text(start + 11), school, "任教"))
            start += 12
        if months < 60 or turn < 0.45:
            add((number, name, text(start), last, school, "任教"))
            return
        middle = start + self.dice.randint(24, months - 24)
        add(
            (
                number,
                name,
                text(start),
                text(middle - 1),
                self.dice.choice((*before, school)),
                "任教",
            )
        )
        if turn < 0.62:
            add(
                (
                    number,
                    name,
                    text(middle),
                    text(middle + 11),
                    "市教师发展中心",
                    self.dice.choice(("教研", "支教", "借调")),
                )
            )
            middle += 12
        elif turn < 0.72:
            add((number, name, text(middle), text(middle + 13), "", self.dice.choice(("离教", "停薪留职", "脱产学习"))))
            middle += 14
        add((number, name, text(middle), last, school, "任教"))
        if turn > 0.9:
            leave = min(middle + 3, start + months - 10)
            add(
                (
                    number,
                    name,
                    text(leave),
                    text(leave + self.dice.choice((3, 8))),
                    "",
                    self.dice.choice(("病假", "事假")),
                )
            )

    def number(self, born: date, female: bool) -> str:
        """An ID number of the unassigned region 321299 with a right check character."""
        while True:
            digits = (
                f"321299{born:%Y%m%d}{self.dice.randint(0, 99):02d}{self.dice.randrange(0 if female else 1, 10, 2)}"
            )
            if digits not in self.used:
                self.used.add(digits)
                return digits + check_character(digits)
