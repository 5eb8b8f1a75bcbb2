"""The share of a unit's year that is about the spirit of educators and ethics.

《中共中央 国务院关于弘扬教育家精神加强新时代高素质专业化教师队伍建设的意见》 asks that the spirit of educators goes
into teachers' training; the yearly least share is the city's own dated row.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal


def share_of_year(programmes: Iterable[tuple[Decimal, int, int]]) -> Decimal | None:
    """Percent, to a tenth, over (hours, places, share in percent) of a year's programmes: weighted by hours times
    places. None where nothing is planned."""
    whole, part = Decimal(0), Decimal(0)
    for hours, places, share in programmes:
        whole += hours * places
        part += hours * places * share
    return (part / whole).quantize(Decimal("0.1"), ROUND_HALF_UP) if whole else None


def share_of_courses(courses: Iterable[tuple[Decimal, bool]]) -> int | None:
    """Percent (half up) of a programme's course hours that is about ethics; None without courses."""
    rows = list(courses)
    whole = sum((hours for hours, _ethics in rows), Decimal(0))
    part = sum((hours for hours, ethics in rows if ethics), Decimal(0))
    return int((100 * part / whole).quantize(Decimal(1), ROUND_HALF_UP)) if whole else None
