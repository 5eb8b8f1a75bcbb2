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


STAGE_NAMES: dict[str, str] = {
    "幼儿园": "preschool", "学前": "preschool", "学前教育": "preschool",
    "小学": "primary", "初中": "junior", "初级中学": "junior", "九年一贯制": "nine_year", "九年一贯制学校": "nine_year", "十二年一贯制学校": "twelve_year", "特殊教育学校": "special",
    "普通初中": "junior", "职业高中": "vocational", "中专": "vocational", "普高": "senior", "九年制": "nine_year",
    "高中": "senior", "普通高中": "senior", "高级中学": "senior", "完全中学": "complete", "完中": "complete",
    "十二年一贯制": "twelve_year", "中职": "vocational", "中等职业": "vocational", "职业学校": "vocational",
    "中等职业学校": "vocational", "特殊教育": "special", "特教": "special", "特殊": "special",
    "高校": "higher", "高等学校": "higher", "其他": "other", "其他教育机构": "other",
}  # fmt: skip
