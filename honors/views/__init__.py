"""Pages of the honours."""

from honors.views import certificates, lists, mine, moves, objections, public, publicity, rounds, rules, templates

__all__ = [
    "certificates", "lists", "mine", "moves", "objections", "public", "publicity", "rounds", "rules", "templates",
]  # fmt: skip
