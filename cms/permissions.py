"""What may be done at the editors' desk of the public site."""

from __future__ import annotations

from enum import StrEnum


class CmsPermission(StrEnum):
    EDIT = "cms.edit"  # writes and hands in
    PUBLISH = "cms.publish"  # approves what somebody else wrote, takes down
