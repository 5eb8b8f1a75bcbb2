"""A proof of work for forms that are open to everybody: a browser searches for a number, a script would search for
many. One address may send many, so that a school behind one reports; without the proof only a few go through."""

from __future__ import annotations

import hashlib

BITS = 14
WITH_PROOF, WITHOUT = 60, 3  # sendings an hour from one address


def is_proof(challenge: str, answer: str, bits: int = BITS) -> bool:
    """Whether SHA-256 of challenge and answer begins with so many zero bits."""
    if not challenge or not answer.isascii() or not answer.isdigit() or len(answer) > 12:
        return False
    digest = hashlib.sha256(f"{challenge}:{answer}".encode()).digest()
    return int.from_bytes(digest, "big") >> (256 - bits) == 0


def solve(challenge: str, bits: int = BITS) -> str:
    """The first number that is a proof: what the browser's script does."""
    answer = 0
    while not is_proof(challenge, str(answer), bits):
        answer += 1
    return str(answer)
