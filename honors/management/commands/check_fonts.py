"""Which hanzi the fonts of this installation draw, and which characters of the register they do not."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings

from honors.queries.glyphs import printed_characters
from kernel.commands import RegistryCommand
from kernel.pdf.fonts import Fonts
from kernel.pdf.repertoire import everyday, level_3


class Command(RegistryCommand):
    help = "检查字库：可用的字体文件、能印的汉字数，以及名册中印不出的字"

    def add_arguments(self, parser: ArgumentParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--text", default="", help="look at this text too")

    def answer(self, **options: Any) -> dict[str, Any]:
        self.actor(options)
        fonts = Fonts(settings.FONT_DIRS)  # a chain of its own: the shared ones stay as small as they are
        listed, all_hanzi = everyday(), level_3()
        register = printed_characters()
        return {
            "files": [str(path) for path, _face in fonts.files()],
            "everyday": {"of": len(listed), "drawn": len(listed) - len(fonts.missing(listed))},
            "level_3": {"of": len(all_hanzi), "drawn": len(all_hanzi) - len(fonts.missing(all_hanzi))},
            "register_missing": {kind: fonts.missing("".join(sorted(found))) for kind, found in register.items()},
            "text_missing": fonts.missing(options["text"]),
            "opened": [font.face.name.decode("ascii") for font in fonts.opened],
        }

    def say(self, answer: dict[str, Any]) -> None:
        write = self.stdout.write
        for path in answer["files"]:
            write(f"字体文件：{path}")
        for key, label in (("everyday", "通用规范汉字表"), ("level_3", "GB 18030—2022 级别 3 汉字")):
            write(f"{label}：{answer[key]['of']} 字，可印 {answer[key]['drawn']} 字")
        for key, label in (("names", "名册姓名"), ("units", "单位名称")):
            write(f"{label}中印不出的字：{_listed(answer['register_missing'][key])}")
        if answer["text_missing"]:
            write(f"所给文字中印不出的字：{_listed(answer['text_missing'])}")
        if any(answer["register_missing"].values()) or answer["text_missing"]:
            write("请安装含有这些字的字库，并在 FONT_DIRS 中写上字体所在的文件夹。")


def _listed(chars: list[str]) -> str:
    return "、".join(f"{char}（U+{ord(char):04X}）" for char in chars) or "无"
