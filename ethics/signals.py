"""What ethics announces to the trades above it."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction of the act, with teacher_ids (a list), by (the actor) and on (the day): what may be said
# of these people has changed. Who hears it asks ``ethics.queries.standing`` anew and trusts nothing else.
standing_changed = Signal()
