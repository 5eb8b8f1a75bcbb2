"""Staffing: establishment standard, quota pool, reallocation, forecast."""
