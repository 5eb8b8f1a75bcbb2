"""What a file is, told by its bytes and not by its name."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from kernel.errors import RuleBroken
from kernel.workbooks import XLSX

MOST_BYTES = 10 * 2**20
MOST_PIXELS = 50_000_000  # A4 scanned at 600 dpi has 35 million, the largest usual photograph of a phone 49
ENOUGH = (2480, 2480)  # 300 dots to the inch on A4: larger photographs are decoded at a fraction of their size
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
ENDINGS = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
PRODUCED = {XLSX: ".xlsx"}  # what the house itself makes; nobody may upload it as evidence
_PICTURES = {"JPEG": JPEG, "MPO": JPEG, "PNG": PNG}  # phones write MPO: a JPEG with further pictures behind it


@dataclass(frozen=True)
class Judged:
    """A file that may be kept: its name and bytes as given, its type, and the bytes to hand out (pictures without their
    metadata)."""

    name: str
    original: bytes
    content_type: str
    working: bytes


def judge(data: bytes, name: str) -> Judged:
    """Judge a PDF, a JPEG or a PNG; RuleBroken with a sentence for anything else."""
    if not data:
        raise RuleBroken("file_empty", "“{name}”是空文件，请重新选择。", name=name)
    if len(data) > MOST_BYTES:
        raise RuleBroken(
            "file_large", "“{name}”超过 {limit} MB，请压缩或拆分后再传。", name=name, limit=MOST_BYTES // 2**20
        )
    if data[:5] == b"%PDF-":
        if b"%%EOF" not in data[-2048:]:
            raise RuleBroken("file_broken", "“{name}”不是完整的 PDF 文件，请重新导出或扫描后再传。", name=name)
        return Judged(name, data, PDF, data)
    return _picture(data, name)


def _picture(data: bytes, name: str) -> Judged:
    """A picture drawn anew: what a camera notes beside it (place, time, device) is left behind."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))  # reads the header alone
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            content_type = _PICTURES[str(picture.format)]
            working = _bare(picture, content_type)
    except Image.DecompressionBombError as error:  # ours, or Pillow's own for what is larger still
        raise RuleBroken(
            "file_large", "“{name}”的尺寸过大，请用较低的分辨率重新扫描或拍照后再传。", name=name
        ) from error
    except Exception as error:  # on hostile bytes Pillow raises what it likes: KeyError, struct.error, zlib.error …
        raise RuleBroken(
            "file_kind", "“{name}”不是 PDF、JPG 或 PNG 文件，或者文件已损坏，请重新选择。", name=name
        ) from error
    return Judged(name, data, content_type, working)


def _bare(picture: Image.Image, content_type: str) -> bytes:
    """The first picture of a file, upright, with nothing beside it."""
    picture.draft(None, ENOUGH)
    ImageOps.exif_transpose(picture, in_place=True)
    bare = picture.convert("RGB") if content_type == JPEG and picture.mode not in {"RGB", "L"} else picture
    bare.info.clear()
    out = io.BytesIO()
    bare.save(out, format="JPEG" if content_type == JPEG else "PNG", quality=90)
    return out.getvalue()
