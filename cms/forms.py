"""Uploads of editors, judged by content as every upload of the house."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.errors import broken
from kernel.errors import RuleBroken
from kernel.files.content import MOST_BYTES, judge

_OFFICE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MACROS = ("vbaProject.bin", "activeX", "embeddings/oleObject")


class JudgedImageForm(BaseImageForm):  # type: ignore[misc]
    """A picture without what a camera notes beside it."""

    def clean_file(self) -> Any:
        """The picture drawn anew."""
        given = self.cleaned_data["file"]
        if not isinstance(given, UploadedFile):
            return given
        given.seek(0)
        try:
            judged = judge(given.read(), given.name or "")
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from refusal
        bare = SimpleUploadedFile(given.name or "picture", judged.working, judged.content_type)
        bare.image = getattr(given, "image", None)  # type: ignore[attr-defined]
        return bare


class JudgedDocumentForm(BaseDocumentForm):  # type: ignore[misc]
    """A PDF, or a document or workbook of an office program without macros."""

    def clean_file(self) -> Any:
        """The file as given, if it is what it says."""
        given = self.cleaned_data["file"]
        if not isinstance(given, UploadedFile):
            return given
        given.seek(0)
        data, name = given.read(MOST_BYTES + 1), given.name or ""
        try:
            if not _is_office(data, name):
                judge(data, name)
        except RuleBroken as refusal:
            raise ValidationError(refusal.message) from refusal
        given.seek(0)
        return given


def _is_office(data: bytes, name: str) -> bool:
    """Whether this is a document or workbook fit to be handed out; RuleBroken where it only pretends to be one."""
    part = _OFFICE.get(name.rpartition(".")[2].lower())
    if part is None:
        return False
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except zipfile.BadZipFile:
        names = []
    if len(data) > MOST_BYTES or part not in names or any(bad in one for one in names for bad in _MACROS):
        raise broken("file_kind", name=name)
    return True
