"""What pages of ethics take in."""
