"""Encrypted fields with key versions, and keyed look-up digests."""
