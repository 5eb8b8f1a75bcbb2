"""The public site: pages that editors write and a second person approves, fed by what the trades may tell everybody."""
