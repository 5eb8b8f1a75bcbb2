"""Working days: published calendars with their make-up days (调休), and the years that officers add."""
