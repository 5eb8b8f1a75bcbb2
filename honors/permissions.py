"""What may be done with honours."""

from __future__ import annotations

from enum import StrEnum


class HonorPermission(StrEnum):
    VIEW = "honors.view"
    RUN_ROUND = "honors.run_round"
    APPROVE = "honors.approve"
    CONFIRM_HELD = "honors.confirm_held"
    DOWNLOAD = "honors.download"
