"""Rows of honours."""

from honors.models.certificate import Certificate, CertificateCopy, CertificateEvent, NumberSequence
from honors.models.checking import Objection, SchoolList
from honors.models.handout import PrintFile, ShareLink
from honors.models.round import HonorRound, RoundEntry, RoundSetting, SetAside

__all__ = [
    "Certificate", "CertificateCopy", "CertificateEvent", "HonorRound", "NumberSequence", "Objection", "PrintFile",
    "RoundEntry", "RoundSetting", "SchoolList", "SetAside", "ShareLink",
]  # fmt: skip
