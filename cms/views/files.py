"""Pictures and attachments of live pages. Nothing else that lies beside them is handed out."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cms.queries.files import attachment, picture
from kernel.accounts.doors import public


@public
@require_safe
def site_picture(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture as a page shows it; the original never."""
    found = picture(name)
    if found is None:
        raise Http404
    response = FileResponse(found.file.open("rb"), content_type="image/png" if name.endswith(".png") else "image/jpeg")
    return _plain(response)


@public
@require_safe
def site_attachment(request: HttpRequest, key: int, name: str) -> HttpResponseBase:
    """An attachment of a live page, to be saved; to who sits at the editors' desk every one."""
    found = attachment(request.user, key, name)
    if found is None:
        raise Http404
    return _plain(FileResponse(found.file.open("rb"), as_attachment=True, filename=found.filename))


def _plain(response: FileResponse) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
