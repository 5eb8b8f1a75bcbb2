"""Rows of honours."""

from honors.models.certificate import Certificate, CertificateCopy, CertificateEvent, NumberSequence
from honors.models.handout import PrintFile, ShareLink
from honors.models.round import HonorRound, RoundEntry

__all__ = [
    "Certificate",
    "CertificateCopy",
    "CertificateEvent",
    "HonorRound",
    "NumberSequence",
    "PrintFile",
    "RoundEntry",
    "ShareLink",
]
