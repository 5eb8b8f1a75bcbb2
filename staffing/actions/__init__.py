"""Writes of staffing."""
