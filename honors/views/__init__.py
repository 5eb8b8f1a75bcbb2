"""Pages of the honours."""

from honors.views import certificates, lookahead, public, rounds

__all__ = ["certificates", "lookahead", "public", "rounds"]
