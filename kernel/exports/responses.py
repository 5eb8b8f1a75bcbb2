"""What a page of a trade answers when somebody takes a list out. No room of views: this is for every trade."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect

from kernel.accounts.models import User
from kernel.exports.actions import hand_out
from kernel.exports.models import Export, ExportState
from kernel.workbooks import XLSX


def answer(export: Export, user: User) -> HttpResponse:
    """The file where it is there already, else the page of the export, which says what it waits for."""
    if export.state != ExportState.READY:
        return redirect(export)
    return attachment(export, hand_out(export=export, by=user))


def attachment(export: Export, body: bytes) -> HttpResponse:
    """A download that no cache keeps."""
    response = HttpResponse(body, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(export.file_name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
