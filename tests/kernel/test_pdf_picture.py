"""A picture is judged by its content and printed with its transparency."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from installed import run
from PIL import Image

from kernel.pdf.fonts import Fonts
from kernel.pdf.paper import Drawing, Paper
from kernel.pdf.picture import MAX_BYTES, MAX_SIDE, BadPicture, Picture

RED, CLEAR = (200, 20, 20, 255), (0, 0, 0, 0)
FONTS = Fonts((), "泰州教师")


def png(size: tuple[int, int] = (20, 20), colour: tuple[int, ...] = RED, kind: str = "PNG") -> bytes:
    picture, out = Image.new("RGBA" if kind == "PNG" else "RGB", size, colour), BytesIO()
    if kind == "PNG":
        picture.paste(CLEAR, (0, 0, size[0] // 2, size[1]))
    picture.save(out, kind)
    return out.getvalue()


def moving() -> bytes:
    out = BytesIO()
    first, second = (Image.new("RGB", (9, 9), colour) for colour in ("red", "blue"))
    first.save(out, "PNG", save_all=True, append_images=[second])
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "kind"),
        (b"%PDF-1.7", "kind"),
        (png(kind="JPEG", colour=(1, 2, 3)), "kind"),
        (moving(), "kind"),
        (png()[:60], "broken"),
        (png()[:8] + b"\0" * 200, "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * MAX_BYTES, "large"),
        (png((MAX_SIDE + 1, 2)), "large"),
    ],
)
def test_refused(data: bytes, code: str) -> None:
    with pytest.raises(BadPicture) as bad:
        Picture(data)
    assert bad.value.code == code


def test_printed_once_with_its_transparency(tmp_path: Path) -> None:
    paper = Paper((100, 100), FONTS)
    drawing = Drawing(
        "ground", (0, 0, 100, 100), FONTS, lambda page: page.stamp(Picture(png()), (80, 0, 0, 80, 10, 10))
    )
    for _page in range(2):
        paper.stamp(drawing)
        paper.show_page()
    data = paper.to_bytes()
    assert data.count(b"/Subtype /Image") == 2, "the colours and their mask, in the file once"
    (tmp_path / "page.pdf").write_bytes(data)
    run("pdftoppm", "-r", "72", "-png", "-singlefile", tmp_path / "page.pdf", tmp_path / "page")
    with Image.open(tmp_path / "page.png") as page:
        shown = page.convert("RGB")
    assert (shown.getpixel((30, 50)), shown.getpixel((70, 50))) == ((255, 255, 255), RED[:3])


def test_a_whole_picture_needs_no_mask() -> None:
    out = BytesIO()
    Image.new("L", (4, 4), 128).save(out, "PNG")
    paper = Paper((100, 100), FONTS)
    paper.stamp(Picture(out.getvalue()), (50, 0, 0, 50, 0, 0))
    paper.show_page()
    assert b"/SMask" not in paper.to_bytes()
