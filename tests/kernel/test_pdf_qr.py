"""QR symbols decode, are those of the reference encoder, and their modules are whole printer pixels."""

from __future__ import annotations

import random
import string

import pytest
import segno
import zxingcpp
from PIL import Image

from kernel.pdf.qr import MASKS, PIXEL, QUIET_ZONE, Symbol, _span, encode, operators, penalty

LINK = "https://js.taizhou.example/c/"


def token(seed: int, length: int = 20) -> str:
    return "".join(random.Random(seed).choices(string.ascii_letters + string.digits + "-_", k=length))


def modules_of(symbol: Symbol) -> list[list[int]]:
    bits = f"{int.from_bytes(symbol.rows, 'big'):0{symbol.side * symbol.stride}b}"
    rows = [bits[start : start + symbol.stride] for start in range(0, len(bits), symbol.stride)]
    assert all(set(row[symbol.side :]) == {"0"} for row in rows)
    return [[int(bit) for bit in row[: symbol.side]] for row in rows]


def penalty_by_hand(modules: list[list[int]]) -> int:
    """The text of ISO/IEC 18004:2015, 7.8.3, line by line."""
    side, score = len(modules), 0
    columns = [list(column) for column in zip(*modules, strict=True)]
    for line in (*modules, *columns):
        text = "".join(map(str, line))
        for run in text.replace("01", "0 1").replace("10", "1 0").split():
            score += len(run) - 2 if len(run) >= 5 else 0
        wide = "0000" + text + "0000"
        for start in range(len(wide)):
            if wide.startswith("1011101", start) and "0000" in (wide[start - 4 : start], wide[start + 7 : start + 11]):
                score += 40
    for y in range(side - 1):
        for x in range(side - 1):
            score += 3 * (len({modules[y][x], modules[y][x + 1], modules[y + 1][x], modules[y + 1][x + 1]}) == 1)
    return score + 10 * int(abs(sum(map(sum, modules)) * 100 / side**2 - 50) / 5)


@pytest.mark.parametrize("length", [1, 8, 20, 32, 43])
def test_symbols_decode(length: int) -> None:
    for seed in range(3):
        symbol = encode(LINK + token(seed, length))
        image = Image.frombytes("1", (symbol.stride, symbol.side), bytes(byte ^ 255 for byte in symbol.rows))
        paper = Image.new("L", (4 * symbol.stride + 32, 4 * symbol.side + 32), 255)
        paper.paste(image.convert("L").resize((4 * symbol.stride, 4 * symbol.side)), (16, 16))
        (found,) = zxingcpp.read_barcodes(paper)
        assert (found.text, found.ec_level) == (LINK + token(seed, length), "M")


def test_summed_symbols_are_those_of_the_reference_encoder() -> None:
    encode.cache_clear()
    _span.cache_clear()
    for seed in range(250):
        content = LINK + token(seed)
        modules = modules_of(encode(content))
        if seed < 5 or seed >= 240:  # the first are encoded, the last are summed
            found = []
            for mask in MASKS:
                code = segno.make_qr(content, error="m", mode="byte", mask=mask, boost_error=False)
                found.append([list(row) for row in code.matrix])
            same = modules == min(found, key=penalty_by_hand)  # apart, for pytest would print both
            assert same
    assert len(_span(len(LINK) + 20).known) < 160


def test_penalties_are_those_of_the_standard() -> None:
    for seed in range(20):
        symbol = encode(LINK + token(seed))
        ours = penalty(int.from_bytes(symbol.rows, "big"), symbol.side)
        expected = penalty_by_hand(modules_of(symbol))
        assert ours == expected


def test_same_content_same_symbol_whatever_came_before() -> None:
    first = encode(LINK + token(7))
    encode.cache_clear()
    _span.cache_clear()
    assert encode(LINK + token(7)) == first


def test_drawn_size_keeps_the_quiet_zone_and_whole_pixels() -> None:
    symbol = encode(LINK + token(1))
    text, size = operators(symbol, 10, 20, 80)
    module = size / symbol.side
    assert module / PIXEL == pytest.approx(round(module / PIXEL))
    assert size + 2 * QUIET_ZONE * module <= 80
    assert text.startswith(f"q {module * symbol.stride:.2f} 0 0 {size:.2f} {10 + (80 - size) / 2:.2f}")
