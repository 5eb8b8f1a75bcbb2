"""Pages of the honours."""

from honors.views import certificates, public, rounds

__all__ = ["certificates", "public", "rounds"]
