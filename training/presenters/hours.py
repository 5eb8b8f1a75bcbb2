"""Hours, claims, transcripts: the acts as sentences."""

from __future__ import annotations

from kernel.audit.presenters import Sentence

SENTENCES: dict[str, Sentence] = {}
