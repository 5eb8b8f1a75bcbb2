"""Decisions of ethics over plain values."""
