"""What happens to pages, in the trail of the house."""

from __future__ import annotations

from wagtail.models import Page, PageLogEntry

from cms.choices import SiteAct
from kernel.accounts.actions import command_line_actor
from kernel.audit.actions import record
from kernel.orgs.models import Organisation

# Wagtail's own names of what it logs.
ACTS = {
    "wagtail.create": SiteAct.CREATED,
    "wagtail.copy": SiteAct.CREATED,
    "wagtail.edit": SiteAct.EDITED,
    "wagtail.rename": SiteAct.EDITED,
    "wagtail.revert": SiteAct.EDITED,
    "wagtail.workflow.start": SiteAct.SUBMITTED,
    "wagtail.workflow.resume": SiteAct.SUBMITTED,
    "wagtail.workflow.approve": SiteAct.APPROVED,
    "wagtail.workflow.reject": SiteAct.RETURNED,
    "wagtail.workflow.cancel": SiteAct.WITHDRAWN,
    "wagtail.publish.schedule": SiteAct.SCHEDULED,
    "wagtail.schedule.cancel": SiteAct.WITHDRAWN,
    "wagtail.publish": SiteAct.PUBLISHED,
    "wagtail.publish.scheduled": SiteAct.PUBLISHED,
    "wagtail.unpublish": SiteAct.TAKEN_DOWN,
    "wagtail.unpublish.scheduled": SiteAct.TAKEN_DOWN,
    "wagtail.delete": SiteAct.DELETED,
    "wagtail.move": SiteAct.MOVED,
    "wagtail.reorder": SiteAct.MOVED,
}


def follow_log(*, entry: PageLogEntry) -> None:
    """Write the line of what Wagtail logged; the clock acts as the command line does."""
    act = ACTS.get(entry.action)
    city = Organisation.objects.filter(depth=1).first()
    if act is None or (entry.user is None and city is None):
        return
    by = entry.user or command_line_actor(city)
    record(f"site_page.{act}", by=by, subject=Page(pk=entry.page_id), title=entry.label[:100])
