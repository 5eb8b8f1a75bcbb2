"""Decisions of staffing over plain values."""
