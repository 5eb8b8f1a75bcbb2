"""The best reallocation of a city of about 800 schools and 14 subjects against the plan of a spreadsheet."""

from __future__ import annotations

import random
import sys
from time import monotonic

from benchmarks.timing import Row, cpu, limit
from staffing.rules.plan import Demand, Instance, Limits, Objective, Place, Supply, broken
from staffing.rules.plan_greedy import greedy
from staffing.rules.plan_solve import Proof, solve

SCHOOLS, SUBJECTS, DISTRICTS = 800, 14, 7
SHORT = 5_112  # posts
SECONDS = 600.0
MOST_CPU = 120.0
CENTRES = ((119.92, 32.46), (119.88, 32.32), (120.13, 32.51), (120.27, 32.02), (120.05, 32.17), (119.85, 32.91), (119.93, 32.47))  # fmt: skip


def city(schools: int = SCHOOLS, subjects: int = SUBJECTS, short: int = SHORT, seed: int = 321299) -> Instance:
    """Schools around the seven centres; shortages in the country, posts left over in the towns, as it is."""
    dice = random.Random(seed)
    places, supplies, demands = [], list[Supply](), list[Demand]()
    wanted: list[tuple[int, str, int]] = []
    for school in range(schools):
        district = school % DISTRICTS
        lon, lat = CENTRES[district]
        rural = dice.random() < 0.55
        spread = 0.18 if rural else 0.05
        places.append(Place(school, district, lon + dice.gauss(0, spread), lat + dice.gauss(0, spread * 0.8)))
        for subject in range(subjects):
            turn = dice.random()
            if turn < (0.30 if rural else 0.42):
                supplies.append(Supply(f"{school}/{subject}", school, str(subject), dice.choice((1, 1, 1, 2))))
            elif turn < (0.68 if rural else 0.72):
                wanted.append((school, str(subject), 15 if rural else 10))
    counts = [0] * len(wanted)
    for _ in range(short):
        counts[dice.randrange(len(wanted))] += 1
    demands = [
        Demand(school, subject, count, weight + (3 if int(subject) in (8, 11) else 0))
        for (school, subject, weight), count in zip(wanted, counts, strict=True)
        if count
    ]
    limits = Limits(
        most_km=40, reserve=100,
        school_out={one.school: dice.choice((4, 6)) for one in places},
        school_in={one.school: dice.choice((4, 6, 8)) for one in places},
        district_out=dict.fromkeys(range(DISTRICTS), 60), district_in=dict.fromkeys(range(DISTRICTS), 80),
    )  # fmt: skip
    return Instance(places, supplies, demands, limits)


def measure() -> list[Row]:
    """Both plans under the same hard rules; the optimum is proven over every way within the limit of distance."""
    instance = city()
    start = monotonic()
    simple = greedy(instance)
    quick = monotonic() - start
    found: list[tuple[Objective, Proof]] = []

    def work() -> None:
        plan, proof = solve(instance, seconds=SECONDS)
        assert not broken(instance, plan.moves, plan.reserve)
        found.append((plan.objective, proof))

    spent = cpu(work)
    ((best, proof),) = found
    short = sum(one.count for one in instance.demands)

    def say(text: str) -> None:
        print(text, file=sys.stderr)

    say(f"{len(instance.places)} schools, {short} posts short, {sum(one.count for one in instance.supplies)} left over, "
        f"{proof.of_ways} ways, {proof.ways} in the last programme")  # fmt: skip
    say(
        f"greedy:  {quick:.1f} s, unmet weight {simple.objective.unmet}, {simple.objective.moves} moves, {simple.objective.hectometres / 10:,.0f} km"
    )
    say(
        f"optimum: {proof.seconds:.1f} s ({spent:.1f} s of one core), {proof.status}, gap {proof.gap}, unmet weight {best.unmet}, {best.moves} moves, {best.hectometres / 10:,.0f} km"
    )
    gain = 100 * (1 - best.unmet / simple.objective.unmet)
    what = f"reallocation of {SCHOOLS} schools × {SUBJECTS} subjects"
    return [
        limit(f"{what}, proven optimum", spent, MOST_CPU, "s"),
        Row(f"{what} · unmet need by weight against greedy", f"{best.unmet:,}", f"{simple.objective.unmet:,}", None,
            "less", best.unmet < simple.objective.unmet and gain > 0),
        Row(f"{what} · moves", f"{best.moves:,}", f"{simple.objective.moves:,}", None, "", True),
        Row(f"{what} · distance, km", f"{best.hectometres / 10:,.0f}", f"{simple.objective.hectometres / 10:,.0f}", None, "", True),
        Row(f"{what} · gap of the proof", f"{proof.gap:g}", "", None, "0", proof.status == "optimal"),
    ]  # fmt: skip
