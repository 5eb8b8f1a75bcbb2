"""Reads of ethics."""
