"""Sentences that are kept in Chinese, on a page."""

from __future__ import annotations

from django import template

from kernel import errors

register = template.Library()


@register.filter
def retold(text: str) -> str:
    """The sentence in the language of the page."""
    return errors.retold(text)
