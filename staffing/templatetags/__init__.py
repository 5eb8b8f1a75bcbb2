"""Filters of the templates of staffing."""
