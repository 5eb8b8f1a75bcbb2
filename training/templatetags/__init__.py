"""Display of hours in templates."""
