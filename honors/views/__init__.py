"""Pages of the honours."""
