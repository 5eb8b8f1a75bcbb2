"""The linear programme of a reallocation: rows for the hard rules, columns for ways, priced so that few are needed.

Ways are columns x (posts of a supply to a demand), each demand has a column y (posts of the reserve) and u (unmet).
There may be a million ways in a city; a column that the prices of the rows show to be useless is never added.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import highspy
import numpy as np
from numpy.typing import NDArray

from .plan import Instance, PinsConflict, open_ways

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
NEAREST = 8  # ways from each supply, and to each demand, with which a programme begins
BATCH = 40_000  # columns added in one round of pricing
TOLERANCE = 1e-6


@dataclass
class Costs:
    """Cost of one unit of each level: unmet weight, move, early year, hectometre."""

    unmet: float
    move: float
    early: float
    far: float


Held: TypeAlias = tuple[Costs, float, float]  # a level, or several, and between what it is held


class OutOfTime(Exception):
    """The solver was stopped by the clock."""


@dataclass
class Ways:
    """Every open way as columns of numbers; ``rows`` are the places of the hard rules it uses, -1 for none."""

    supply: Ints
    demand: Ints
    far: Ints
    early: Ints
    rows: Ints  # shape (ways, 8)

    def __len__(self) -> int:
        return len(self.supply)


@dataclass
class Programme:
    """The rows of one instance, in the order of the solver, and all ways over them."""

    instance: Instance
    lower: list[float] = field(default_factory=list)
    upper: list[float] = field(default_factory=list)
    reserve_row: int = -1
    demand_row: list[int] = field(default_factory=list)
    ways: Ways = field(init=False)

    def __post_init__(self) -> None:
        instance, limits = self.instance, self.instance.limits
        district = {one.school: one.district for one in instance.places}
        supply_row = [self._row(0, one.count) for one in instance.supplies]
        self.demand_row = [self._row(one.count, one.count) for one in instance.demands]
        self.reserve_row = self._row(0, limits.reserve)
        group = {key: self._row(0, count) for key, count in sorted(instance.surplus.items())}
        leave = {key: self._row(0, count) for key, count in sorted(limits.school_out.items())}
        enter = {key: self._row(0, count) for key, count in sorted(limits.school_in.items())}
        lend = {key: self._row(0, count) for key, count in sorted(limits.district_out.items())}
        borrow = {key: self._row(0, count) for key, count in sorted(limits.district_in.items())}
        pins = {way: self._row(count, highspy.kHighsInf) for way, count in sorted(instance.pins.items())}
        found = open_ways(instance)
        rows = np.full((len(found), 8), -1, dtype=np.int64)
        for place, (s, d, _far) in enumerate(found):
            supply, demand = instance.supplies[s], instance.demands[d]
            giver, taker = supply.school, demand.school
            across = district[giver] != district[taker]
            rows[place] = (
                supply_row[s], self.demand_row[d], group.get((giver, supply.subject), -1), leave.get(giver, -1),
                enter.get(taker, -1), lend.get(district[giver], -1) if across else -1,
                borrow.get(district[taker], -1) if across else -1, pins.get((giver, taker, supply.subject), -1),
            )  # fmt: skip
        if set(pins.values()) - set(rows[:, 7].tolist()):
            raise PinsConflict
        columns = np.array(found, dtype=np.int64).reshape(len(found), 3)
        early = np.array([one.early for one in instance.supplies], dtype=np.int64)
        self.ways = Ways(columns[:, 0], columns[:, 1], columns[:, 2], early[columns[:, 0]], rows)

    def _row(self, lower: float, upper: float) -> int:
        self.lower.append(lower)
        self.upper.append(upper)
        return len(self.lower) - 1

    def core(self) -> Ints:
        """The nearest ways of each supply and demand, and whatever was pinned: enough to begin with."""
        ways, kept = self.ways, np.zeros(len(self.ways), dtype=bool)
        for side in (ways.supply, ways.demand):
            order = np.lexsort((ways.far, side))
            changes = np.r_[True, side[order][1:] != side[order][:-1]]
            rank = np.arange(len(order)) - np.maximum.accumulate(np.where(changes, np.arange(len(order)), 0))
            kept[order[rank < NEAREST]] = True
        kept |= ways.rows[:, 7] >= 0
        return np.flatnonzero(kept)


class Linear:
    """A programme in the solver with some of its ways, and rows that hold a level at a value found before."""

    def __init__(
        self, programme: Programme, ways: Ints, bounds: Sequence[Held] = (), seconds: float = highspy.kHighsInf
    ) -> None:
        self.programme, self.bounds = programme, list(bounds)
        self.solver = highspy.Highs()  # type: ignore[no-untyped-call]
        # Every cost is a whole number, so a plan less than one from the bound is the best.
        for name, value in {
            "output_flag": False, "threads": 1, "random_seed": 1, "mip_rel_gap": 0.0, "mip_abs_gap": 0.5,
            "mip_feasibility_tolerance": 1e-7, "time_limit": seconds,
        }.items():  # fmt: skip
            self.solver.setOptionValue(name, value)
        lower = np.array(programme.lower + [bound[1] for bound in bounds], dtype=np.float64)
        upper = np.array(programme.upper + [bound[2] for bound in bounds], dtype=np.float64)
        none = np.array([], dtype=np.int32)
        self.solver.addRows(len(lower), lower, upper, 0, none, none, np.array([], dtype=np.float64))
        self.ways = np.array([], dtype=np.int64)
        self.costs = Costs(1, 0, 0, 0)
        self._demands()
        self.add(ways)

    def _demands(self) -> None:
        """The columns of unmet need, then those of the reserve."""
        programme, first = self.programme, len(self.programme.lower)
        for one, row in zip(programme.instance.demands, programme.demand_row, strict=True):
            held = [
                (first + place, costs.unmet * one.weight)
                for place, (costs, _, _) in enumerate(self.bounds)
                if costs.unmet
            ]
            index = np.array([row, *(place for place, _ in held)], dtype=np.int32)
            self.solver.addCol(
                0.0, 0.0, float(one.count), len(index), index, np.array([1.0, *(value for _, value in held)])
            )
        for one, row in zip(programme.instance.demands, programme.demand_row, strict=True):
            index = np.array([row, programme.reserve_row], dtype=np.int32)
            self.solver.addCol(0.0, 0.0, float(one.count), 2, index, np.array([1.0, 1.0]))

    def price(self, costs: Costs, ways: Ints) -> Floats:
        """What one unit costs on each of these ways."""
        all_ways = self.programme.ways
        return costs.move + costs.early * all_ways.early[ways] + costs.far * all_ways.far[ways]

    def add(self, ways: Ints) -> None:
        """Bring more ways in."""
        if not len(ways):
            return
        rows, first = self.programme.ways.rows[ways], len(self.programme.lower)
        held = [self.price(costs, ways) for costs, _, _ in self.bounds]
        every = np.column_stack([rows, *(np.full(len(ways), first + place) for place in range(len(held)))])
        values = np.column_stack([np.ones(rows.shape), *held])
        mask = (every >= 0) & (values != 0)
        starts = np.r_[0, np.cumsum(mask.sum(axis=1))[:-1]].astype(np.int32)
        size = len(ways)
        self.solver.addCols(
            size, self.price(self.costs, ways), np.zeros(size), np.full(size, highspy.kHighsInf), int(mask.sum()),
            starts, every[mask].astype(np.int32), values[mask],
        )  # fmt: skip
        self.ways = np.r_[self.ways, ways]

    def aim(self, costs: Costs) -> None:
        """Change what is to be smallest."""
        self.costs, demands = costs, self.programme.instance.demands
        base = 2 * len(demands)
        all_costs = np.r_[
            [costs.unmet * one.weight for one in demands], np.zeros(len(demands)), self.price(costs, self.ways)
        ]
        self.solver.changeColsCost(base + len(self.ways), np.arange(base + len(self.ways), dtype=np.int32), all_costs)

    def try_to_solve(self) -> bool:
        """Look for the optimum over the ways that are in, False when the clock stopped it; PinsConflict when nothing
        keeps the rules."""
        self.solver.run()
        status = self.solver.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            raise PinsConflict
        return bool(status == highspy.HighsModelStatus.kOptimal)

    def solve(self) -> float:
        """The optimum over the ways that are in."""
        if not self.try_to_solve():
            raise OutOfTime
        return float(self.solver.getInfo().objective_function_value)

    def reduced(self, costs: Costs) -> Floats:
        """The reduced cost of every way of the programme at the prices of the last optimum."""
        dual = np.array(self.solver.getSolution().row_dual)
        ways, first = self.programme.ways, len(self.programme.lower)
        padded = np.r_[dual[:first], 0.0]  # place -1 is the nought at the end
        found = self.price(costs, np.arange(len(ways))) - padded[ways.rows].sum(axis=1)
        for place, (held, _, _) in enumerate(self.bounds):
            found -= dual[first + place] * self.price(held, np.arange(len(ways)))
        return np.asarray(found)

    def relax(self, costs: Costs) -> tuple[float, Floats]:
        """The optimum of the relaxation over *all* ways, and the reduced cost of each: pricing goes on until no way
        outside could make it smaller."""
        self.aim(costs)
        while True:
            value = self.solve()
            reduced = self.reduced(costs)
            outside = np.ones(len(reduced), dtype=bool)
            outside[self.ways] = False
            useful = np.flatnonzero(outside & (reduced < -TOLERANCE))
            if not len(useful):
                return value, reduced
            self.add(useful[np.argsort(reduced[useful], kind="stable")[:BATCH]])

    def whole(self) -> None:
        """From now on only whole posts move."""
        size = 2 * len(self.programme.instance.demands) + len(self.ways)
        kinds = [highspy.HighsVarType.kInteger] * size
        self.solver.changeColsIntegrality(size, np.arange(size, dtype=np.int32), np.array(kinds))
