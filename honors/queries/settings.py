"""What the city decided about its rounds."""

from __future__ import annotations

from datetime import date

from honors.models import RoundSetting


def setting_on(day: date) -> RoundSetting:
    """The setting in force on a day; the defaults of the model before the first row."""
    rows = RoundSetting.objects.order_by("-effective_from")
    return rows.filter(effective_from__lte=day).first() or RoundSetting(effective_from=day)


def settings() -> list[RoundSetting]:
    """All settings, the newest first."""
    return list(RoundSetting.objects.order_by("-effective_from").select_related("set_by"))
