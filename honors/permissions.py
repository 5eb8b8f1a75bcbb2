"""What may be done with honours."""

from __future__ import annotations

from enum import StrEnum


class HonorPermission(StrEnum):
    VIEW = "honors.view"
    RUN_ROUND = "honors.run_round"
    APPROVE = "honors.approve"
    CONFIRM_HELD = "honors.confirm_held"
    SEND_LIST = "honors.send_list"
    CHECK_LIST = "honors.check_list"
    DECIDE_OBJECTION = "honors.decide_objection"
    DOWNLOAD = "honors.download"
