"""Pictures of a portrait on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from teachers.queries.portrait_words import points as said

register = template.Library()


@register.filter
def line(points: Iterable[tuple[float, float]]) -> str:
    """The points of a polyline."""
    return " ".join(f"{x:g},{y:g}" for x, y in points)


@register.filter
def score(tenths: int | None) -> str:
    """A score as people write it; a dash for none."""
    return said(tenths)


@register.filter
def plain(value: float) -> str:
    """A place in a picture, whatever the language writes for a point."""
    return f"{value:g}"


@register.filter
def plus(value: float, more: float) -> str:
    """A place so much further."""
    return f"{value + more:g}"


@register.filter
def mean(hundredths: int | None) -> str:
    """A mean as people write it; a dash for none."""
    return "—" if hundredths is None else f"{hundredths / 100:.2f}"


@register.filter
def heat(hundredths: int | None) -> str:
    """The shade of a mean on the map; the number beside it says the same."""
    return (
        ""
        if hundredths is None
        else "heat-high"
        if hundredths >= 400
        else "heat-low"
        if hundredths < 300
        else "heat-middle"
    )


@register.filter
def at(words: list[str], place: int) -> str:
    """The word at a place."""
    return words[place] if place < len(words) else ""
