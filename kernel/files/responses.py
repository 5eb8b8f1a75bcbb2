"""Handing a file out."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse

from kernel.files.actions import read
from kernel.files.models import StoredFile


def as_download(name: str) -> str:
    """The header by which a browser saves an answer under a name; no sign of the name can end it or be a path."""
    return f"attachment; filename*=UTF-8''{quote(name.replace('/', '_').encode('utf-8', 'replace'), safe='')}"


def attachment(stored: StoredFile) -> HttpResponse:
    """A download, never a part of a page: whatever the file holds does not run here."""
    response = HttpResponse(read(stored), content_type=stored.content_type)
    response["Content-Disposition"] = as_download(stored.name)
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
