"""What may be done with the audit trail."""

from __future__ import annotations

from enum import StrEnum


class AuditPermission(StrEnum):
    READ = "audit.read"
