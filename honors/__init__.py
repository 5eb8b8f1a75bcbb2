"""Awards and certificates: the record, the paper, the check page."""
