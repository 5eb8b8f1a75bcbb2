"""Work in the background that a person can watch."""
