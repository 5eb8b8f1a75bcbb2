"""Writes of ethics: one transaction, one audit line each."""
