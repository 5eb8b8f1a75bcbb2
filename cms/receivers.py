"""What the site hears: that the database was brought up to date, and what Wagtail writes into its own log."""

from __future__ import annotations

from typing import Any

from django.db import connection
from django.db.models.signals import post_save
from django.dispatch import receiver
from wagtail.models import PageLogEntry

from cms.actions.site import plant_site
from cms.actions.trail import follow_log
from cms.models import HomePage


def on_migrated(sender: Any, using: str, **_more: Any) -> None:
    """Sections, groups and the workflow are there wherever the tables are: one app alone may have been migrated."""
    if using == "default" and HomePage._meta.db_table in connection.introspection.table_names():
        plant_site()


@receiver(post_save, sender=PageLogEntry, dispatch_uid="cms")
def on_logged(sender: Any, instance: PageLogEntry, created: bool, **_more: Any) -> None:
    """Something happened to a page: the trail of the house tells it too."""
    if created:
        follow_log(entry=instance)
