"""The best reallocation, with its proof.

The levels are lexicographic: unmet need by weight, then posts moved, then early exchanges, then distance.

1. The relaxation of need and moves alone, K · need + moves, over all ways. K is above the number of posts that could
   move at all, so its bound, rounded up, is a bound of the first level and, with it, of the second.
2. The relaxation with well separated weights on all four levels, over all ways. No row holds it to the first bound:
   such a row runs through every column and makes the programme ten times as slow.
3. Whole posts on the ways whose reduced cost can matter: a way that is dearer than the distance between the plan found
   and the bound of step 2 is in no better plan. So nothing is lost by leaving it out.
4. Verification: the plan reaches the bound of step 1, which proves need and moves; early exchanges have a relaxation
   of their own; and the weighted optimum has the least distance among plans that are alike in the first three.

Where step 4 fails, the levels are solved one by one over all ways; where time runs out, the plan says what is proven.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil
from time import monotonic, process_time

import highspy
import numpy as np

from .plan import Instance, Move, Objective, PinsConflict, Plan, broken, value_of
from .plan_greedy import greedy
from .plan_model import TOLERANCE, Costs, Floats, Held, Ints, Linear, OutOfTime, Programme

FREE = (-highspy.kHighsInf, highspy.kHighsInf)
LEVELS = (Costs(1, 0, 0, 0), Costs(0, 1, 0, 0), Costs(0, 0, 1, 0), Costs(0, 0, 0, 1))
Tell = Callable[[int, int], None]
STEPS = 6
WALL = 5.0
FIRST_CUT = 8.0  # hectometres: how far above the bound a first plan is hoped to lie


@dataclass(frozen=True)
class Proof:
    """How good a plan is for certain. ``bounds`` are the lower bounds of the four levels, each given the ones before;
    ``gap`` the relative distance of the weighted values, 0 when ``status`` is optimal. ``ways`` of all ``of_ways``
    were in the last programme: the others were priced and cannot be part of a better plan."""

    status: str  # optimal | feasible
    gap: float
    bounds: Objective
    ways: int
    of_ways: int
    seconds: float


def solve(instance: Instance, *, seconds: float = 120.0, tell: Tell = lambda _done, _total: None) -> tuple[Plan, Proof]:
    """The best plan and its proof. PinsConflict when nothing keeps the hard rules and the pins. ``seconds`` of the
    processor bound the search; a plan that is not proven by then says so. The same instance gives the same plan."""
    return _Search(instance, seconds, tell).run()


class _Search:
    def __init__(self, instance: Instance, seconds: float, tell: Tell) -> None:
        self.instance, self.seconds, self.tell = instance, seconds, tell
        self.began, self.cpu = monotonic(), process_time()
        self.programme = Programme(instance)
        self.ways, self.bound = 0, 0.0
        far = int(self.programme.ways.far.max()) if len(self.programme.ways) else 1
        early = max((one.early for one in instance.supplies), default=0)
        # A step of each level outweighs some steps of the next; that it outweighs enough is verified afterwards.
        self.scale = Costs(0, 0, 4.0 * max(far, 1), 1.0)
        self.scale.move = 4.0 * (self.scale.early * max(early, 1) + far)
        self.scale.unmet = 2.0 * self.scale.move

    def run(self) -> tuple[Plan, Proof]:
        """Bound, solve, verify."""
        if not self.instance.demands:
            nothing = Objective(0, 0, 0, 0)
            return Plan((), {}, nothing), Proof("optimal", 0.0, nothing, 0, 0, 0.0)
        try:
            plan, proven, bounds = self._prove()
        except OutOfTime:
            plan, proven, bounds = greedy(self.instance), False, [0, 0, 0]
        if not proven and self._left() > WALL:
            plan, proven, bounds = self._by_levels(plan)
        worth = self._worth(plan.objective)
        gap = 0.0 if proven else min(1.0, max(0.0, (worth - self.bound) / max(abs(worth), 1.0)))
        self.tell(STEPS, STEPS)
        floor = Objective(bounds[0], bounds[1], bounds[2], plan.objective.hectometres if proven else 0)
        status = "optimal" if proven else "feasible"
        proof = Proof(status, gap, floor, self.ways, len(self.programme.ways), monotonic() - self.began)
        return plan, proof

    def _prove(self) -> tuple[Plan, bool, list[int]]:
        """The plan, whether it is the best for certain, and the bounds of the first three levels."""
        instance = self.instance
        most = min(sum(one.count for one in instance.supplies), sum(one.count for one in instance.demands))
        both = Costs(most + 1, 1, 0, 0)  # nothing that is met less is made good by fewer moves
        linear = Linear(self.programme, self.programme.core(), (), self._left())
        least, _ = linear.relax(both)
        floor = _up(least)
        self.tell(1, STEPS)
        self.bound, reduced = linear.relax(self.scale)
        self.tell(2, STEPS)
        plan, proven = self._whole(self.bound, reduced)
        self.tell(4, STEPS)
        unmet, moves, early, _far = plan.objective.levels
        if not proven or unmet * both.unmet + moves != floor:
            return plan, False, [floor // (most + 1), 0, 0]
        if early:  # what is 0 needs no proof
            held = [(LEVELS[0], FREE[0], unmet), (LEVELS[1], FREE[0], moves)]
            last = Linear(self.programme, linear.ways, held, self._left())
            proven = early == _up(last.relax(LEVELS[2])[0])
        self.tell(5, STEPS)
        return plan, proven, [unmet, moves, early if proven else 0]

    def _left(self) -> float:
        """Seconds of the processor that are left: other work on the machine does not end a search. The solver itself
        looks at the clock on the wall, so it is given more of those."""
        return WALL * max(0.2, self.seconds - (process_time() - self.cpu))

    def _worth(self, objective: Objective) -> float:
        scale = self.scale
        return (
            scale.unmet * objective.unmet + scale.move * objective.moves + scale.early * objective.early
            + scale.far * objective.hectometres
        )  # fmt: skip

    def _whole(self, bound: float, reduced: Floats) -> tuple[Plan, bool]:
        """Whole posts on the ways that can matter: a way whose reduced cost is above the distance between a known
        plan and the bound is in no better plan. True when that was reached in time."""
        cut = FIRST_CUT
        while True:
            ways = np.flatnonzero(reduced <= cut + TOLERANCE)
            has_all = len(ways) == len(reduced)
            try:
                plan, is_done = self._solve_whole(ways, [], self.scale)
            except PinsConflict:  # pins may need ways that are dear
                if has_all:
                    raise
                cut = cut * 100
                continue
            distance = self._worth(plan.objective) - bound
            if not is_done or distance <= cut + TOLERANCE or has_all:
                return plan, is_done
            cut = distance

    def _solve_whole(self, ways: Ints, bounds: list[Held], costs: Costs) -> tuple[Plan, bool]:
        mixed = Linear(self.programme, ways, bounds, self._left())
        mixed.aim(costs)
        mixed.whole()
        self.ways = len(ways)
        is_done = mixed.try_to_solve()
        if (
            not is_done
            and mixed.solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            raise OutOfTime
        return self._read(mixed), is_done

    def _read(self, linear: Linear) -> Plan:
        """The plan out of the solver's columns, rounded, counted anew and checked against every hard rule."""
        values = np.rint(np.array(linear.solver.getSolution().col_value)).astype(np.int64)
        instance, size = self.instance, len(self.instance.demands)
        moves = []
        for place, count in zip(linear.ways.tolist(), values[2 * size :].tolist(), strict=True):
            if count:
                ways = self.programme.ways
                supply, demand = instance.supplies[ways.supply[place]], instance.demands[ways.demand[place]]
                moves.append(
                    Move(supply.key, supply.school, demand.school, supply.subject, count, int(ways.far[place]))
                )
        moves.sort(key=lambda one: (one.subject, one.taker, one.giver, one.key))
        reserve = {
            (one.school, one.subject): int(values[size + place])
            for place, one in enumerate(instance.demands)
            if values[size + place]
        }
        if faults := broken(instance, moves, reserve):
            raise AssertionError(f"the solver broke {faults[:3]}")
        return Plan(tuple(moves), reserve, value_of(instance, moves, reserve))

    def _held(self, plan: Plan, level: int) -> list[Held]:
        """Rows that keep the levels before ``level`` at what the plan has."""
        return [(LEVELS[place], -highspy.kHighsInf, plan.objective.levels[place]) for place in range(level)]

    def _by_levels(self, plan: Plan) -> tuple[Plan, bool, list[int]]:
        """Level by level over all ways: slow, and only where the quick proof failed."""
        every, done, bounds = np.arange(len(self.programme.ways)), True, [0, 0, 0, 0]
        for level in range(4):
            try:
                better, done = self._solve_whole(every, self._held(plan, level), LEVELS[level])
            except OutOfTime:
                done = False
                break
            if better.objective.levels[: level + 1] <= plan.objective.levels[: level + 1]:
                plan = better
            if not done:
                break
            bounds[level] = plan.objective.levels[level]
        return plan, done, bounds[:3]


def _up(value: float) -> int:
    """The bound of a whole number: rounded up, but for the noise of the arithmetic."""
    return ceil(value - 0.01 - abs(value) * 1e-10)
