"""Words for units."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class OrgKind(TextChoices):
    CITY = "city", _("市")
    DISTRICT = "district", _("市（区）")
    SCHOOL = "school", _("学校")


class SchoolStage(TextChoices):
    """Stage a school belongs to."""

    PRESCHOOL = "preschool", _("幼儿园")
    PRIMARY = "primary", _("小学")
    JUNIOR = "junior", _("初中")
    NINE_YEAR = "nine_year", _("九年一贯制")
    SENIOR = "senior", _("普通高中")
    COMPLETE = "complete", _("完全中学")
    TWELVE_YEAR = "twelve_year", _("十二年一贯制")
    VOCATIONAL = "vocational", _("中等职业学校")
    SPECIAL = "special", _("特殊教育")
    HIGHER = "higher", _("高等学校")
    OTHER = "other", _("其他教育机构")


class LocationType(TextChoices):
    """国家统计局城乡划分代码."""

    MAIN_URBAN = "111", _("主城区")
    URBAN_RURAL_FRINGE = "112", _("城乡结合区")
    TOWN_CENTRE = "121", _("镇中心区")
    TOWN_FRINGE = "122", _("镇乡结合区")
    SPECIAL_AREA = "123", _("特殊区域")
    TOWNSHIP_CENTRE = "210", _("乡中心区")
    VILLAGE = "220", _("村庄")


class Ownership(TextChoices):
    PUBLIC = "public", _("公办")
    PRIVATE = "private", _("民办")


# What workbooks write for a stage, besides the labels themselves.
_OTHER_WORDS = {
    SchoolStage.PRESCHOOL: "学前 学前教育",
    SchoolStage.JUNIOR: "初级中学 普通初中",
    SchoolStage.NINE_YEAR: "九年制 九年一贯制学校",
    SchoolStage.SENIOR: "高中 高级中学 普高",
    SchoolStage.COMPLETE: "完中",
    SchoolStage.TWELVE_YEAR: "十二年一贯制学校",
    SchoolStage.VOCATIONAL: "中职 中等职业 职业学校 职业高中 中专",
    SchoolStage.SPECIAL: "特教 特殊 特殊教育学校",
    SchoolStage.HIGHER: "高校",
    SchoolStage.OTHER: "其他",
}
_LABELS = (
    "幼儿园", "小学", "初中", "九年一贯制", "普通高中", "完全中学", "十二年一贯制", "中等职业学校", "特殊教育",
    "高等学校", "其他教育机构",
)  # fmt: skip
STAGE_NAMES: dict[str, str] = dict(zip(_LABELS, SchoolStage.values, strict=True)) | {
    word: str(stage) for stage, words in _OTHER_WORDS.items() for word in words.split()
}
LOCATION_NAMES: dict[str, str] = dict(
    zip(
        ("主城区", "城乡结合区", "镇中心区", "镇乡结合区", "特殊区域", "乡中心区", "村庄"),
        LocationType.values,
        strict=True,
    )
) | {code: code for code in LocationType.values}
OWNERSHIP_NAMES: dict[str, str] = {"公办": "public", "民办": "private"}
