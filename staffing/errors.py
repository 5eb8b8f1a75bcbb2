"""The sentences of staffing."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken

SENTENCES = {
    "reason_missing": _("请写明理由。"),
    "document_missing": _("请写明编办文件的名称和文号。"),
}


def refuse(key: str, **values: object) -> RuleBroken:
    """The refusal of that name."""
    return RuleBroken(key, SENTENCES[key], **values)
