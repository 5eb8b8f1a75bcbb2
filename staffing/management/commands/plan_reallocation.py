"""The best reallocation of posts for a school year, from the command line."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from kernel.commands import RegistryCommand
from kernel.orgs.models import Organisation
from kernel.orgs.queries import city
from staffing.actions.plans import make_plan, solve_plan
from staffing.choices import PlanMode
from staffing.errors import refuse
from staffing.queries import plans as queries


class Command(RegistryCommand):
    help = "求解一个学年的编制调剂最优方案"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--year", type=int, required=True, metavar="YYYY")
        parser.add_argument(
            "--unit", metavar="CODE", help="division code or name of a district; the whole city if left out"
        )
        parser.add_argument("--people", action="store_true", help="named teachers who are willing")
        parser.add_argument("--seconds", type=int, help="time limit of the search")

    def answer(self, **options: Any) -> dict[str, Any]:
        actor = self.actor(options)
        unit = self.unit(options["unit"]) if options["unit"] else city()
        if unit is None:
            raise refuse("plan_unit")
        own = {"seconds": options["seconds"]} if options["seconds"] else {}
        mode = PlanMode.PEOPLE if options["people"] else PlanMode.POSTS
        plan = make_plan(unit=unit, year=options["year"], by=actor, mode=mode, options=own, background=False)
        solve_plan(plan=plan, by=actor)
        plan.refresh_from_db()
        return {
            "plan": plan.pk, "status": plan.status, "gap": plan.gap, "objective": told(plan.objective),
            "greedy": told(plan.greedy), "seconds": plan.seconds, "ways": plan.ways, "of_ways": plan.of_ways,
            "moves": [
                {
                    "from": one.giver.name if one.giver else None,
                    "from_code": one.giver.school_code if one.giver else None,
                    "to": one.taker.name, "to_code": one.taker.school_code, "stage": one.stage, "subject": one.subject,
                    "posts": one.posts, "km": one.hectometres / 10,
                    "teacher_no": one.teacher.teacher_no if one.teacher else None,
                }
                for one in queries.moves(actor, plan)
            ],
            "not_planned": plan.notes,
        }  # fmt: skip

    @staticmethod
    def unit(text: str) -> Organisation | None:
        """A district by its code or name."""
        rows = Organisation.objects.filter(kind__in=["city", "district"])
        return rows.filter(name=text).first() or rows.filter(division_code=text).order_by("depth").last()


def told(values: dict[str, int] | None) -> dict[str, float]:
    """The levels of an objective as numbers that a reader knows: weight, posts, years, kilometres."""
    found = values or {}
    return {
        "unmet": found.get("unmet", 0), "moves": found.get("moves", 0), "early": found.get("early", 0),
        "km": found.get("hectometres", 0) / 10,
    }  # fmt: skip
