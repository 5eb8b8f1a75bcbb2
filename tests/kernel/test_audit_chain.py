"""The chain over the trail: every line linked once, every tampering named, nothing changed by the program itself."""

from __future__ import annotations

import hashlib
import json
import threading
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from guards import as_dba, tamper
from world import World, acts, at_the_same_moment, build

from kernel.accounts.models import User
from kernel.audit import canonical, sealing, verification
from kernel.audit.actions import record
from kernel.audit.canonical import GENESIS, Event, event_bytes, link_digest
from kernel.audit.chores import ChainBroken, seal_trail, verify_trail
from kernel.audit.models import AuditAnchor, AuditEvent, AuditLink
from kernel.audit.sealing import anchor, seal
from kernel.audit.verification import verify

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
MOMENT = datetime(2026, 3, 1, 1, 2, 3, 456789, tzinfo=UTC)


@pytest.fixture
def officer(world: World) -> User:
    """Somebody whose acts are the whole trail: what came before is taken away."""
    with as_dba():
        AuditEvent.objects.all()._raw_delete(using="default")
    return world["school"]


def write(officer: User, count: int = 10) -> list[int]:
    """So many lines; their keys in order."""
    for number in range(count):
        record("test.act", by=officer, subject=officer, number=number, why="测试")
    return [one.pk for one in acts("test.act")][-count:]


def sequences() -> list[int]:
    return list(AuditLink.objects.order_by("sequence").values_list("sequence", flat=True))


def broken() -> tuple[str, int | None, int | None]:
    found = verify().broken
    assert found is not None
    return found.code, found.sequence, found.event


# --- linking ---------------------------------------------------------------------------------------------------------
def test_every_line_is_linked_once_and_in_order(officer: User) -> None:
    keys = write(officer)
    assert (seal(), seal()) == (10, 0)
    links = list(AuditLink.objects.order_by("sequence"))
    assert [one.event_id for one in links] == keys
    assert [one.sequence for one in links] == list(range(1, 11))
    assert [one.previous for one in links] == [GENESIS, *(one.digest for one in links[:-1])]
    more = write(officer, 3)
    assert seal() == 3
    assert list(AuditLink.objects.order_by("-sequence").values_list("event_id", flat=True)[:3]) == more[::-1]
    assert verify().broken is None


def test_batches_and_pieces_join(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 3)
    monkeypatch.setattr(verification, "PIECE", 4)
    write(officer)
    assert seal() == 10
    found = verify()
    assert (found.broken, found.checked, found.last) == (None, 10, 10)
    tamper("UPDATE audit_auditlink SET digest = %s WHERE sequence = 4", ["f" * 64])
    assert broken()[:2] == ("link_altered", 4), "the last of a piece is judged by the first of the next"


def test_a_digest_is_made_by_hand(officer: User) -> None:
    """As docs/audit.md tells it."""
    (key,) = write(officer, 1)
    seal()
    link, one = AuditLink.objects.get(), AuditEvent.objects.get()
    microseconds = int(one.at.timestamp()) * 1_000_000 + one.at.microsecond
    text = (
        f'{"0" * 64}\n[1,1,{key},{microseconds},"act","test.act",{officer.pk},"school","accounts.user","{officer.pk}",'
        '{"number":0,"why":"测试"}]'
    )
    assert link.digest == hashlib.sha256(text.encode()).hexdigest()


def test_the_bytes_of_a_line_are_fixed() -> None:
    """They must never change for lines that are sealed; the same on both databases."""
    event = Event(7, MOMENT, "act", "x.y", None, "公众", "a.b", "5", {"b": 1.0, "a": [1e22, 0.1, None, True, "é"]})
    assert event_bytes(3, event).decode() == (
        '[1,3,7,1772326923456789,"act","x.y",null,"公众","a.b","5",'
        '{"a":[10000000000000000000000,0.1,null,true,"é"],"b":1}]'
    )
    assert link_digest(GENESIS, 3, event) == "f3666ea07fa59e5e79b9ee3042d1cc513a3e4753e0a6de7bf62c3be83d688c5f"


