"""Downloads of certificates."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from honors.actions import certificates as actions
from honors.queries import rounds as queries
from kernel.accounts.doors import actor, requires


@requires()
def file(request: HttpRequest, number: str) -> HttpResponse:
    """The paper, for the holder and for the officers of the unit."""
    user = actor(request)
    body = actions.hand_out(certificate=queries.certificate_to_download(user, number), by=user)
    response = HttpResponse(body, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{number}.pdf"'
    return response
