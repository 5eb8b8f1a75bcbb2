"""The plan that a spreadsheet gives: the most pressing need first, filled from the nearest school that has one left."""

from __future__ import annotations

from .plan import Instance, Move, Plan, open_ways, value_of


def greedy(instance: Instance) -> Plan:
    """The greedy plan under the same hard rules. Pins come first; the reserve fills what is left in the same order."""
    limits, district = instance.limits, {one.school: one.district for one in instance.places}
    left: dict[object, int] = {one.key: one.count for one in instance.supplies}
    left |= {("group", key): count for key, count in instance.surplus.items()}
    for name in ("school_out", "school_in", "district_out", "district_in"):
        left |= {(name, key): count for key, count in getattr(limits, name).items()}
    need = [one.count for one in instance.demands]
    near: dict[int, list[tuple[int, str, int]]] = {}
    for s, d, far in open_ways(instance):
        near.setdefault(d, []).append((far, instance.supplies[s].key, s))
    found: dict[tuple[str, int], Move] = {}

    def take(s: int, d: int, most: int, far: int) -> int:
        supply, demand = instance.supplies[s], instance.demands[d]
        names: list[object] = [
            supply.key, ("group", (supply.school, supply.subject)), ("school_out", supply.school),
            ("school_in", demand.school),
        ]  # fmt: skip
        if district[supply.school] != district[demand.school]:
            names += [("district_out", district[supply.school]), ("district_in", district[demand.school])]
        count = max(0, min([most, need[d], *(left[name] for name in names if name in left)]))
        if count:
            for name in names:
                if name in left:
                    left[name] -= count
            need[d] -= count
            before = found.get((supply.key, d))
            total = count + (before.count if before else 0)
            found[supply.key, d] = Move(supply.key, supply.school, demand.school, supply.subject, total, far)
        return count

    for (giver, taker, subject), count in sorted(instance.pins.items()):
        for d, demand in enumerate(instance.demands):
            if (demand.school, demand.subject) == (taker, subject):
                for far, _key, s in sorted(near.get(d, ())):
                    if instance.supplies[s].school == giver:
                        count -= take(s, d, count, far)
    order = sorted(range(len(need)), key=lambda d: (-instance.demands[d].weight * need[d], d))
    for d in order:
        for far, _key, s in sorted(near.get(d, ())):
            take(s, d, need[d], far)
            if not need[d]:
                break
    reserve, rest = {}, limits.reserve
    for d in order:
        if given := min(rest, need[d]):
            reserve[instance.demands[d].school, instance.demands[d].subject] = given
            rest -= given
    moves = tuple(sorted(found.values(), key=lambda one: (one.subject, one.taker, one.giver, one.key)))
    return Plan(moves, reserve, value_of(instance, moves, reserve))
