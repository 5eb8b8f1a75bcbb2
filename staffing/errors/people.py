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
    "exempt_not_serving": _("“{name}”不在职，无需登记暂不交流。"),
    "exempt_ground": _("请选择暂不交流的原因。"),
    "exempt_paper": _("请写明凭据，例如材料名称、日期和出具单位。"),
    "exempt_long": _("一次登记最长 {most} 年，请改早截止日；到期后确有需要的重新登记。"),
    "exempt_waits": _("“{name}”已有一份登记等待确认，请先办结。"),
    "exempt_moved": _("这份登记现在是“{state}”，操作没有执行；请刷新页面查看。"),
    "exempt_same_person": _("登记人不能确认自己的登记，请由另一人确认。"),
    "exempt_over": _("登记的期限已经届满，无需办理。"),
    "exempt_gone": _("“{name}”已不在“{school}”任教，不能确认；请不予确认并说明。"),
}
