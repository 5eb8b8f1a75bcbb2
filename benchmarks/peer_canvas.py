"""The certificate by an ordinary ReportLab canvas: the font registered once, everything drawn anew in each file."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from benchmarks.page import HEIGHT, QR_ROOM, QR_X, QR_Y, WIDTH, Path, Text, ground, own
from honors.pdf.certificate import CertificateFacts
from kernel.pdf.fonts import SHIPPED

FONT = "Kai"


class OrdinaryCanvas:
    """What a program keeps: the registered font and the list of what to draw."""

    def __init__(self) -> None:
        pdfmetrics.registerFont(TTFont(FONT, SHIPPED))
        self.grounds = {years: ground(years) for years in (30, 40)}

    def draw(self, batch: Sequence[CertificateFacts]) -> bytes:
        """All of ``batch`` as one PDF."""
        file = BytesIO()
        canvas = Canvas(file, pagesize=(WIDTH, HEIGHT), pageCompression=1)
        for facts in batch:
            paths, texts = self.grounds[facts.years]
            for path in paths:
                _path(canvas, path)
            for text in (*texts, *own(facts)):
                _line(canvas, text)
            _code(canvas, facts.check_url)
            canvas.showPage()
        canvas.save()
        return file.getvalue()


def _path(canvas: Any, path: Path) -> None:
    shape = canvas.beginPath()
    draw = {"M": shape.moveTo, "L": shape.lineTo, "C": shape.curveTo, "Z": shape.close}
    for letter, *numbers in path.steps:
        draw[letter](*numbers)
    if path.dash:
        canvas.setDash(list(path.dash))
    canvas.setStrokeColorRGB(*path.colour)
    canvas.setFillColorRGB(*path.colour)
    canvas.setLineWidth(path.line)
    canvas.drawPath(shape, stroke=int(path.line > 0), fill=int(path.line == 0))
    if path.dash:
        canvas.setDash()


def _line(canvas: Any, text: Text) -> None:
    line = canvas.beginText(text.x, text.y)
    line.setFont(FONT, text.size)
    line.setCharSpace(text.spacing)
    canvas.setFillColorRGB(*text.colour)
    canvas.setStrokeColorRGB(*text.colour)
    canvas.setLineWidth(text.bold)
    line.setTextRenderMode(2 if text.bold else 0)
    line.textOut(text.words)
    line.setTextRenderMode(0)  # the mode outlives the text object
    canvas.drawText(line)


def _code(canvas: Any, link: str) -> None:
    widget = QrCodeWidget(link, barLevel="M", barBorder=4, barWidth=QR_ROOM, barHeight=QR_ROOM)
    drawing = Drawing(QR_ROOM, QR_ROOM)
    drawing.add(widget)
    renderPDF.draw(drawing, canvas, QR_X, QR_Y)
