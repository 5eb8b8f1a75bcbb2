"""The acts about allowances, rotation, workload and measures of appointment as sentences."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from kernel.audit.presenters import Sentence

PEOPLE: dict[str, Sentence] = {
    "allowance.set": _("设定教龄津贴标准 %(tiers)s 档，自 %(on)s 起，依据：%(document)s"),
}
