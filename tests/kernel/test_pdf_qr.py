"""QR symbols decode, and their modules are whole printer pixels."""

from __future__ import annotations

import pytest
import zxingcpp
from PIL import Image

from kernel.pdf.qr import PIXEL, QUIET_ZONE, Symbol, encode, operators


def image_of(symbol: Symbol, module: int = 4) -> Image.Image:
    image = Image.frombytes("1", (symbol.side, symbol.side), bytes(byte ^ 255 for byte in symbol.rows))
    large = image.convert("L").resize((symbol.side * module, symbol.side * module))
    paper = Image.new("L", (large.width + 8 * module, large.height + 8 * module), 255)
    paper.paste(large, (4 * module, 4 * module))
    return paper


@pytest.mark.parametrize("length", [1, 8, 20, 32, 43])
def test_symbols_decode(length: int) -> None:
    content = "https://js.taizhou.example/c/" + "aZ9_-kQ7"[: length % 8 or 8] * (length // 8 + 1)
    (found,) = zxingcpp.read_barcodes(image_of(encode(content)))
    assert (found.text, found.ec_level) == (content, "M")


def test_same_content_same_symbol() -> None:
    first = encode("https://js.taizhou.example/c/a")
    encode.cache_clear()
    assert encode("https://js.taizhou.example/c/a") == first


def test_drawn_size_keeps_the_quiet_zone_and_whole_pixels() -> None:
    symbol = encode("https://js.taizhou.example/c/abcdefghijkl")
    text, size = operators(symbol, 10, 20, 80)
    module = size / symbol.side
    assert module / PIXEL == pytest.approx(round(module / PIXEL))
    assert size + 2 * QUIET_ZONE * module <= 80
    assert text.startswith(f"q {size:.2f} 0 0 {size:.2f} {10 + (80 - size) / 2:.2f}")
