"""Which characters the register asks the fonts for."""

from __future__ import annotations

from kernel.orgs.models import Organisation
from teachers.models import Teacher


def printed_characters() -> dict[str, set[str]]:
    """The characters of all names of people and of units; nobody's name can be read out of them."""
    people = Teacher.objects.for_system("fonts are checked against all names before anybody's paper is drawn")
    units = Organisation.objects.values_list("name", flat=True)
    return {
        "names": {char for name in people.values_list("name", flat=True).iterator() for char in name},
        "units": {char for name in units for char in name},
    }
