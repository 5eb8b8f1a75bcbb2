"""Professional ethics: reports, cases, sanctions, bars, clearance, and the one answer that everybody asks."""
