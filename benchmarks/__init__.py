"""Measures the project against the usual ways of doing the same: ``make bench``."""
