"""Numbered, watermarked, scoped downloads of lists; large ones are approved by a second person."""
