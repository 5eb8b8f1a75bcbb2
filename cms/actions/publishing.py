"""A page on its way to the public: handed in by one, approved by another, or brought by the clock."""

from __future__ import annotations

from django.core.management import call_command
from django.db import transaction
from wagtail.models import WorkflowState

from cms.actions.desk import follow_roles
from cms.errors import broken
from cms.models.base import SitePage
from cms.permissions import CmsPermission
from kernel.accounts.models import User


@transaction.atomic
def submit(*, page: SitePage, by: User) -> WorkflowState:
    """Hand the newest version in for approval."""
    follow_roles(user=by)
    workflow = page.get_workflow()
    if workflow is None:
        raise broken("not_approved")
    state: WorkflowState = workflow.start(page, by)
    return state


@transaction.atomic
def approve(*, page: SitePage, by: User) -> None:
    """Let what was handed in go out, at once or at the time it names; RuleBroken for whoever wrote any of it."""
    follow_roles(user=by)
    page = type(page).objects.get(pk=page.pk)
    state = page.current_workflow_task_state
    if state is None or not by.holds(CmsPermission.PUBLISH):
        raise broken("not_approved")
    state.task.specific.on_action(state, by, "approve")


def follow_the_clock() -> None:
    """A chore of every minute (``settings.CHORES``): pages that were approved for a moment go out, those that end are
    taken down. What somebody approved for later needs no further hand."""
    call_command("publish_scheduled", verbosity=0)
