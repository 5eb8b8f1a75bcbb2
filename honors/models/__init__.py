"""Rows of honours."""

from honors.models.certificate import Certificate, NumberSequence
from honors.models.checking import Objection, SchoolList
from honors.models.round import HonorRound, RoundEntry, RoundSetting, SetAside
from honors.models.template import CertificateTemplate

__all__ = [
    "Certificate", "CertificateTemplate", "HonorRound", "NumberSequence", "Objection", "RoundEntry", "RoundSetting",
    "SchoolList", "SetAside",
]  # fmt: skip
