"""Who has an account and which roles: invitations, grants, substitutes during leave, accounts that lapse."""
