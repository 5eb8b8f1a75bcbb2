"""The tree of units: city, districts, schools."""
