"""Writes: transaction, rule, row, audit line."""
