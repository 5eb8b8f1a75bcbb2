"""What the city decided about programmes and check-in."""

from __future__ import annotations

from datetime import date

from training.models import TrainingSetting


def setting_on(day: date) -> TrainingSetting:
    """The setting in force on a day; the defaults of the model before the first row."""
    rows = TrainingSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=day).first() or TrainingSetting(effective_from=day)


def settings() -> list[TrainingSetting]:
    """All settings, the newest first."""
    return list(TrainingSetting.objects.order_by("-effective_from").select_related("set_by"))
