"""Pages of the honours."""

from honors.views import (
    certificates,
    lists,
    mine,
    moves,
    objections,
    prints,
    public,
    publicity,
    rounds,
    rules,
    shares,
)

__all__ = [
    "certificates", "lists", "mine", "moves", "objections", "prints", "public", "publicity", "rounds", "rules",
    "shares",
]  # fmt: skip
