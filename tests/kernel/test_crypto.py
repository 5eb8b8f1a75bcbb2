"""Sealed values: they open for their place and key alone, and nothing of them lies in the database in clear."""

from __future__ import annotations

import base64
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from django.core.exceptions import FieldError
from django.db import connection
from world import World, id_number, person, row, row_of

from kernel.crypto.seal import CannotOpen, lookup_digest, seal, seal_each, unseal
from kernel.imports.models import ImportRun
from teachers.models import Teacher

OLD, NEW = (base64.urlsafe_b64encode(os.urandom(32)).decode() for _ in range(2))
BORN = date(1990, 5, 4)


@pytest.fixture(autouse=True)
def _keys(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = f"k1:{OLD}"
    settings.LOOKUP_KEY = OLD


@pytest.mark.parametrize("plain", [b"", b"321299199005040116", "买买提·艾力".encode(), os.urandom(5000)])
def test_what_was_sealed_opens(plain: bytes) -> None:
    assert unseal(seal(plain, "a.b"), "a.b") == plain


def test_the_same_value_is_sealed_differently_each_time() -> None:
    assert seal(b"x", "a.b") != seal(b"x", "a.b")


def test_another_place_does_not_open() -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"x", "teachers.teacher.phone"), "teachers.teacher.id_number")


def test_no_flipped_bit_opens() -> None:
    sealed = seal(b"321299", "a.b")
    for place in range(len(sealed)):
        for bit in range(8):
            altered = bytearray(sealed)
            altered[place] ^= 1 << bit
            with pytest.raises(CannotOpen):
                unseal(bytes(altered), "a.b")


@pytest.mark.parametrize("length", [0, 1, 3, 10, 15, 30])
def test_a_cut_value_does_not_open(length: int) -> None:
    with pytest.raises(CannotOpen):
        unseal(seal(b"321299199005040116", "a.b")[:length], "a.b")


def test_the_first_key_seals_and_all_open(settings: Any) -> None:
    before = seal(b"before", "a.b")
    settings.ENCRYPTION_KEYS = f"k2:{NEW},k1:{OLD}"
    after = seal(b"after", "a.b")
    assert (unseal(before, "a.b"), unseal(after, "a.b")) == (b"before", b"after")
    settings.ENCRYPTION_KEYS = f"k2:{NEW}"
    assert unseal(after, "a.b") == b"after"
    with pytest.raises(CannotOpen, match="no key 'k1'"):
        unseal(before, "a.b")


def test_a_key_of_the_same_name_is_not_the_same_key(settings: Any) -> None:
    sealed = seal(b"x", "a.b")
    settings.ENCRYPTION_KEYS = f"k1:{NEW}"
    with pytest.raises(CannotOpen):
        unseal(sealed, "a.b")


def test_the_digest_knows_neither_case_nor_blanks(settings: Any) -> None:
    digest = lookup_digest("32129919900504011X")
    assert digest == lookup_digest(" 32129919900504011x ")
    assert len(digest) == 64
    settings.LOOKUP_KEY = NEW
    assert lookup_digest("32129919900504011X") != digest


@pytest.mark.django_db
def test_a_person_is_found_by_digest_whatever_the_case(world: World) -> None:
    number = next(one for one in (id_number(BORN, place) for place in range(100)) if one.endswith("X"))
    world.enrol(person("陈晓", BORN, number=number))
    assert row_of(number.lower()).id_number == number


@pytest.mark.django_db
@pytest.mark.parametrize("lookup", ["id_number", "id_number__exact", "phone__contains", "phone__in", "phone__gt"])
def test_sealed_columns_are_not_searched(world: World, lookup: str) -> None:
    with pytest.raises(FieldError, match="sealed"):
        list(Teacher.objects.for_system("test").filter(**{lookup: "1"}))


@pytest.mark.django_db
def test_a_sealed_column_may_be_asked_whether_it_is_empty(world: World) -> None:
    assert not ImportRun.objects.for_system("test").filter(verdict__isnull=True).exists()


@pytest.mark.django_db
def test_sealed_values_come_back_and_are_not_dumped(world: World) -> None:
    (teacher,) = world.enrol(person("陈晓", BORN, phone="15400001234"))
    assert (teacher.id_number, teacher.phone) == (id_number(BORN), "15400001234")
    assert list(Teacher.objects.for_system("test").values_list("id_number", "phone")) == [
        (id_number(BORN), "15400001234")
    ]
    with pytest.raises(FieldError, match="not dumped"):
        serializers.serialize("json", [teacher])


@pytest.mark.django_db
def test_a_value_copied_into_another_column_does_not_open(world: World) -> None:
    world.enrol(person("陈晓", BORN, phone="15400001234"))
    with connection.cursor() as cursor:
        cursor.execute("UPDATE teachers_teacher SET phone = id_number")
    with pytest.raises(CannotOpen):
        row_of(id_number(BORN))


@pytest.mark.django_db
def test_the_database_holds_no_number_and_no_phone_in_clear(
    world: World, sign_in: Any, at_once: Any, tmp_path: Path
) -> None:
    """Every value of every table is looked at, after a roster with refusals went through the desk."""
    from django.core.files.uploadedfile import SimpleUploadedFile
    from world import roster

    other = id_number(date(1991, 1, 2))
    upload = SimpleUploadedFile("名册.xlsx", roster([row(手机号="15400001234"), row("", 身份证件号=other)]))
    with at_once():
        sign_in("school").post("/imports/", {"kind": "roster", "file": upload})
    with at_once():
        run = ImportRun.objects.for_system("test").get()
        sign_in("school").post(f"/imports/{run.pk}/confirm/")
    assert row_of(id_number(BORN)).phone == "15400001234"
    secrets = [id_number(BORN), other, "15400001234"]
    everything = _everything()
    assert "陈晓".encode() in everything  # the look is deep enough to find what is in clear
    assert not [secret for secret in secrets if secret.encode() in everything]
    files = [path.read_bytes() for path in (tmp_path / "media").rglob("*") if path.is_file()]
    assert files
    assert not any(body.startswith(b"PK") for body in files)


def _everything() -> bytes:
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for line in cursor.fetchall():
                for value in line:
                    found.append(bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode())
    return b"\n".join(found)


def test_many_values_are_sealed_as_each_would_be() -> None:
    plains = [b"", b"321299", "王".encode()]
    sealed = seal_each(plains, "place")
    assert [unseal(one, "place") for one in sealed] == plains
    assert len({one[3:15] for one in sealed}) == 3  # a nonce for each
    with pytest.raises(CannotOpen):
        unseal(sealed[1], "elsewhere")
    assert seal_each([], "place") == []
