"""What stands on every page of the site: its menu."""

from __future__ import annotations

from typing import Any

from django import template

from cms.queries.site import sections

register = template.Library()


@register.simple_tag
def site_sections() -> list[Any]:
    """The sections of the menu."""
    return sections()
