"""The sentences of training."""

from __future__ import annotations

from django.utils.translation import gettext_noop as _

from kernel.errors import RuleBroken

# Programmes, seats, check-in.
PROGRAMMES = {
    "programme_moved": _("这个项目现在是“{state}”，操作没有执行；请刷新页面查看可以办理的事项。"),
    "session_moved": _("这个场次现在是“{state}”，操作没有执行；请刷新页面查看。"),
}
# Hours.
HOURS: dict[str, str] = {}
# Needs, duties, evaluation, vocational schools.
DUTIES: dict[str, str] = {}
SENTENCES = PROGRAMMES | HOURS | DUTIES


def refuse(name: str, **values: object) -> RuleBroken:
    """The refusal of this name."""
    return RuleBroken(name, SENTENCES[name], **values)
