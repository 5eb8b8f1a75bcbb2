"""A picture on paper: a PNG judged by its content, its transparency kept, its bytes in the file once."""

from __future__ import annotations

import hashlib
import warnings
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from PIL import Image, UnidentifiedImageError

from kernel.pdf.objects import stream

if TYPE_CHECKING:
    from kernel.pdf.paper import Paper

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_BYTES, MAX_SIDE = 1_000_000, 2000


class BadPicture(ValueError):
    """A file that is no PNG to print; ``code`` is ``large``, ``kind`` or ``broken``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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
    """The picture, or BadPicture."""
    if len(png) > MAX_BYTES:
        raise BadPicture("large")
    if not png.startswith(SIGNATURE):
        raise BadPicture("kind")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the sides are judged before decoding
            image = Image.open(BytesIO(png), formats=["PNG"])
            fits, still = max(image.size) <= MAX_SIDE, getattr(image, "n_frames", 1) == 1
            if fits and still:
                image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BadPicture("broken") from error
    if not fits:
        raise BadPicture("large")
    if not still:
        raise BadPicture("kind")
    return image
