"""What the pages of the site show: live pages, and what the trades tell everybody."""
