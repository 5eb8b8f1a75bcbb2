"""Uploaded papers and pictures: judged by their content, kept sealed, never shown inside a page."""
