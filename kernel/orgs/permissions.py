"""What may be done with units."""

from __future__ import annotations

from enum import StrEnum


class OrgPermission(StrEnum):
    CHANGE = "orgs.change_units"
    APPROVE = "orgs.approve_units"
