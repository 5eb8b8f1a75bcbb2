"""Pages of accounts, invitations and grants."""
