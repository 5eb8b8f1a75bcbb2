"""What the pages of signing in ask."""

from __future__ import annotations

from typing import Any

from django import template

from kernel.accounts.address import passkeys_work as work

register = template.Library()


@register.simple_tag(takes_context=True)
def passkeys_work(context: dict[str, Any]) -> bool:
    """Whether a browser lets a passkey be used at this address."""
    return work(context["request"])
