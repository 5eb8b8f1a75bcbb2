"""The certificate by Typst: one compiler kept, the facts handed over as JSON, the line art as an SVG picture."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import typst

from benchmarks.page import HEIGHT, WIDTH, Text, code, ground, own, svg
from honors.pdf.certificate import CertificateFacts
from kernel.pdf.fonts import SHIPPED

SOURCE = r"""
#let data = json(bytes(sys.inputs.data))
#set page(width: WIDTHpt, height: HEIGHTpt, margin: 0pt)
#set text(font: "Taizhou Kai Registry", lang: "zh", top-edge: "baseline", bottom-edge: "baseline")
#let line(t) = place(left + top, dx: t.x * 1pt, dy: (HEIGHT - t.y) * 1pt, text(
  size: t.size * 1pt, tracking: t.spacing * 1pt, fill: rgb(..t.ink.map(v => v * 100%)),
  stroke: if t.bold > 0 { t.bold * 1pt + rgb(..t.ink.map(v => v * 100%)) } else { none }, t.words))
#let grounds = ("30", "40").map(years => (years, {
  place(left + top, image("ground" + years + ".svg", width: WIDTHpt))
  for t in json("ground" + years + ".json") { line(t) }
})).to-dict()
#for (place-of, c) in data.enumerate() {
  if place-of > 0 { pagebreak() }
  grounds.at(c.years)
  for t in c.texts { line(t) }
  place(left + top, dx: c.left * 1pt, dy: c.top * 1pt, image(bytes(c.code), format: "svg", width: c.side * 1pt))
}
"""


class Typst:
    """A compiler over a folder that holds what all certificates share."""

    def __init__(self, folder: Path) -> None:
        for years in (30, 40):
            paths, texts = ground(years)
            (folder / f"ground{years}.svg").write_text(svg(paths), "utf-8")
            (folder / f"ground{years}.json").write_text(json.dumps(list(map(_line, texts))), "utf-8")
        self.source = folder / "certificate.typ"
        self.source.write_text(SOURCE.replace("WIDTH", f"{WIDTH:.3f}").replace("HEIGHT", f"{HEIGHT:.3f}"), "utf-8")
        self.compiler = typst.Compiler(
            str(self.source), root=str(folder), font_paths=[str(SHIPPED.parent)], ignore_system_fonts=True
        )

    def draw(self, batch: Sequence[CertificateFacts]) -> bytes:
        """All of ``batch`` as one PDF."""
        data = json.dumps([_facts(facts) for facts in batch], ensure_ascii=False)
        done = self.compiler.compile(sys_inputs={"data": data}, pdf_tags=False)
        assert isinstance(done, bytes)
        return done


def _facts(facts: CertificateFacts) -> dict[str, object]:
    path, left, top, side, modules = code(facts)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{modules}" height="{modules}"'
    picture = f'{head} viewBox="0 0 {modules} {modules}"><path d="{path}"/></svg>'
    texts = list(map(_line, own(facts)))
    return {"years": str(facts.years), "texts": texts, "left": left, "top": top, "side": side, "code": picture}


def _line(text: Text) -> dict[str, object]:
    return {"x": text.x, "y": text.y, "words": text.words, "size": text.size, "spacing": text.spacing,
            "bold": text.bold, "ink": text.colour}  # fmt: skip
