"""What the text of a page is made of."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock


class PictureBlock(blocks.StructBlock):
    """A picture; what it shows is said for who does not see it."""

    image = ImageChooserBlock(label=_("图片"))
    alt = blocks.CharBlock(
        label=_("图片说明"), max_length=120,
        help_text=_("给看不到图片的人读的一句话，写明图片里有什么；人物须已书面同意公开。"),
    )  # fmt: skip
    caption = blocks.CharBlock(label=_("图注"), max_length=120, required=False)

    class Meta:
        label = _("图片")
        icon = "image"
        template = "cms/blocks/picture.html"


class AttachmentBlock(blocks.StructBlock):
    """A file to take away."""

    document = DocumentChooserBlock(label=_("文件"))
    title = blocks.CharBlock(label=_("显示名称"), max_length=120, required=False, help_text=_("不填时用文件名。"))

    class Meta:
        label = _("附件")
        icon = "doc-full"
        template = "cms/blocks/attachment.html"


class GridBlock(TableBlock):
    """A plain table with a head."""

    class Meta:
        label = _("表格")
        icon = "table"
        template = "cms/blocks/table.html"


def body_blocks() -> list[tuple[str, Any]]:
    """The parts of a text, in the order in which the editor offers them."""
    return [
        ("paragraph", blocks.RichTextBlock(
            label=_("正文段落"), features=["bold", "ol", "ul", "link", "document-link"],
            help_text=_("从文件里粘贴时请用“粘贴为纯文本”，不要带原文格式。"))),
        ("heading", blocks.CharBlock(
            label=_("小标题"), max_length=80, icon="title", template="cms/blocks/heading.html",
            help_text=_("只写标题文字，不写句号。"))),
        ("table", GridBlock()),
        ("picture", PictureBlock()),
        ("attachment", AttachmentBlock()),
        ("quote", blocks.BlockQuoteBlock(label=_("引文"))),
    ]  # fmt: skip
