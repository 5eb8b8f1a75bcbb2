"""The texts of 通报, at the editors' desk: from each a draft is made."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from cms.actions.cases import draft_page
from cms.permissions import CmsPermission
from cms.queries.cases import texts_without_page
from kernel.accounts.doors import actor, requires


@requires(CmsPermission.EDIT)
@require_safe
def case_texts(request: HttpRequest) -> HttpResponse:
    """Texts of which there is no page yet."""
    return render(request, "cms/desk/case_texts.html", {"texts": texts_without_page(actor(request))})


@requires(CmsPermission.EDIT)
@require_POST
def draft_case(request: HttpRequest, key: int) -> HttpResponseBase:
    """Make the draft, and go on to write it."""
    page = draft_page(key=key, by=actor(request))
    return redirect(f"{settings.EDITORS_PATH}pages/{page.pk}/edit/")
