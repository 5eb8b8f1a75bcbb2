"""Judging a whole roster: duplicates, schools, and which service row belongs to whom. No database."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from teachers.rules.roster import Fault, PersonRow, ServiceRow, fault

SchoolKey = tuple[str, str]  # (division code, name)
NEAR = 0.6  # the least likeness (2 × common characters / all) of a name that is offered


@dataclass(frozen=True)
class SchoolRef:
    """A school as the roster may name it, by its present name or by one it bore earlier."""

    division_code: str
    district: str
    name: str
    in_scope: bool
    closed: str = ""  # what became of a school that is closed, for a sentence

    @property
    def key(self) -> SchoolKey:
        return (self.division_code, self.name)


class SchoolNames:
    """The schools that rows may name. Each is looked for once: the rows of a whole school repeat one name or one
    mistake, and a city has hundreds of names to compare with."""

    def __init__(self, by_name: Mapping[str, Sequence[SchoolRef]]) -> None:
        self.by_name = by_name
        self._letters: dict[str, dict[str, frozenset[str]]] = {}  # by division code: name in scope -> its characters
        self._found: dict[SchoolKey, SchoolKey | Fault] = {}

    def find(self, name: str, division_code: str) -> SchoolKey | Fault:
        """The one school a row means, or why there is none: unknown, found twice, or outside the importer's scope."""
        key = (division_code, name)
        if key not in self._found:
            self._found[key] = self._look_for(name, division_code)
        return self._found[key]

    def _look_for(self, name: str, division_code: str) -> SchoolKey | Fault:
        if not name:
            return fault("unknown_school", "school", detail="没有填写所在学校，请补填。")
        found = [ref for ref in self.by_name.get(name, ()) if not division_code or ref.division_code == division_code]
        if not found:
            return fault("unknown_school", "school", detail=self._not_found(name, division_code))
        mine = [ref for ref in found if ref.in_scope]
        if not mine:
            return fault("school_out_of_scope", "school", school=name)
        if all(ref.closed for ref in mine):
            return fault("school_closed", "school", school=name, closed=mine[0].closed)
        mine = [ref for ref in mine if not ref.closed]
        if len(mine) > 1:
            return fault("ambiguous_school", "school", school=name, districts="、".join(ref.district for ref in mine))
        return mine[0].key

    def _not_found(self, name: str, division_code: str) -> str:
        if division_code and name in self.by_name:
            places = "、".join(ref.district for ref in self.by_name[name])
            return f"“{name[:30]}”不在区划代码 {division_code[:6]} 之内，名册中它属于{places}，请核对区划代码。"
        names = self._alike(name, division_code)
        # A school of the same place first: 兴化市第四小学 is hardly a misspelling of 泰兴市第四小学.
        here = [one for one in names if one[:2] == name[:2]]
        near = difflib.get_close_matches(name, here, 3, NEAR) or difflib.get_close_matches(name, names, 3, NEAR)
        offer = f"，名称相近的有“{'”“'.join(near)}”，请核对后改正；" if near else "，请核对名称；"
        return f"没有名为“{name[:30]}”的学校{offer}如确为新学校，请由市局先新增。"

    def _alike(self, name: str, division_code: str) -> list[str]:
        """The names in scope that share so many characters with this one that they can be near it at all."""
        if division_code not in self._letters:
            self._letters[division_code] = {
                one: frozenset(one) for one, refs in self.by_name.items()
                if any(
                    ref.in_scope and not ref.closed and ref.name == one and division_code in ("", ref.division_code)
                    for ref in refs
                )
            }  # fmt: skip
        size = len(name)
        return [
            one for one, letters in self._letters[division_code].items()
            if 2 * sum(map(letters.__contains__, name)) >= NEAR * (size + len(one))
        ]  # fmt: skip


def mark_duplicates(persons: Iterable[PersonRow]) -> None:
    """Of two rows with one number the first that can stand does; the later ones are refused."""
    first: dict[str, int] = {}
    for person in persons:
        if not person.id_readable:
            continue
        if person.id_key in first:
            person.faults.append(fault("duplicate_in_file", "id_number", row=first[person.id_key]))
        elif not person.faults:
            first[person.id_key] = person.row


@dataclass
class Attached:
    """Service rows sorted by what becomes of them."""

    by_number: dict[str, list[ServiceRow]] = field(default_factory=dict)  # good rows of people who stand
    refused: list[ServiceRow] = field(default_factory=list)
    incomplete: Counter[str] = field(default_factory=Counter)  # refused service rows by number
    set_aside: list[ServiceRow] = field(default_factory=list)  # they belong to refused people and go back with them


def attach_services(
    services: Iterable[ServiceRow], accepted: set[str], refused: set[str], registered: set[str]
) -> Attached:
    """Give each service row to its teacher by number.

    ``accepted`` and ``refused`` hold the numbers (raw text where unreadable) of this file's people, ``registered``
    those of the register whom the importer may write. A person refused here has the rows set aside, even if an
    earlier file brought that person in.
    """
    result = Attached()
    seen: dict[tuple[str, object, object], ServiceRow] = {}
    for service in services:
        number = service.id_key
        if number not in accepted and number in refused:
            result.set_aside.append(service)
            continue
        if number not in accepted and number not in registered:
            service.faults.insert(0, fault("orphan_service", "id_number"))
            result.refused.append(service)
            continue
        earlier = seen.setdefault((number, service.start_month, service.kind), service)
        if not service.faults and earlier is not service:
            if (earlier.end_month, earlier.unit_name) == (service.end_month, service.unit_name):
                continue  # the same line twice says nothing new
            service.faults.append(fault("duplicate_service", "start", row=earlier.row))
        if service.faults:
            result.refused.append(service)
            result.incomplete[number] += 1
        else:
            result.by_number.setdefault(number, []).append(service)
    return result
