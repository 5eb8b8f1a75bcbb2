"""What a school needs of each subject: its posts for teaching, told apart by the weekly lessons of its classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class StageNeed:
    """One stage of a school: its part of the school's need, and the weekly lessons of each subject at this stage."""

    stage: str
    part: Fraction  # of the school's base need; only the proportion between stages counts
    teaching_percent: int
    lessons: Mapping[str, Fraction]


def apportion(total: int, weights: Mapping[str, Fraction]) -> dict[str, int]:
    """Whole parts of ``total`` by weight, largest remainders first (a tie goes by name), so that nothing is lost."""
    whole = sum(weights.values(), Fraction(0))
    if not whole:
        return dict.fromkeys(weights, 0)
    shares = {key: total * weight / whole for key, weight in weights.items()}
    parts = {key: share.numerator // share.denominator for key, share in shares.items()}
    left = total - sum(parts.values())
    for key in sorted(shares, key=lambda key: (parts[key] - shares[key], key))[:left]:
        parts[key] += 1
    return parts


def subject_needs(need: int, stages: list[StageNeed]) -> dict[tuple[str, str], int]:
    """Posts for teaching by (stage, subject). 中央编办发〔2014〕72号 counts all staff, so the part that manages and
    supports is taken off first; then stages by their part of the need, subjects by lessons."""
    known = {one.stage: one for one in stages if one.lessons}
    by_stage = apportion(need, {one.stage: one.part for one in stages})
    found: dict[tuple[str, str], int] = {}
    for stage, one in known.items():
        teaching = by_stage[stage] * one.teaching_percent // 100
        for subject, posts in apportion(teaching, one.lessons).items():
            found[stage, subject] = posts
    return found
