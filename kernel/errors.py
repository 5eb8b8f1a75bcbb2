"""Refusals: one exception with a code for programs and a sentence for people."""

from __future__ import annotations


class RuleBroken(Exception):
    """A request that a rule refuses; nothing has been written when it is raised.

    ``code`` is stable and ASCII (tests, JSON output); ``message`` is one Chinese sentence that says what is wrong
    and what to do about it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
