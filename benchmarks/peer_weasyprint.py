"""The certificate by WeasyPrint: HTML with absolute places, the line art as an SVG picture, fonts and CSS parsed once."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from benchmarks.page import HEIGHT, WIDTH, Text, code, ground, own, svg
from honors.pdf.certificate import CertificateFacts
from kernel.pdf.fonts import SHIPPED

STYLE = f"""
@font-face {{ font-family: kai; src: url({SHIPPED.as_uri()}) }}
@page {{ size: {WIDTH:.3f}pt {HEIGHT:.3f}pt; margin: 0 }}
body {{ margin: 0; font-family: kai }}
section {{ position: relative; width: {WIDTH:.3f}pt; height: {HEIGHT:.3f}pt; break-after: page; overflow: hidden }}
section:last-child {{ break-after: auto }}
p {{ position: absolute; margin: 0; line-height: 1; white-space: pre }}
img, svg {{ position: absolute }}
"""


class WeasyPrint:
    """What is kept between two documents: the style sheet, the fonts, the picture."""

    def __init__(self) -> None:
        self.fonts = FontConfiguration()
        self.style = CSS(string=STYLE, font_config=self.fonts)
        self.images: dict[str, Any] = {}
        self.grounds = {years: self._ground(years) for years in (30, 40)}

    def draw(self, batch: Sequence[CertificateFacts]) -> bytes:
        """All of ``batch`` as one PDF."""
        html = HTML(string=f"<html lang=zh><body>{''.join(map(self._section, batch))}</body></html>")
        done = html.write_pdf(stylesheets=[self.style], font_config=self.fonts, cache=self.images)
        assert isinstance(done, bytes)
        return done

    @staticmethod
    def _ground(years: int) -> str:
        paths, texts = ground(years)
        picture = b64encode(svg(paths).encode()).decode()
        return f'<img src="data:image/svg+xml;base64,{picture}" style="left:0;top:0">' + "".join(map(_line, texts))

    def _section(self, facts: CertificateFacts) -> str:
        path, left, top, side, modules = code(facts)
        picture = (
            f'<svg style="left:{left:.2f}pt;top:{top:.2f}pt" width="{side:.3f}pt" height="{side:.3f}pt"'
            f' viewBox="0 0 {modules} {modules}"><path d="{path}"/></svg>'
        )
        return f"<section>{self.grounds[facts.years]}{''.join(map(_line, own(facts)))}{picture}</section>"


def _line(text: Text) -> str:
    ink = "#" + "".join(f"{round(255 * part):02x}" for part in text.colour)
    top = HEIGHT - text.y - 0.88 * text.size
    bold = f";-webkit-text-stroke:{text.bold}pt" if text.bold else ""
    return (
        f'<p style="left:{text.x:.2f}pt;top:{top:.2f}pt;font-size:{text.size:.2f}pt;'
        f'letter-spacing:{text.spacing:.3f}pt;color:{ink}{bold}">{escape(text.words)}</p>'
    )
