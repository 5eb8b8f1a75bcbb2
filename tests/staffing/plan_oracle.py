"""Brute force: every way of moving posts on a small instance, compared level by level."""

from __future__ import annotations

from collections.abc import Iterator

from staffing.rules.plan import Instance, Move, Objective, broken, open_ways, value_of


def _every(instance: Instance, ways: list[tuple[int, int, int]]) -> Iterator[tuple[Move, ...]]:
    if not ways:
        yield ()
        return
    s, d, far = ways[0]
    supply, demand = instance.supplies[s], instance.demands[d]
    for rest in _every(instance, ways[1:]):
        for count in range(min(supply.count, demand.count) + 1):
            if count:
                yield (Move(supply.key, supply.school, demand.school, supply.subject, count, far), *rest)
            else:
                yield rest


def best(instance: Instance) -> Objective | None:
    """The smallest value of any plan that breaks no rule; None when there is none."""
    found: Objective | None = None
    for moves in _every(instance, open_ways(instance)):
        got: dict[tuple[int, str], int] = {}
        for move in moves:
            got[move.taker, move.subject] = got.get((move.taker, move.subject), 0) + move.count
        reserve, rest = {}, instance.limits.reserve
        for one in sorted(instance.demands, key=lambda one: -one.weight):  # the reserve costs nothing but itself
            key = one.school, one.subject
            if given := max(0, min(rest, one.count - got.get(key, 0))):
                reserve[key] = given
                rest -= given
        if broken(instance, moves, reserve):
            continue
        value = value_of(instance, moves, reserve)
        if found is None or value.levels < found.levels:
            found = value
    return found
