"""Pages of the honours."""

from honors.views import certificates, prints, public, rounds, shares

__all__ = ["certificates", "prints", "public", "rounds", "shares"]
