"""People who sign in, their roles, and the doors."""
