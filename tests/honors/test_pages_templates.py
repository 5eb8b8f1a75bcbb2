"""The pages of certificate designs: form, preview before use, the second person."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader
from world import World

from honors.actions.templates import add_template
from honors.forms import OTHER_PAPER, TemplateForm
from honors.models import CertificateTemplate
from honors.pdf.layout import PRESETS, SENTENCE

pytestmark = pytest.mark.django_db

URL = "/honors/rounds/templates/"
FORM = {
    "name": "金色样式", "threshold": "0", "paper": "A4 横版", "title": "荣誉证书",
    "occasion": "从事教育工作{years_cn}年", "salutation": "老师：", "wording": "\n".join(SENTENCE),
    "date_style": "chinese", "has_border": "on",
    "shows_unit": "on", "seal": "place",
}  # fmt: skip


def pages_of(answer: Any) -> list[str]:
    assert answer["Content-Type"] == "application/pdf"
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(answer.content)).pages]


def picture() -> SimpleUploadedFile:
    out = BytesIO()
    Image.new("RGBA", (200, 200), (200, 0, 0, 99)).save(out, "PNG")
    return SimpleUploadedFile("章.png", out.getvalue(), "image/png")


def saved(client: Client, **values: Any) -> CertificateTemplate:
    answer = client.post(f"{URL}new/", {**FORM, **values})
    assert answer.status_code == 302, answer.content.decode()
    return CertificateTemplate.objects.get()


def test_from_the_form_to_the_design_in_force(world: World, sign_in: Any) -> None:
    officer, approver = sign_in("honors"), sign_in("approver")
    assert "系统自带样式" in officer.get(URL).content.decode()
    one = saved(officer, paper="12K 证书内芯", date_style="arabic")
    assert (one.width, one.height, one.margin_left, one.date_style) == (250, 170, 8, "arabic")
    assert "核准启用" not in officer.get(f"{URL}{one.pk}/").content.decode()
    assert "证书样式“金色样式 第1版”待核准" in approver.get("/").content.decode()
    page = approver.get(f"{URL}{one.pk}/").content.decode()
    assert "核准启用" in page
    form = {"on": str(timezone.localdate()), "seen": one.stamp}
    assert "勾选确认" in approver.post(f"{URL}{one.pk}/approve/", form, follow=True).content.decode()
    assert "已启用" in approver.post(f"{URL}{one.pk}/approve/", form | {"checked": "on"}, follow=True).content.decode()
    text = officer.get(URL).content.decode()
    assert "金色样式 第1版" in text
    assert "编制新版" in officer.get(f"{URL}{one.pk}/").content.decode()
    assert officer.get(f"{URL}{one.pk}/edit/").status_code == 302, "what is in force has no form"
    assert "新版草稿" in officer.post(f"{URL}{one.pk}/revise/", follow=True).content.decode()
    assert "已停用" in approver.post(f"{URL}{one.pk}/retire/", follow=True).content.decode()
    draft = CertificateTemplate.objects.get(version=2)
    assert "草稿已删除" in officer.post(f"{URL}{draft.pk}/discard/", follow=True).content.decode()


def test_a_specimen_names_nobody_and_says_so_on_every_page(settled: World, sign_in: Any) -> None:
    officer = sign_in("honors")
    one = saved(officer, threshold="40")
    for url, count in ((f"{URL}{one.pk}/specimen.pdf", 3), (f"{URL}preview/", 5)):
        pages = pages_of(officer.get(url))
        assert len(pages) == count
        assert all("打印样张" in page and "样章" in page for page in pages)
        assert any("补1" in page for page in pages)
        assert not any(name in page for page in pages for name in settled.people)


def test_a_form_is_previewed_before_it_is_saved(world: World, sign_in: Any) -> None:
    officer = sign_in("honors")
    pages = pages_of(officer.post(f"{URL}preview/", FORM | {"title": "荣誉证明", "threshold": "30"}))
    assert all("荣誉证明" in page for page in pages)
    assert not CertificateTemplate.objects.exists()
    refused = officer.post(f"{URL}preview/", FORM | {"wording": "{nam}"})
    assert (refused.status_code, "{nam}" in refused.content.decode()) == (409, True)
    refused = officer.post(f"{URL}preview/", FORM | {"title": ""})
    assert (refused.status_code, "标题" in refused.content.decode()) == (409, True)


def test_a_seal_once_uploaded_stays_until_it_is_replaced(world: World, sign_in: Any) -> None:
    officer = sign_in("honors")
    one = saved(officer, seal="image", seal_file=picture())
    first = bytes(one.seal_png)
    assert first.startswith(b"\x89PNG")
    answer = officer.post(f"{URL}preview/?of={one.pk}", FORM | {"seal": "image"})
    assert all("不是电子印章" in page for page in pages_of(answer))
    officer.post(f"{URL}{one.pk}/edit/", FORM | {"seal": "image", "title": "荣誉证明"})
    one = CertificateTemplate.objects.get()
    assert (bytes(one.seal_png), one.title) == (first, "荣誉证明")
    assert "已存有印章图样" in officer.get(f"{URL}{one.pk}/edit/").content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"wording": "您已从教{year}年。"}, "{year}"),
        ({"seal": "image"}, "请上传印章图样"),
        ({"paper": OTHER_PAPER}, "须填写"),
        ({"paper": OTHER_PAPER, "width": "20", "height": "20"}, "毫米"),
        ({"title": "证" * 17}, "16"),
        ({"seal": "image", "seal_file": SimpleUploadedFile("a.png", b"x" * 1_000_001)}, "1 MB"),
        ({"wording": "\0"}, "正文"),
    ],
)
def test_a_refusal_keeps_the_form(world: World, sign_in: Any, values: dict[str, Any], words: str) -> None:
    answer = sign_in("honors").post(f"{URL}new/", FORM | values)
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "保存草稿" in answer.content.decode()
    assert not CertificateTemplate.objects.exists()


@pytest.mark.parametrize("paper", PRESETS)
def test_a_known_paper_fills_in_its_measures(paper: str) -> None:
    form = TemplateForm(FORM | {"paper": paper, "margin_top": "12"})
    assert form.is_valid(), form.errors
    width, height, margin = PRESETS[paper]
    values = form.values
    assert [values[key] for key in ("width", "height", "margin_top", "margin_left")] == [width, height, 12, margin]


def test_the_cost_of_the_list_does_not_grow(world: World, sign_in: Any, django_assert_num_queries: Any) -> None:
    officer = sign_in("honors")
    officer.get(URL)
    for names in (("一",), ("二", "三")):
        for name in names:
            add_template(values={"name": name}, by=world["honors"])
        with django_assert_num_queries(6):
            officer.get(URL)
