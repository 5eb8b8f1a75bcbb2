"""How many posts a school needs: by pupils, by classes, which of the two holds, and what is added."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from staffing.choices import Combine, DayForm, ExtraGround, FigureStage, Rounding, Won


@dataclass(frozen=True)
class StageFigures:
    """What is known of one stage of a school; None is not known."""

    stage: FigureStage
    pupils: int | None
    classes: int | None = None
    boarders: int | None = None
    special_classes: int | None = None
    resource_rooms: int | None = None
    day_form: DayForm = DayForm.FULL


@dataclass(frozen=True)
class Standard:
    """The rule of one day. ``ratios``: pupils for one post, ``per_class``: posts for one class."""

    ratios: Mapping[FigureStage, Decimal]
    per_class: Mapping[FigureStage, Decimal]
    half_day_ratio: Decimal = Decimal(10)  # children for each member of staff of a half-day kindergarten
    care: Mapping[str, Decimal] = field(default_factory=dict)  # children for each of 保教, by DayForm
    care_per_class: Decimal = Decimal(3)
    combine: Combine = Combine.MAX_IF_SMALL
    rounding: Rounding = Rounding.CEIL
    small_threshold: int = 100
    boarders_per_post: int = 100
    posts_per_special_class: Decimal = Decimal(0)
    posts_per_resource_room: Decimal = Decimal(1)
    cover_percent: Decimal = Decimal(0)

    def ratio(self, one: StageFigures) -> Decimal | None:
        """Pupils for one post at this stage; None where no document gives one."""
        if one.stage is FigureStage.PRESCHOOL and one.day_form is DayForm.HALF:
            return self.half_day_ratio
        return self.ratios.get(one.stage)


@dataclass(frozen=True)
class Line:
    """One step of the arithmetic: ``amount`` divided by or times ``factor`` gives ``value`` (None: not known)."""

    kind: str  # by_ratio, by_class, an ExtraGround, care_ratio, care_class
    stage: FigureStage | None
    amount: int | None
    factor: Decimal | None
    value: Fraction | None


@dataclass(frozen=True)
class Need:
    """The answer for one school. ``need`` is None where the standard does not apply or something is missing."""

    by_ratio: Fraction | None
    by_class: Fraction | None
    won: Won
    extra: Fraction | None
    need: int | None
    pupils: int | None
    is_small: bool | None
    lines: tuple[Line, ...]
    missing: tuple[tuple[FigureStage, str], ...]  # (stage, field) without which there is no answer
    open_extras: tuple[FigureStage, ...]  # stages whose boarders are not known: extra posts may be missing
    care: int | None = None  # 保教 of a kindergarten
    care_ratio: Fraction | None = None
    care_class: Fraction | None = None
    combined_by: Combine = Combine.MAX_IF_SMALL


def rounded(value: Fraction, rounding: Rounding) -> int:
    """Whole posts. Fractions are exact, so that 80 pupils times 1/80 is one post and never two."""
    if rounding is Rounding.CEIL:
        return -(-value.numerator // value.denominator)
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def shown(value: Fraction | None, places: int = 2) -> Decimal | None:
    """A value as it is printed, half up; a value that is only shown, never calculated on."""
    if value is None:
        return None
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def need_of(stages: Sequence[StageFigures], rule: Standard) -> Need:
    """《关于统一城乡中小学教职工编制标准的通知》（中央编办发〔2014〕72号）: staff by pupils; by classes where few.

    The results of all stages are summed first, the small-school threshold looks at the pupils of all stages, and the
    sum is rounded once. No pupils at all: the standard does not apply, before any class rule is asked.
    """
    lines: list[Line] = []
    missing: list[tuple[FigureStage, str]] = []
    by_ratio = _by_ratio(stages, rule, lines, missing)
    pupils = None if any(one.pupils is None for one in stages) else sum(one.pupils or 0 for one in stages)
    if not stages or pupils == 0:
        return Need(None, None, Won.NONE, None, None, pupils if stages else None, None, (), (), ())
    by_class = _by_class(stages, rule, lines)
    is_small = None if pupils is None else pupils < rule.small_threshold
    # A kindergarten's class rule is a floor of its own document, whatever its size.
    combine = Combine.MAX if all(one.stage is FigureStage.PRESCHOOL for one in stages) else rule.combine
    asks_classes = combine is Combine.MAX or (combine is Combine.MAX_IF_SMALL and is_small is True)
    if asks_classes:
        missing += [
            (one.stage, "classes") for one in stages
            if one.classes is None and one.pupils and rule.per_class.get(one.stage) is not None
        ]  # fmt: skip
    won, base = _base(by_ratio, by_class, asks_classes=asks_classes)
    extra, open_extras = _extra(stages, rule, base, lines)
    complete = base is not None and not missing
    care, care_ratio, care_class = _care(stages, rule, lines)
    return Need(
        by_ratio, by_class, won if complete else Won.NONE, extra,
        rounded(base + (extra or 0), rule.rounding) if base is not None and complete else None,
        pupils, is_small, tuple(lines), tuple(missing), open_extras, care, care_ratio, care_class, combine,
    )  # fmt: skip


def _by_ratio(
    stages: Sequence[StageFigures], rule: Standard, lines: list[Line], missing: list[tuple[FigureStage, str]]
) -> Fraction | None:
    total: Fraction | None = Fraction(0)
    for one in stages:
        ratio = rule.ratio(one)
        if one.pupils == 0:
            continue
        value = None if one.pupils is None or ratio is None else Fraction(one.pupils) / Fraction(ratio)
        lines.append(Line(Won.RATIO, one.stage, one.pupils, ratio, value))
        if value is None:
            missing.append((one.stage, "pupils" if one.pupils is None else "location_type"))
        total = None if total is None or value is None else total + value
    return total


def _by_class(stages: Sequence[StageFigures], rule: Standard, lines: list[Line]) -> Fraction | None:
    """None where a stage has no class factor (vocational) or its classes are not known; a stage without pupils and
    without classes adds nothing."""
    total: Fraction | None = Fraction(0)
    for one in stages:
        factor = rule.per_class.get(one.stage)
        if one.pupils == 0:
            continue
        value = None if one.classes is None or factor is None else Fraction(one.classes) * Fraction(factor)
        if factor is not None:
            lines.append(Line(Won.CLASS, one.stage, one.classes, factor, value))
        total = None if total is None or value is None else total + value
    return total


def _base(by_ratio: Fraction | None, by_class: Fraction | None, *, asks_classes: bool) -> tuple[Won, Fraction | None]:
    if by_ratio is None:
        return Won.NONE, None
    if asks_classes and by_class is not None and by_class > by_ratio:
        return Won.CLASS, by_class
    return Won.RATIO, by_ratio


def _extra(
    stages: Sequence[StageFigures], rule: Standard, base: Fraction | None, lines: list[Line]
) -> tuple[Fraction | None, tuple[FigureStage, ...]]:
    """Extra posts by ground; None when nothing of what they depend on is known."""
    found: list[Fraction] = []
    for one in stages:
        rates = (
            (ExtraGround.BOARDING, one.boarders, Fraction(1, rule.boarders_per_post), Decimal(rule.boarders_per_post)),
            (ExtraGround.SPECIAL_CLASS, one.special_classes, Fraction(rule.posts_per_special_class),
             rule.posts_per_special_class),
            (ExtraGround.RESOURCE_ROOM, one.resource_rooms, Fraction(rule.posts_per_resource_room),
             rule.posts_per_resource_room),
        )  # fmt: skip
        for ground, amount, rate, factor in rates:
            if amount is not None:
                found.append(amount * rate)
                if amount and rate:
                    lines.append(Line(ground, one.stage, amount, factor, amount * rate))
    if rule.cover_percent and base is not None:
        cover = base * Fraction(rule.cover_percent) / 100
        lines.append(Line(ExtraGround.COVER, None, None, rule.cover_percent, cover))
        found.append(cover)
    unknown = tuple(one.stage for one in stages if one.boarders is None and one.pupils != 0)
    return (sum(found, Fraction(0)) if found else None), unknown


def _care(
    stages: Sequence[StageFigures], rule: Standard, lines: list[Line]
) -> tuple[int | None, Fraction | None, Fraction | None]:
    """《幼儿园教职工配备标准（暂行）》（教师〔2013〕1号）: 保教 by children and by classes, the larger holds."""
    kinder = [one for one in stages if one.stage is FigureStage.PRESCHOOL and one.pupils]
    if not kinder or not rule.care:
        return None, None, None
    one = kinder[0]
    by_children = Fraction(one.pupils or 0) / Fraction(rule.care[one.day_form])
    lines.append(Line("care_ratio", one.stage, one.pupils, rule.care[one.day_form], by_children))
    if one.classes is None:
        return None, by_children, None
    by_class = one.classes * Fraction(rule.care_per_class)
    lines.append(Line("care_class", one.stage, one.classes, rule.care_per_class, by_class))
    return rounded(max(by_children, by_class), rule.rounding), by_children, by_class


def per_class(teachers: int | None, classes: int | None) -> Fraction | None:
    """班师比 as teachers for each class, of full-time teachers; None without classes."""
    return Fraction(teachers, classes) if teachers is not None and classes else None


def per_teacher(pupils: int | None, teachers: int | None) -> Fraction | None:
    """生师比 as pupils for each teacher; None without teachers or pupils."""
    return Fraction(pupils, teachers) if pupils and teachers else None


def coefficient_of_variation(values: Sequence[Fraction], weights: Sequence[int]) -> Decimal | None:
    """差异系数: the weighted standard deviation over the weighted mean; None of fewer than two schools.

    《县域义务教育优质均衡发展督导评估办法》（教督〔2017〕6号）: the mean is that of all pupils of the area, and each
    school weighs by its pupils.
    """
    total = sum(weights)
    if len(values) < 2 or not total:
        return None
    mean = sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / total
    if not mean:
        return None
    spread = sum((weight * (value - mean) ** 2 for value, weight in zip(values, weights, strict=True)), Fraction(0))
    variance = spread / total
    root = (Decimal(variance.numerator) / Decimal(variance.denominator)).sqrt()
    return (root / (Decimal(mean.numerator) / Decimal(mean.denominator))).quantize(Decimal("0.001"), ROUND_HALF_UP)
