"""A published case is made out of the anonymised text of a 通报, by an editor's act, word by word."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.errors import broken
from cms.models import CaseIndexPage, CasePage
from ethics.queries.notices import notice
from kernel.accounts.models import User
from kernel.audit.actions import record


@transaction.atomic
def draft_page(*, key: int, by: User, title: str = "") -> CasePage:
    """Make the draft of a case's page; RuleBroken where there is one already. It goes out as every page does."""
    given = notice(key)
    if known := CasePage.objects.filter(notice=key).first():
        raise broken("notice_used", title=known.title)
    section = CaseIndexPage.objects.first()
    if section is None:
        raise broken("no_section", title=_("典型案例通报"))
    page = CasePage(
        title=title or _title(given.given_on),
        given_on=given.given_on,
        text=given.text,
        notice=key,
        live=False,
        owner=by,
    )
    section.add_child(instance=page)
    page.save_revision(user=by, log_action=False)
    record("site_case.drafted", by=by, subject=page, notice=key)
    return page


def _title(day: date) -> str:
    return f"违反教师职业行为准则典型案例通报（{date_format(day, 'Y年n月j日')}）"
