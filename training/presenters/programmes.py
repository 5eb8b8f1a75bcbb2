"""Programmes, seats, check-in: the acts as sentences."""

from __future__ import annotations

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {}
