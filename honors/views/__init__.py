"""Pages of the honours."""

from honors.views import certificates, public, rounds, templates

__all__ = ["certificates", "public", "rounds", "templates"]
