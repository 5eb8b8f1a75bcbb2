"""Decisions over plain values: no query, no clock."""
