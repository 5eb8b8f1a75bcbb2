"""Uploads: judged by content, kept sealed and whole or not at all, handed out as attachments."""

from __future__ import annotations

import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kernel.errors import RuleBroken
from kernel.files.actions import MOST_FILES, kept, read
from kernel.files.content import JPEG, MOST_BYTES, PDF, PNG, judge
from kernel.files.fields import FilesField
from kernel.files.models import StoredFile
from kernel.files.responses import attachment

GOOD_PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 6), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, format=kind, **more)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG whose header promises 40,000 by 40,000 points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + name + body + zlib.crc32(name + body).to_bytes(4, "big")

    side = (40_000).to_bytes(4, "big")
    head = chunk(b"IHDR", side + side + bytes([8, 2, 0, 0, 0]))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def several() -> bytes:
    """What a phone calls a JPEG: two pictures in one file (MPO)."""
    return picture("MPO", save_all=True, append_images=[Image.new("RGB", (8, 6), "blue")])


@pytest.mark.parametrize(
    ("data", "kind"),
    [(GOOD_PDF, PDF), (picture(), PNG), (picture("JPEG"), JPEG), (several(), JPEG)],
    ids=["pdf", "png", "jpeg", "mpo"],
)
def test_the_type_is_told_by_the_bytes_and_not_by_the_name(data: bytes, kind: str) -> None:
    assert judge(data, "x.exe").content_type == kind


REFUSED = {
    "empty": (b"", "file_empty"),
    "large": (b"%PDF-" + b"0" * MOST_BYTES, "file_large"),
    "cut pdf": (b"%PDF-1.4\nhalf", "file_broken"),
    "html": (b"<html><script>alert(1)</script>", "file_kind"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "file_kind"),
    "zip": (b"PK\x03\x04rest", "file_kind"),
    "gif": (picture("GIF"), "file_kind"),
    "cut picture": (picture(size=(300, 300))[:200], "file_kind"),
    "cut jpeg": (picture("JPEG", (300, 300))[:300], "file_kind"),
    "bomb": (bomb(), "file_large"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_anything_else_is_refused(case: str) -> None:
    data, code = REFUSED[case]
    with pytest.raises(RuleBroken) as caught:
        judge(data, "证明.pdf")
    assert caught.value.code == code
    assert "证明.pdf" in caught.value.message


def test_what_a_camera_notes_is_left_behind_and_the_picture_stands_upright() -> None:
    exif = Image.Exif()
    exif[0x0112], exif[0x010F] = 6, "SECRET-CAMERA"  # turned by a quarter; the maker
    data = picture("JPEG", (8, 6), exif=exif)
    assert b"SECRET-CAMERA" in data
    bare = judge(data, "x.jpg").working
    assert b"SECRET-CAMERA" not in bare
    with Image.open(io.BytesIO(bare)) as shown:
        assert shown.size == (6, 8)
        assert not shown.getexif()


def test_of_several_pictures_the_first_is_handed_out_as_a_plain_one() -> None:
    with Image.open(io.BytesIO(judge(several(), "x.jpg").working)) as shown:
        assert (shown.format, shown.getpixel((0, 0))) == ("JPEG", (254, 0, 0))


@pytest.mark.parametrize("problem", [KeyError("MPO"), IndexError(), zlib.error()])
def test_whatever_goes_wrong_inside_a_picture_is_told_in_a_sentence(
    problem: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: Any) -> None:
        raise problem

    monkeypatch.setattr("kernel.files.content._bare", fail)
    with pytest.raises(RuleBroken) as caught:
        judge(picture(), "x.png")
    assert caught.value.code == "file_kind"


def test_a_large_photograph_is_decoded_at_a_fraction_of_its_size_and_a_larger_one_not_at_all() -> None:
    with Image.open(io.BytesIO(judge(picture("JPEG", (4961, 7016)), "x.jpg").working)) as shown:
        assert shown.size == (2481, 3508)
    with pytest.raises(RuleBroken) as caught:
        judge(picture("JPEG", (8000, 6300)), "x.jpg")
    assert caught.value.code == "file_large"


def kept_places(root: Path) -> list[Path]:
    return [one for one in root.rglob("*") if one.is_file()]


@pytest.mark.django_db
def test_a_file_is_kept_sealed_and_read_back(settings: Any) -> None:
    with kept([("证明.PDF", GOOD_PDF)]) as (one,):
        pass
    stored = StoredFile.objects.get()
    assert (stored, stored.name, stored.content_type, stored.size) == (one, "证明.pdf", PDF, len(GOOD_PDF))
    assert read(stored) == GOOD_PDF
    places = kept_places(Path(settings.MEDIA_ROOT))
    assert len(places) == 2
    assert all(b"%PDF" not in place.read_bytes() for place in places)


@pytest.mark.django_db
def test_nothing_is_left_behind_when_the_act_fails(settings: Any) -> None:
    with pytest.raises(ZeroDivisionError), kept([("甲.pdf", GOOD_PDF), ("乙.png", picture())]):
        raise ZeroDivisionError
    assert not StoredFile.objects.exists()
    assert kept_places(Path(settings.MEDIA_ROOT)) == []


@pytest.mark.django_db
def test_one_bad_file_keeps_the_good_ones_out(settings: Any) -> None:
    with pytest.raises(RuleBroken), kept([("甲.pdf", GOOD_PDF), ("乙.pdf", b"no")]):
        pytest.fail("the block must not run")
    assert not StoredFile.objects.exists()
    assert kept_places(Path(settings.MEDIA_ROOT)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("C:\\证明\\聘书.PDF", "聘书.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("聘书.html", "聘书.pdf"),
        ("\0", "附件.pdf"),
        ("", "附件.pdf"),
        ("长" * 300, "长" * 100 + ".pdf"),
    ],
)
def test_names(given: str, shown: str) -> None:
    with kept([(given, GOOD_PDF)]) as (one,):
        assert one.name == shown


@pytest.mark.django_db
def test_it_is_handed_out_as_an_attachment() -> None:
    with kept([('聘"书\r\n.pdf', GOOD_PDF)]) as (one,):
        answer = attachment(one)
    assert answer.content == GOOD_PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert (answer["X-Content-Type-Options"], answer["Content-Type"]) == ("nosniff", PDF)


def upload(name: str, data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def test_the_field_cleans_to_judged_files() -> None:
    files = [upload("甲.pdf", GOOD_PDF), upload("乙.png", picture())]
    assert [(one.name, one.content_type) for one in FilesField().clean(files)] == [("甲.pdf", PDF), ("乙.png", PNG)]
    assert FilesField(required=False).clean([]) == []


@pytest.mark.django_db
def test_what_the_field_judged_is_not_judged_again(monkeypatch: pytest.MonkeyPatch) -> None:
    judged = FilesField().clean([upload("乙.png", picture())])
    monkeypatch.setattr("kernel.files.actions.judge", lambda *_given: pytest.fail("judged twice"))
    with kept(judged) as (one,):
        assert (one.name, one.content_type, one.size) == ("乙.png", PNG, len(picture()))
    assert read(one) == judged[0].working


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([], "请填写"),
        ([("甲.pdf", b"no")], "不是 PDF、JPG 或 PNG"),
        ([("甲.pdf", b"0" * (MOST_BYTES + 1))], "超过 10 MB"),
        ([(f"{n}.pdf", GOOD_PDF) for n in range(MOST_FILES + 1)], "一次最多上传 5 个"),
    ],
)
def test_the_field_refuses(files: list[tuple[str, bytes]], said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        FilesField().clean([upload(*one) for one in files])
    assert said in caught.value.messages[0]