@pytest.mark.parametrize(
    "detail",
    [{"n": 1e22, "m": 2.0, "k": 0.1, "tiny": 1e-7, "low": -0.0}, {"b": "é\n\u2028", "a": {"d": [], "c": None}}],
)
def test_what_a_database_makes_of_json_is_the_same_line(officer: User, detail: dict[str, Any]) -> None:
    """jsonb keeps neither the order of keys nor the way a number was written."""
    AuditEvent(id=900, at=MOMENT, act="x", actor_name="x", subject_type="x", subject_id="1", detail=detail).save()
    row = AuditEvent.objects.values_list(*Event._fields).get()
    assert event_bytes(1, Event._make(row)) == event_bytes(
        1, Event(900, MOMENT, "act", "x", None, "x", "x", "1", detail)
    )


def test_late_lines_are_found_however_late(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "WINDOW", 3)
    write(officer)
    keys = [one.pk for one in acts("test.act")]
    missing = keys[1], keys[8]  # numbers of transactions that are not committed yet: out of the window, and within
    with as_dba(), connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE late AS SELECT * FROM audit_auditevent WHERE id IN (%s, %s)", missing)
        cursor.execute("DELETE FROM audit_auditevent WHERE id IN (%s, %s)", missing)
    assert seal() == 8
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_auditevent SELECT * FROM late")
        cursor.execute("DROP TABLE late")
    assert verify().unsealed == 2
    assert seal() == 2
    assert set(AuditLink.objects.order_by("-sequence").values_list("event_id", flat=True)[:2]) == set(missing)
    assert (verify().broken, sequences()) == (None, list(range(1, 11)))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_line_that_is_committed_late_is_linked_behind_the_newer() -> None:
    world = build()
    seal()
    noted, go = threading.Event(), threading.Event()

    def slow() -> None:
        try:
            with transaction.atomic():
                record("test.slow", by=world["school"], subject=world.city)
                noted.set()
                assert go.wait(10)
        finally:
            connection.close()

    thread = threading.Thread(target=slow)
    thread.start()
    assert noted.wait(10)
    record("test.quick", by=world["school"], subject=world.city)
    assert seal() == 1
    go.set()
    thread.join()
    (slow_one,), (quick,) = acts("test.slow"), acts("test.quick")
    assert slow_one.pk < quick.pk
    assert (verify().unsealed, verify().oldest_unsealed) == (1, slow_one.at)
    assert seal() == 1
    order = list(AuditLink.objects.order_by("sequence").values_list("event_id", flat=True))
    assert order[-2:] == [quick.pk, slow_one.pk]
    assert (verify().broken, verify().unsealed) == (None, 0)


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_sealers_and_writers_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "BATCH", 7)
    world = build()

    def write_and_seal() -> int:
        total = 0
        for _ in range(20):
            record("test.act", by=world["school"], subject=world.city)
            total += seal()
        return total

    results = at_the_same_moment(4, write_and_seal)
    assert all(isinstance(one, int) for one in results), results
    seal()
    count = AuditEvent.objects.count()
    assert sequences() == list(range(1, count + 1))
    assert AuditLink.objects.values("event_id").distinct().count() == count
    assert verify().broken is None


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_writers_do_not_wait_for_the_sealer() -> None:
    world = build()
    with transaction.atomic():
        assert sealing._seal_batch(0) > 0
        with at_most(seconds=2):
            assert at_the_same_moment(1, lambda: record("test.act", by=world["school"], subject=world.city)) == [None]
            assert at_the_same_moment(1, seal) == [0], "a second sealer finds the first at work"


class at_most:
    """A block that ends in time."""

    def __init__(self, seconds: float) -> None:
        self.limit = timedelta(seconds=seconds)

    def __enter__(self) -> None:
        self.began = datetime.now(UTC)

    def __exit__(self, *_error: object) -> None:
        assert datetime.now(UTC) - self.began < self.limit


