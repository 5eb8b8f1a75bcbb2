"""Layouts, components and the theme."""
