"""Rows of honours."""

from honors.models.certificate import Certificate, NumberSequence
from honors.models.round import HonorRound, RoundEntry
from honors.models.template import CertificateTemplate

__all__ = ["Certificate", "CertificateTemplate", "HonorRound", "NumberSequence", "RoundEntry"]
