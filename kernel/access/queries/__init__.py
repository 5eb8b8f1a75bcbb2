"""Reads of accounts, invitations and grants."""
