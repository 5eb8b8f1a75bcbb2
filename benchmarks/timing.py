"""CPU time, because the machine is shared: rounds in turn, medians, ratios of figures of the same run."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """A line of the table. ``factor`` says how many times better ours is; for a limit it is None."""

    what: str
    ours: str
    peer: str
    factor: float | None
    goal: str
    met: bool


def cpu(work: Callable[[], object]) -> float:
    """Seconds of CPU that ``work`` takes, all threads of this process together."""
    start = time.process_time()
    work()
    return time.process_time() - start


def medians(contenders: Mapping[str, Callable[[int], float]], rounds: int) -> dict[str, float]:
    """Median figure of each contender; each round asks every one of them in turn, with the round's number."""
    figures: dict[str, list[float]] = {name: [] for name in contenders}
    for place in range(rounds):
        for name, contender in contenders.items():
            figures[name].append(contender(place))
    return {name: median(found) for name, found in figures.items()}


def versus(
    what: str, ours: float, peer: float, goal: float, unit: str, digits: int, *, more_is_better: bool = False
) -> Row:
    """A line that compares two figures of one run with the factor to be reached."""
    factor = ours / peer if more_is_better else peer / ours
    return Row(
        what, f"{ours:,.{digits}f} {unit}", f"{peer:,.{digits}f} {unit}", factor, f"≥ {goal:g} ×", factor >= goal
    )


def limit(what: str, ours: float, most: float, unit: str) -> Row:
    """A line that compares a figure with the most it may be."""
    return Row(what, f"{ours:,.1f} {unit}", "", None, f"≤ {most:,g} {unit}", ours <= most)
