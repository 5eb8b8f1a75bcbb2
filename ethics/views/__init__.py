"""What the pages of ethics show: one file a noun."""
