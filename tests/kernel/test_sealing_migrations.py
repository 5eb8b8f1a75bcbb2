"""What lay in clear is sealed by the migrations, and comes back when they are taken back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor
from world import World, build

from honors.models import HonorRound, SetAside
from kernel.crypto import moving
from kernel.signoff.actions import ask, refuse
from kernel.signoff.models import Signature

pytestmark = pytest.mark.django_db(transaction=True)

OLD = [("signoff", "0001_initial"), ("teachers", "0004_one_request_for_one_row"), ("honors", "0019_states_of_designs")]


def migrate(targets: list[tuple[str, str]]) -> Any:
    """The models as they are after the migration."""
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    return MigrationExecutor(connection).loader.project_state(targets).apps


def newest() -> list[tuple[str, str]]:
    return MigrationExecutor(connection).loader.graph.leaf_nodes()


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    monkeypatch.setattr(moving, "BATCH", 1)
    yield build()
    migrate(newest())


@pytest.mark.long
def test_there_and_back_and_there_again(world: World) -> None:
    world.settle()
    one = HonorRound.objects.create(as_of=date(2025, 9, 10), made_by=world["honors"], returned_reason="名单有误")
    for name, document in (("李长青", "泰教处〔2025〕1号"), ("陈晓", "")):
        SetAside.objects.create(
            teacher=world.people[name], effect="excluded" if document else "held", ground=f"{name}受处分",
            document=document, from_on=date(2025, 1, 1), recorded_by=world["honors"],
        )  # fmt: skip
    signature = ask(kind="revoke", subject=one, reason="体罚学生", by=world["school"], document="文号")
    refuse(signature=signature, by=world["city"], answer="证据不足")

    old = migrate(OLD)
    clear = old.get_model("honors", "SetAside")._base_manager.order_by("pk")
    assert list(clear.values_list("ground", "document", "lifted_reason")) == [
        ("李长青受处分", "泰教处〔2025〕1号", ""), ("陈晓受处分", "", ""),
    ]  # fmt: skip
    signed = old.get_model("signoff", "Signature")._base_manager.get()
    assert (signed.reason, signed.answer, signed.detail) == ("体罚学生", "证据不足", {"document": "文号"})
    assert old.get_model("honors", "HonorRound")._base_manager.get().returned_reason == "名单有误"

    migrate(newest())
    grounds = SetAside.objects.for_system("test").order_by("pk").values_list("ground", "document")
    assert list(grounds) == [("李长青受处分", "泰教处〔2025〕1号"), ("陈晓受处分", "")]
    found = Signature.objects.for_system("test").get()
    assert (found.reason, found.answer, found.detail) == ("体罚学生", "证据不足", {"document": "文号"})
    with connection.cursor() as cursor:
        for sql in ("SELECT reason, answer, detail FROM signoff_signature", "SELECT ground FROM honors_setaside"):
            cursor.execute(sql)
            for row in cursor.fetchall():
                assert not any("体罚".encode() in bytes(value) or "处分".encode() in bytes(value) for value in row)
                assert all(bytes(value)[1:2] == b"k" for value in row)


def test_what_must_not_be_empty_is_not(world: World) -> None:
    rows = Signature.objects.for_system("test")
    one = ask(kind="test", subject=world.city, reason="试", by=world["school"])
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.filter(pk=one.pk).update(reason="")
    rows.filter(pk=one.pk).update(answer="")  # may be empty
    world.settle()
    with pytest.raises(IntegrityError), transaction.atomic():
        SetAside.objects.create(
            teacher=world.people["陈晓"], effect="excluded", ground="x", document="", from_on=date(2025, 1, 1),
            recorded_by=world["honors"],
        )  # fmt: skip
