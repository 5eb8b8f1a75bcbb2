"""Parts of addresses."""

from __future__ import annotations

from datetime import date


class CodeConverter:
    """A number or token of ours; what else stands in an address (a NUL, say) never reaches the database."""

    regex = r"[0-9A-Za-z_-]{1,40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class DayConverter:
    """A day as YYYY-MM-DD; an impossible one is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        return date.fromisoformat(value)

    def to_url(self, value: date | str) -> str:
        return str(value)
