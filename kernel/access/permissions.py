"""What may be done with accounts and roles."""

from __future__ import annotations

from enum import StrEnum


class AccessPermission(StrEnum):
    ACCOUNTS = "access.accounts"
    OPERATE = "access.operate"
    GRANT = "access.grant"
    SIGN = "access.sign"
