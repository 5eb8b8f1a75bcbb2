"""Pages of the honours."""

from honors.views import certificates, lists, mine, moves, objections, public, publicity, rounds, rules

__all__ = ["certificates", "lists", "mine", "moves", "objections", "public", "publicity", "rounds", "rules"]
