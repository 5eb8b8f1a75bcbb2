"""A new key takes over: everything sealed is sealed anew, beside people who write, and the old key can go."""

from __future__ import annotations

import base64
import os
import threading
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from world import World, acts, at_the_same_moment, build, id_number, person, roster, row, row_of, scan

from kernel.crypto import rotation
from kernel.crypto.fields import SealedTextField
from kernel.crypto.rotation import SealedColumn, resealers
from kernel.crypto.seal import CannotOpen, newest_head
from kernel.files.actions import context_of, kept, read
from kernel.files.resealing import stored_files
from kernel.imports.actions import receive, stored_file
from kernel.imports.models import ImportRun
from kernel.signoff.actions import ask
from kernel.signoff.models import Signature
from teachers.actions.digests import IdDigests
from teachers.actions.roster import enrol
from teachers.models import Teacher
from teachers.queries.roster import registered

BORN = date(1972, 3, 8)


def new_key() -> str:
    return base64.urlsafe_b64encode(os.urandom(32)).decode()


@pytest.fixture
def ring(settings: Any) -> str:
    """The old key of the ring, with a new one before it from now on."""
    old: str = settings.ENCRYPTION_KEYS
    settings.ENCRYPTION_KEYS = f"k2:{new_key()},{old}"
    return old


def rotate(*options: str) -> str:
    out = StringIO()
    call_command("rotate_keys", *options, stdout=out)
    return out.getvalue()


def phones() -> set[str]:
    return set(Teacher.objects.for_system("test").values_list("phone", flat=True))


def column(name: str) -> SealedColumn:
    field = Teacher._meta.get_field(name)
    assert isinstance(field, SealedTextField)
    return SealedColumn(Teacher, field)


@pytest.mark.django_db
def test_all_is_sealed_anew_and_the_old_key_can_go(settled: World, settings: Any) -> None:
    receive(data=roster([row()]), filename="名册.xlsx", kind="roster", options={}, by=settled["school"])
    with kept([scan()]) as files:
        pass
    before = read(files[0])
    ask(kind="test", subject=files[0], reason="处分未解除", by=settled["school"])
    settings.ENCRYPTION_KEYS = f"k2:{new_key()},{settings.ENCRYPTION_KEYS}"
    with pytest.raises(CommandError, match="项使用旧密钥"):
        rotate("--check")
    said = rotate()
    for name in ("teachers.Teacher.id_number", "signoff.Signature.reason", "imports", "files"):
        assert f"{name}：" in said
    assert "全部内容" in rotate("--check")
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS.partition(",")[0]
    assert row_of(id_number(BORN)).id_number == id_number(BORN)
    assert read(files[0]) == before
    assert Signature.objects.for_system("test").get().reason == "处分未解除"
    assert stored_file(ImportRun.objects.for_system("test").get())
    assert len(acts("keys.rotated")) == 1


@pytest.mark.django_db
def test_a_second_run_finds_nothing_to_do(settled: World, ring: str) -> None:
    rotate()
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, id_number FROM teachers_teacher ORDER BY id")
        before = [(pk, bytes(value)) for pk, value in cursor.fetchall()]
        rotate()
        cursor.execute("SELECT id, id_number FROM teachers_teacher ORDER BY id")
        assert [(pk, bytes(value)) for pk, value in cursor.fetchall()] == before


@pytest.mark.django_db
def test_what_was_broken_off_goes_on(settled: World, ring: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rotation, "BATCH", 1)

    def killed(_number: int) -> None:
        raise KeyboardInterrupt

    numbers = column("id_number")
    with pytest.raises(KeyboardInterrupt):
        numbers.reseal(killed)
    assert numbers.stale() == 3
    rotate()
    assert sum(one.stale() for one in resealers()) == 0


