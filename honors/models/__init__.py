"""Rows of honours."""

from honors.models.certificate import Certificate, NumberSequence
from honors.models.round import HonorRound, RoundEntry

__all__ = ["Certificate", "HonorRound", "NumberSequence", "RoundEntry"]
