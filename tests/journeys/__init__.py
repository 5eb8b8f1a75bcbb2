"""Whole errands through a real installation: pages in a browser, commands in their own processes."""
