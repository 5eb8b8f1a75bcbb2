"""The reallocation of posts as plain values: what is left over where, what is short where, what must not be broken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import asin, cos, radians, sin, sqrt
from typing import TypeAlias

School: TypeAlias = int
Subject: TypeAlias = str
Way: TypeAlias = tuple[School, School, Subject]  # from, to, of which subject

EARTH_KM = 6371.0
ROAD = 1.3  # a road is longer than the straight line by about a third


@dataclass(frozen=True)
class Place:
    """A school on the map; without coordinates distances are estimated by district."""

    school: School
    district: int
    longitude: float | None = None
    latitude: float | None = None


@dataclass(frozen=True)
class Supply:
    """What may leave a school: so many posts of a subject, or one consenting teacher (``count`` 1).

    ``most_km`` is how far this one may be sent, None for as far as the rules let. ``early`` is what moving it costs in
    disturbance: years that a teacher still has until the exchange is due; 0 for posts.
    """

    key: str
    school: School
    subject: Subject
    count: int
    most_km: float | None = None
    early: int = 0


@dataclass(frozen=True)
class Demand:
    """So many posts of a subject that a school is short of; ``weight`` says how much one unmet post hurts."""

    school: School
    subject: Subject
    count: int
    weight: int = 10


@dataclass(frozen=True)
class Limits:
    """The hard rules. None, or a key that is missing, is no limit; posts of the city's reserve cost no move."""

    most_km: float = 40.0
    school_out: Mapping[School, int] = field(default_factory=dict)
    school_in: Mapping[School, int] = field(default_factory=dict)
    district_out: Mapping[int, int] = field(default_factory=dict)  # posts lent across the border
    district_in: Mapping[int, int] = field(default_factory=dict)
    reserve: int = 0
    same_district_km: float = 12.0  # where a school has no coordinates
    other_district_km: float = 35.0


@dataclass(frozen=True)
class Instance:
    """One question: the schools, what they can give and need, the rules, and what an officer pinned or forbade.

    ``surplus`` caps what a school gives of a subject where ``supplies`` name persons. A ban with None in a place
    holds for every school or subject there.
    """

    places: Sequence[Place]
    supplies: Sequence[Supply]
    demands: Sequence[Demand]
    limits: Limits = Limits()
    surplus: Mapping[tuple[School, Subject], int] = field(default_factory=dict)
    pins: Mapping[Way, int] = field(default_factory=dict)
    bans: frozenset[tuple[School | None, School | None, Subject | None]] = frozenset()

    def is_banned(self, giver: School, taker: School, subject: Subject) -> bool:
        """Whether an officer forbade this way."""
        return any(
            one in self.bans
            for one in (
                (giver, taker, subject), (giver, taker, None), (giver, None, subject), (giver, None, None),
                (None, taker, subject), (None, taker, None),
            )
        )  # fmt: skip


@dataclass(frozen=True)
class Move:
    """So many posts of a subject from a school to another; ``key`` names the supply, ``hectometres`` one way."""

    key: str
    giver: School
    taker: School
    subject: Subject
    count: int
    hectometres: int


@dataclass(frozen=True)
class Objective:
    """What a plan is worth, the first first: unmet need by weight, posts moved, early exchanges, distance (100 m)."""

    unmet: int
    moves: int
    early: int
    hectometres: int

    @property
    def levels(self) -> tuple[int, int, int, int]:
        return (self.unmet, self.moves, self.early, self.hectometres)


@dataclass(frozen=True)
class Plan:
    """Moves and posts out of the reserve (by school and subject), in a fixed order."""

    moves: tuple[Move, ...]
    reserve: Mapping[tuple[School, Subject], int]
    objective: Objective


class PinsConflict(ValueError):
    """No plan keeps the hard rules and everything that was pinned."""


def distance(one: Place, other: Place, limits: Limits) -> int:
    """Hectometres by road from a school to another, estimated from the straight line or, without coordinates, from
    whether both are in one district."""
    if one.longitude is None or one.latitude is None or other.longitude is None or other.latitude is None:
        same = one.district == other.district
        return round(10 * (limits.same_district_km if same else limits.other_district_km))
    first, second = radians(one.latitude), radians(other.latitude)
    turn = radians(other.longitude - one.longitude)
    half = sin((second - first) / 2) ** 2 + cos(first) * cos(second) * sin(turn / 2) ** 2
    return round(10 * ROAD * 2 * EARTH_KM * asin(sqrt(min(1.0, half))))


