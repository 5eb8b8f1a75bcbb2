"""Decisions of the register over plain values and a date; no database, no Django (choices excepted)."""