@pytest.mark.django_db
def test_what_somebody_writes_meanwhile_stays(settled: World, settings: Any) -> None:
    """Between the reading of a value and its exchange somebody writes another."""
    rows = Teacher.objects.for_system("test")
    rows.update(phone="13900000000")
    settings.ENCRYPTION_KEYS = f"k2:{new_key()},{settings.ENCRYPTION_KEYS}"

    class Slow(SealedColumn):
        def _batch(self, last: Any) -> Any:
            batch = super()._batch(last)
            rows.filter(name="李长青").update(phone="13911112222")
            return batch

    Slow(Teacher, Teacher._meta.get_field("phone")).reseal(lambda _number: None)
    assert rows.get(name="李长青").phone == "13911112222"
    assert column("phone").stale() == 0


@pytest.mark.django_db
def test_what_no_key_opens_stays_and_is_named(settled: World, ring: str, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = f"k2:{new_key()}"
    with pytest.raises(CommandError, match=r"teachers\.Teacher\.id_number（4 项）"):
        rotate()
    settings.ENCRYPTION_KEYS = ring
    assert row_of(id_number(BORN)).id_number == id_number(BORN)


@pytest.mark.django_db
def test_a_file_is_exchanged_whole(world: World, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept([scan()]) as files:
        before = read(files[0])
    settings.ENCRYPTION_KEYS = f"k2:{new_key()},{settings.ENCRYPTION_KEYS}"
    place = Path(default_storage.path(files[0].working_place))
    with monkeypatch.context() as broken:
        broken.setattr("kernel.files.resealing.os.replace", _no_space)
        with pytest.raises(OSError, match="no space left"):
            rotate()
    assert read(files[0]) == before
    rotate()
    assert place.read_bytes()[:3] == newest_head()
    assert read(files[0]) == before


@pytest.mark.django_db
def test_a_file_deleted_meanwhile_stays_away(world: World, settings: Any) -> None:
    with kept([scan()]) as files:
        pass
    settings.ENCRYPTION_KEYS = f"k2:{new_key()},{settings.ENCRYPTION_KEYS}"
    (one,) = stored_files()
    place, context = files[0].working_place, context_of(files[0])
    files[0].delete()  # the row; the rotation has read it already
    assert replace(one, places=lambda: [(place, context)]).reseal(lambda _number: None) == 0
    assert not Path(default_storage.path(place)).exists()


def _no_space(*_args: Any) -> None:
    raise OSError("no space left")


@pytest.mark.django_db
def test_a_person_is_found_under_either_look_up_key(settled: World, settings: Any) -> None:
    number = id_number(BORN)
    old = settings.LOOKUP_KEY
    settings.LOOKUP_KEY = f"{new_key()},{old}"
    assert list(registered([number])) == [number]
    again = person("李长青", BORN, number=number, phone="13900001111")
    enrol(people=[again], by=settled.command_line, on=BORN, source="test")  # brought up to date, not made twice
    assert Teacher.objects.for_system("test").count() == 4
    assert IdDigests().stale() == 4
    rotate()
    assert IdDigests().stale() == 0
    settings.LOOKUP_KEY = settings.LOOKUP_KEY.partition(",")[0]
    assert row_of(number).phone == "13900001111"
    settings.LOOKUP_KEY = old
    assert registered([number]) == {}


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_keys_turn_while_people_write(settings: Any, django_db_serialized_rollback: None) -> None:
    world = build()
    world.settle()
    rows = Teacher.objects.for_system("test")
    rows.update(phone="13900000000")
    settings.ENCRYPTION_KEYS = f"k2:{new_key()},{settings.ENCRYPTION_KEYS}"
    written, stop = [0], threading.Event()

    def write() -> None:
        while not stop.is_set() or written[0] < 50:
            written[0] += 1
            rows.filter(name="李长青").update(phone=f"139{written[0]:08d}")

    def turn() -> None:
        rotate()
        stop.set()

    works = [write, turn]
    results = at_the_same_moment(2, lambda: works.pop()())
    assert not [one for one in results if isinstance(one, BaseException)]
    assert rows.get(name="李长青").phone == f"139{written[0]:08d}"
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS.partition(",")[0]
    assert "13900000000" in phones()


@pytest.mark.django_db
def test_the_check_is_able_to_fail(settled: World, ring: str, settings: Any) -> None:
    settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS.partition(",")[0]
    with pytest.raises(CannotOpen):
        row_of(id_number(BORN))
