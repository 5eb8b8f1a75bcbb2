"""What may be done with the trail."""

from __future__ import annotations

from enum import StrEnum


class AuditPermission(StrEnum):
    READ = "audit.read"