# --- tampering -------------------------------------------------------------------------------------------------------
@pytest.fixture
def chain(officer: User) -> list[int]:
    """Ten sealed and anchored lines."""
    keys = write(officer)
    seal()
    anchor(on=DAY)
    assert verify().broken is None
    return keys


def test_an_altered_line_is_named(chain: list[int]) -> None:
    tamper("UPDATE audit_auditevent SET actor_name = 'x' WHERE id = %s", [chain[4]])
    assert broken() == ("event_altered", 5, chain[4])
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", [chain[2]])
    assert broken() == ("event_altered", 3, chain[2]), "the first is named"


@pytest.mark.parametrize(
    ("column", "value"),
    [("at", "2020-01-01"), ("kind", "read"), ("act", "x"), ("actor_id", 1), ("actor_name", "x"), ("subject_type", "x"),
     ("subject_id", "x"), ("detail", '{"number": 1, "why": "测试"}')],
)  # fmt: skip
def test_no_column_of_a_line_is_outside_the_chain(chain: list[int], column: str, value: Any) -> None:
    tamper(f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s", [value, chain[0]])
    assert broken() == ("event_altered", 1, chain[0])
    assert {column for column, _ in [("id", 0)]} | {
        "at", "kind", "act", "actor_id", "actor_name", "subject_type", "subject_id", "detail",
    } == {field.name for field in AuditEvent._meta.fields}  # fmt: skip


def test_a_missing_line_is_named(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditevent WHERE id = %s", [chain[6]])
    assert broken() == ("event_missing", 7, chain[6])


def test_two_lines_that_changed_places_are_named(chain: list[int]) -> None:
    for here, there in ((chain[3], -1), (chain[5], chain[3]), (-1, chain[5])):
        tamper("UPDATE audit_auditevent SET id = %s WHERE id = %s", [there, here])
    assert broken() == ("event_altered", 4, chain[3])


def test_an_altered_link_is_named(chain: list[int]) -> None:
    tamper("UPDATE audit_auditlink SET digest = %s WHERE sequence = 5", ["a" * 64])
    assert broken() == ("link_altered", 5, chain[4])


def test_a_link_with_another_link_before_is_named(chain: list[int]) -> None:
    tamper("UPDATE audit_auditlink SET previous = %s WHERE sequence = 5", ["a" * 64])
    assert broken() == ("link_altered", 5, chain[4])


def test_a_missing_link_is_named(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditlink WHERE sequence = 5")
    assert broken()[:2] == ("link_missing", 5)


def rewrite(chain: list[int], first: int) -> None:
    """What somebody does who knows how the chain is made: alters a line, and makes every link from there on anew."""
    tamper("UPDATE audit_auditevent SET actor_name = 'x' WHERE id = %s", [chain[first - 1]])
    links = list(AuditLink.objects.filter(sequence__gte=first).order_by("sequence"))
    previous = links[0].previous
    for link in links:
        row = AuditEvent.objects.values_list(*Event._fields).get(pk=link.event_id)
        digest = link_digest(previous, link.sequence, Event._make(row))
        tamper("UPDATE audit_auditlink SET previous = %s, digest = %s WHERE sequence = %s",
               [previous, digest, link.sequence])  # fmt: skip
        previous = digest


def test_a_chain_that_was_made_anew_does_not_fit_its_anchor(chain: list[int]) -> None:
    rewrite(chain, 5)
    assert broken() == ("anchor_misfit", 10, chain[9])


def test_an_anchor_cannot_be_made_without_the_key(chain: list[int]) -> None:
    rewrite(chain, 5)
    digest = AuditLink.objects.get(sequence=10).digest
    tamper("UPDATE audit_auditanchor SET digest = %s", [digest])
    found = verify().broken
    assert found
    assert (found.code, found.day) == ("anchor_forged", DAY)


def test_a_key_that_is_not_ours_signs_nothing(chain: list[int], settings: Any) -> None:
    settings.AUDIT_ANCHOR_KEYS = "a1:" + "A" * 43 + "="
    assert broken()[0] == "anchor_forged"
    settings.AUDIT_ANCHOR_KEYS = "a2:" + "A" * 43 + "=," + django_settings.AUDIT_ANCHOR_KEYS


def test_a_new_key_signs_and_the_old_ones_still_hold(chain: list[int], settings: Any) -> None:
    settings.AUDIT_ANCHOR_KEYS = "a2:" + "A" * 43 + "=," + settings.AUDIT_ANCHOR_KEYS
    made = anchor(on=DAY + timedelta(days=1))
    assert made
    assert made.key_name == "a2"
    assert verify().broken is None


def test_a_chain_cut_short_does_not_reach_its_anchor(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditlink WHERE sequence > 8")
    tamper("DELETE FROM audit_auditevent WHERE id > %s", [chain[7]])
    assert broken() == ("anchor_misfit", 10, None)


def test_without_its_anchors_a_chain_cut_short_is_betrayed_by_the_file(chain: list[int]) -> None:
    tamper("DELETE FROM audit_auditlink WHERE sequence > 8")
    tamper("DELETE FROM audit_auditevent WHERE id > %s", [chain[7]])
    tamper("DELETE FROM audit_auditanchor")
    found = verify().broken
    assert found
    assert (found.code, found.day) == ("file_misfit", DAY)


def test_the_unsealed_tail_is_told(chain: list[int], officer: User) -> None:
    write(officer, 2)
    found = verify()
    assert (found.broken, found.unsealed) == (None, 2)
    assert found.oldest_unsealed == acts("test.act")[-2].at


def test_verifying_since_a_day_begins_at_its_anchor(chain: list[int], officer: User) -> None:
    write(officer, 5)
    seal()
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", [chain[2]])
    assert broken()[1] == 3
    found = verify(since=DAY)
    assert (found.broken, found.first, found.checked) == (None, 11, 5)
    assert verify(since=DAY - timedelta(days=1)).first == 1, "no anchor by then"
    rewrite([one.pk for one in acts("test.act")], 9)
    found = verify(since=DAY)
    assert found.broken
    assert (found.broken.code, found.broken.sequence) == ("anchor_misfit", 10)


# --- anchors ---------------------------------------------------------------------------------------------------------
def test_a_day_has_one_anchor_and_the_file_one_line_of_it(chain: list[int], officer: User, settings: Any) -> None:
    write(officer, 1)
    seal()
    again = anchor(on=DAY)
    assert again
    assert again.sequence == 10
    next_one = anchor(on=DAY + timedelta(days=1))
    assert next_one
    assert next_one.sequence == 11
    lines = [json.loads(line) for line in settings.AUDIT_ANCHOR_FILE.read_text().splitlines()]
    assert [(one["day"], one["sequence"]) for one in lines] == [("2026-03-01", 10), ("2026-03-02", 11)]
    assert settings.AUDIT_ANCHOR_FILE.stat().st_mode & 0o777 == 0o600
    found = verify()
    assert (found.anchors, found.anchors_in_file) == (2, 2)


def test_a_line_that_the_file_lacks_is_written_later(chain: list[int], settings: Any) -> None:
    settings.AUDIT_ANCHOR_FILE.unlink()
    assert verify().anchors_in_file == 0
    anchor(on=DAY)
    assert verify().anchors_in_file == 1


def test_a_file_that_cannot_be_read_is_named(chain: list[int], settings: Any) -> None:
    with settings.AUDIT_ANCHOR_FILE.open("a") as file:
        file.write("x\n")
    assert broken() == ("file_unreadable", 2, None)


def test_an_empty_trail_has_no_anchor(officer: User) -> None:
    assert (seal(), anchor(on=DAY)) == (0, None)
    assert verify().broken is None


# --- the guards of the database --------------------------------------------------------------------------------------
TABLES = {AuditEvent: "act = 'x'", AuditLink: "digest = 'x'", AuditAnchor: "mac = 'x'"}


@pytest.mark.parametrize("model", TABLES)
@pytest.mark.parametrize("way", ["update", "delete", "replace"])
def test_the_database_changes_no_line(chain: list[int], model: Any, way: str) -> None:
    table = model._meta.db_table
    statements = {
        "update": f"UPDATE {table} SET {TABLES[model]}",
        "delete": f"DELETE FROM {table}",
        "replace": f"TRUNCATE {table}" if connection.vendor == "postgresql"
        else f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}",
    }  # fmt: skip
    before = list(model.objects.order_by("pk").values_list())
    with (
        pytest.raises(DatabaseError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statements[way])
    assert list(model.objects.order_by("pk").values_list()) == before
    tamper(statements[way])  # the trigger was what refused it


@pytest.mark.postgresql
def test_the_restricted_role_reads_and_adds_and_no_more(chain: list[int], officer: User) -> None:
    with connection.cursor() as cursor:
        cursor.execute("CREATE ROLE registry_app_test")
        with pytest.raises(CommandError, match="超级用户"):
            call_command("restrict_database_role", "postgres")
        with pytest.raises(CommandError, match="没有名为"):
            call_command("restrict_database_role", "nobody_at_all")
        cursor.execute("GRANT ALL ON ALL TABLES IN SCHEMA public TO registry_app_test")
        call_command("restrict_database_role", "registry_app_test", stdout=StringIO())
        cursor.execute("SET session_replication_role = replica")  # without the triggers: the rights alone
        cursor.execute("SET ROLE registry_app_test")
        write(officer, 1)
        assert seal() == 1
        assert anchor(on=DAY + timedelta(days=1))
        assert verify().broken is None
        cursor.execute("UPDATE teachers_teacher SET name = name")
        for table in (model._meta.db_table for model in TABLES):
            for act in (f"UPDATE {table} SET {TABLES[_model(table)]}", f"DELETE FROM {table}", f"TRUNCATE {table}",
                        f"ALTER TABLE {table} DISABLE TRIGGER ALL", f"DROP TABLE {table}"):  # fmt: skip
                with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
                    cursor.execute(act)
        cursor.execute("RESET ROLE")
        cursor.execute("SET session_replication_role = origin")


def _model(table: str) -> Any:
    return next(model for model in TABLES if model._meta.db_table == table)


# --- chores and commands ---------------------------------------------------------------------------------------------
def test_the_chores_seal_anchor_and_verify(officer: User) -> None:
    keys = write(officer)
    assert seal_trail() == 10
    assert AuditAnchor.objects.get().sequence == 10
    verify_trail()
    assert acts("audit.verified")[0].detail["checked"] == 10
    tamper("UPDATE audit_auditevent SET act = 'x' WHERE id = %s", [keys[3]])
    with pytest.raises(ChainBroken, match="第 4 环"):
        verify_trail()
    assert acts("audit.broken")[0].detail["sequence"] == 4


def test_the_commands(officer: User) -> None:
    keys, out = write(officer), StringIO()
    call_command("seal_audit", stdout=out)
    call_command("verify_audit", stdout=out)
    assert "新链接 10 条" in out.getvalue()
    assert "已核验第 1 环起的 10 环" in out.getvalue()
    assert "审计链完好" in out.getvalue()
    tamper("DELETE FROM audit_auditevent WHERE id = %s", [keys[3]])
    out = StringIO()
    with pytest.raises(CommandError, match="第 4 环"):
        call_command("verify_audit", json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert (said["ok"], said["unsealed"]) == (False, 1)
    assert said["broken"]["code"] == "event_missing"
    assert (said["broken"]["sequence"], said["broken"]["event"]) == (4, keys[3])
    with pytest.raises(CommandError, match="不是日期"):
        call_command("verify_audit", since="x")


def test_verifying_takes_the_same_queries_for_each_piece(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verification, "PIECE", 5)
    write(officer, 20)
    seal()
    with CaptureQueriesContext(connection) as caught:
        verify()
    assert len(caught) <= 3 + 5 * 3, "links, lines, and the link after; never one of a line"


def test_the_form_is_told_from_another(chain: list[int]) -> None:
    assert canonical.FORM == 1
    tamper("UPDATE audit_auditlink SET form = 2 WHERE sequence = 2")
    assert broken() == ("link_altered", 2, chain[1])
