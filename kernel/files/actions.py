"""Keeping and reading files. Whoever calls has a record that the file belongs to, and leaves the audit line."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from kernel.crypto.seal import seal, unseal
from kernel.errors import RuleBroken
from kernel.files.content import ENDINGS, MOST_BYTES, PRODUCED, Judged, judge
from kernel.files.models import StoredFile

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

_CONTEXT = "files.storedfile"
MOST_FILES = 5
Upload = Judged | tuple[str, bytes]  # as the form's field judged it, or a name and a content


def read_uploads(files: Iterable[UploadedFile[Any]]) -> list[tuple[str, bytes]]:
    """Uploads as plain values; the size is looked at before a byte is read."""
    found = []
    for file in files:
        if (file.size or 0) > MOST_BYTES:
            raise RuleBroken(
                "file_large", "“{name}”超过 {limit} MB，请压缩或拆分后再传。", name=file.name, limit=MOST_BYTES // 2**20
            )
        found.append((str(file.name), file.read()))
    if len(found) > MOST_FILES:
        raise RuleBroken("files_many", "一次最多上传 {limit} 个文件，请合并后再传。", limit=MOST_FILES)
    return found


@contextmanager
def kept(uploads: Iterable[Upload]) -> Iterator[list[StoredFile]]:
    """A transaction in which the files are kept: all are judged first, and if the block fails nothing stays behind."""
    judged = [one if isinstance(one, Judged) else judge(one[1], one[0]) for one in uploads]
    stored: list[StoredFile] = []
    try:
        with transaction.atomic():
            for one in judged:
                stored.append(_row(one.name, one.original, one.content_type))
                for place, body in ((stored[-1].original_place, one.original), (stored[-1].working_place, one.working)):
                    default_storage.save(place, ContentFile(seal(body, context_of(stored[-1]))))
                stored[-1].save(force_insert=True)
            yield stored
    except BaseException:
        for file in stored:
            for place in (file.original_place, file.working_place):
                default_storage.delete(place)
        raise


def context_of(stored: StoredFile) -> str:
    """What the bytes of a file are bound to: they do not open as those of another."""
    return f"{_CONTEXT}.{stored.pk}"


def _row(name: str, data: bytes, content_type: str) -> StoredFile:
    shown = PurePath(name.replace("\\", "/")).stem[:100].replace("\0", "").strip() or "附件"
    return StoredFile(
        name=shown + (ENDINGS | PRODUCED)[content_type], content_type=content_type, size=len(data),
        digest=hashlib.sha256(data).hexdigest(),
    )  # fmt: skip


def discard(stored: StoredFile) -> None:
    """Take a file away for good; its record keeps what is to be known of it."""
    places = (stored.original_place, stored.working_place)
    stored.delete()
    for place in places:
        transaction.on_commit(partial(default_storage.delete, place))


def read(stored: StoredFile) -> bytes:
    """The copy to hand out."""
    with default_storage.open(stored.working_place) as sealed:
        return unseal(sealed.read(), context_of(stored))
