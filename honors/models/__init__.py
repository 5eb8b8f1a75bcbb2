"""Rows of honours."""

from honors.models.certificate import Certificate, NumberSequence
from honors.models.checking import Objection, SchoolList
from honors.models.round import HonorRound, RoundEntry, RoundSetting, SetAside

__all__ = [
    "Certificate", "HonorRound", "NumberSequence", "Objection", "RoundEntry", "RoundSetting", "SchoolList", "SetAside",
]  # fmt: skip
