"""Decisions of the honours, over plain values."""
