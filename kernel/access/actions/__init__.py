"""Writes of accounts, invitations and grants."""
