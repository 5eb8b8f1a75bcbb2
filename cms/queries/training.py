"""泰州师说, bases and tours on the site."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from training.queries.public import (
    public_bases,
    public_programme,
    public_programmes,
    public_seasons,
    public_tours,
)

TOURS = 30


def seasons(chosen: str = "") -> dict[str, Any]:
    """All seasons, and the programmes of one: the chosen one, else the newest."""
    every = public_seasons()
    now = next((one for one in every if str(one.pk) == chosen), every[0] if every else None)
    return {"every": every, "now": now, "programmes": public_programmes(now.pk) if now else []}


def programme(pk: int) -> Any:
    """One published programme with its courses and sessions; None where there is none for everybody."""
    return public_programme(pk)


def places() -> dict[str, Any]:
    """Bases in use, and the lectures of the tours."""
    return {"bases": public_bases(timezone.localdate()), "tours": public_tours(TOURS)}
