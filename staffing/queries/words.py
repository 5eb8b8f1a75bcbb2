"""What a request for a second signature asks for, in a sentence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from staffing.queries.pool import ToSign


def says(one: ToSign) -> str:
    """The act in words, with its numbers."""
    detail, unit = one.signature.detail, one.unit.name
    words = {
        "unit": unit, "n": detail.get("posts", ""), "on": detail.get("effective_from") or detail.get("ends_on", ""),
        "pool": one.other.name if one.other else "",
    }  # fmt: skip
    sentences = {
        "staffing.approve": _("“%(unit)s”核定编制定为 %(n)s 名，自 %(on)s 起"),
        "staffing.put_in": _("“%(unit)s”编制 %(n)s 名入“%(pool)s”周转池"),
        "staffing.take_out": _("“%(unit)s”编制 %(n)s 名从“%(pool)s”周转池退回"),
        "staffing.shift": _("“%(unit)s”周转池编制 %(n)s 名划入“%(pool)s”周转池"),
        "staffing.lend": _("借给“%(unit)s”编制 %(n)s 名"),
        "staffing.renew": _("“%(unit)s”借用的编制续借至 %(on)s"),
        "staffing.recall": _("通知收回“%(unit)s”借用的编制，%(on)s 到期"),
    }
    return sentences[one.signature.kind] % words
