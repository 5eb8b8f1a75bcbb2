"""What may be done with exports of others."""

from __future__ import annotations

from enum import StrEnum


class ExportPermission(StrEnum):
    APPROVE = "exports.approve"
    VIEW_ALL = "exports.view_all"