def open_ways(instance: Instance) -> list[tuple[int, int, int]]:
    """Every (place in supplies, place in demands, hectometres) that the rules leave open."""
    at = {one.school: one for one in instance.places}
    by_subject: dict[Subject, list[int]] = {}
    for place, demand in enumerate(instance.demands):
        by_subject.setdefault(demand.subject, []).append(place)
    found, known = [], dict[tuple[School, School], int]()
    for place, supply in enumerate(instance.supplies):
        most = instance.limits.most_km if supply.most_km is None else min(supply.most_km, instance.limits.most_km)
        for target in by_subject.get(supply.subject, ()):
            taker = instance.demands[target].school
            if taker == supply.school or instance.is_banned(supply.school, taker, supply.subject):
                continue
            pair = (supply.school, taker)
            if pair not in known:
                known[pair] = distance(at[supply.school], at[taker], instance.limits)
            if known[pair] <= 10 * most:
                found.append((place, target, known[pair]))
    return found


def value_of(instance: Instance, moves: Sequence[Move], reserve: Mapping[tuple[School, Subject], int]) -> Objective:
    """What these moves are worth, counted from the moves themselves and nothing that a solver says."""
    got: dict[tuple[School, Subject], int] = dict(reserve)
    early = {one.key: one.early for one in instance.supplies}
    for move in moves:
        got[move.taker, move.subject] = got.get((move.taker, move.subject), 0) + move.count
    unmet = sum(one.weight * (one.count - got.get((one.school, one.subject), 0)) for one in instance.demands)
    return Objective(
        unmet,
        sum(move.count for move in moves),
        sum(early[move.key] * move.count for move in moves),
        sum(move.hectometres * move.count for move in moves),
    )


def broken(instance: Instance, moves: Sequence[Move], reserve: Mapping[tuple[School, Subject], int]) -> list[str]:
    """The hard rules that these moves break, by name; the check that any plan passes before it is shown."""
    limits, district = instance.limits, {one.school: one.district for one in instance.places}
    used: dict[tuple[str, object], int] = {}
    for move in moves:
        across = district[move.giver] != district[move.taker]
        names: list[tuple[str, object]] = [
            ("supply", move.key), ("group", (move.giver, move.subject)), ("demand", (move.taker, move.subject)),
            ("school_out", move.giver), ("school_in", move.taker), ("way", (move.giver, move.taker, move.subject)),
        ]  # fmt: skip
        if across:
            names += [("district_out", district[move.giver]), ("district_in", district[move.taker])]
        for name in names:
            used[name] = used.get(name, 0) + move.count
    for key, count in reserve.items():
        used["demand", key] = used.get(("demand", key), 0) + count
    most: dict[tuple[str, object], int] = {("supply", one.key): one.count for one in instance.supplies}
    most |= {("group", key): count for key, count in instance.surplus.items()}
    most |= {("demand", (one.school, one.subject)): one.count for one in instance.demands}
    for bound in ("school_out", "school_in", "district_out", "district_in"):
        most |= {(bound, key): count for key, count in getattr(limits, bound).items()}
    found = [f"{name}:{key}" for (name, key), count in used.items() if count > most.get((name, key), count)]
    found += [f"demand:{key}" for name, key in used if name == "demand" and (name, key) not in most]
    found += [f"pin:{way}" for way, count in instance.pins.items() if used.get(("way", way), 0) < count]
    found += [f"ban:{move.key}" for move in moves if instance.is_banned(move.giver, move.taker, move.subject)]
    if sum(reserve.values()) > limits.reserve:
        found.append("reserve")
    open_keys = {(instance.supplies[s].key, instance.demands[d].school) for s, d, _far in open_ways(instance)}
    return found + [f"way:{move.key}" for move in moves if (move.key, move.taker) not in open_keys]
