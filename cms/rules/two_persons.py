"""Who writes for the public does not publish: maker and checker differ."""

from __future__ import annotations

from collections.abc import Collection


def refusal(makers: Collection[int], checker: int | None, *, is_scheduled: bool) -> str:
    """Why a version may not go out now: a code, or nothing.

    ``makers`` are the keys of whoever wrote or handed in what would go out. Nobody (``checker`` None) publishes only
    what a second person had approved for this time before.
    """
    if checker is None:
        return "" if is_scheduled else "not_approved"
    return "same_person" if checker in makers else ""
