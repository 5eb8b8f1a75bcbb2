"""Writes of the honours."""
