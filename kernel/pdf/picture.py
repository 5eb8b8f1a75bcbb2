"""A picture on paper: a PNG judged by its content, its transparency kept, its bytes in the file once."""

from __future__ import annotations

import hashlib
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from kernel.errors import RuleBroken
from kernel.pdf.objects import stream

if TYPE_CHECKING:
    from kernel.pdf.paper import Paper

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_BYTES, MAX_SIDE = 1_000_000, 3000


class Picture:
    """A decoded PNG; stamped with a matrix that gives its width and height in points."""

    def __init__(self, png: bytes) -> None:
        with _opened(png) as image:
            pixels = image.convert("RGBA")
        self.name = f"picture{hashlib.sha256(png).hexdigest()[:16]}"
        self.width, self.height = pixels.size
        alpha = pixels.getchannel("A")
        self._colour = zlib.compress(pixels.convert("RGB").tobytes(), 9)
        self._alpha = zlib.compress(alpha.tobytes(), 9) if alpha.getextrema() != (255, 255) else b""

    def enter(self, paper: Paper) -> None:
        """Make the picture part of the paper's file."""
        if self.name in paper.forms:
            return
        size = f"/Type /XObject /Subtype /Image /Width {self.width} /Height {self.height} /BitsPerComponent 8"
        mask = ""
        if self._alpha:
            mask = f" /SMask {paper.add(stream(self._alpha, f'{size} /ColorSpace /DeviceGray'))}"
        paper.forms[self.name] = paper.add(stream(self._colour, f"{size} /ColorSpace /DeviceRGB{mask}"))


def _opened(png: bytes) -> Image.Image:
    """The picture, or a refusal that says what is wrong with the file."""
    if len(png) > MAX_BYTES:
        raise RuleBroken("picture_large", "图片文件超过 1 MB，请压缩后重新上传。")
    if not png.startswith(SIGNATURE):
        raise RuleBroken("picture_kind", "上传的文件不是 PNG 图片，请另存为 PNG 格式后重新上传。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the sides are judged below
            image = Image.open(BytesIO(png), formats=["PNG"])
        if max(image.size) > MAX_SIDE:
            raise RuleBroken("picture_large", f"图片的宽或高超过 {MAX_SIDE} 像素，请缩小后重新上传。")
        if getattr(image, "n_frames", 1) > 1:
            raise RuleBroken("picture_kind", "不能使用动态图片，请换用静态的 PNG 图片。")
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise RuleBroken("picture_broken", "图片文件已损坏，无法读取，请重新导出后上传。") from error
    return image
