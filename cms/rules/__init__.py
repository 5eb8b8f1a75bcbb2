"""Decisions of the public site over plain values."""
