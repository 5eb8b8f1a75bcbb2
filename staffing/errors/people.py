"""The sentences about allowances, rotation, workload and measures of appointment."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

PEOPLE = {
    "edition_exists": _("{day} 起生效的设定已经存在，请另选生效日。"),
    "edition_past": _("新设定的生效日不能早于 {day}，已发生的月份和学年按当时的设定办理；请重新选择。"),
    "edition_document": _("请写明新设定所依据文件的名称和文号。"),
    "tiers_none": _("请至少填写一档年限和金额。"),
    "tiers_half": _("第 {row} 档只填了年限或只填了金额，请填完整，或者两项都清空。"),
    "tiers_twice": _("满 {years} 年的档次填了两次，请保留一档。"),
    "tiers_falling": _("满 {years} 年的金额低于前一档，年限更长的档次不应更低，请核对。"),
}
