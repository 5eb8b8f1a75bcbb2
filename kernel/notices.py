"""What waits for a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Waiting:
    """One thing to do, told in a sentence; ``urgent`` ones stand first."""

    title: str
    detail: str
    url: str
    action: str
    urgent: bool = False
