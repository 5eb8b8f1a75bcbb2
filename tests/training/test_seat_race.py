"""Two hundred people want the last seat at the same moment: exactly one has it, the others wait, on either database."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from training_world import published
from world import World, build, person

from kernel.accounts.models import User
from teachers.models import Teacher
from training.actions.enrolments import enrol
from training.models import Enrolment, SeatQuota, Session

COUNT = 200


def _ground() -> tuple[World, Session]:
    world = build()
    world.enrol(*(person(f"教师{place}", date(1980, 1, 1) + timedelta(days=place)) for place in range(COUNT)))
    _one, at = published(world, s_capacity=1)
    return world, at


def _outcome(at: Session) -> tuple[Counter[str], int]:
    rows = Enrolment.objects.for_system("test").filter(session=at)
    return Counter(rows.values_list("state", flat=True)), SeatQuota.objects.get(session=at).taken


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_hundred_threads_and_one_seat() -> None:
    """All begin together; at most so many as the server has connections for stand at its door."""
    world, at = _ground()
    school = world.users["school"].pk
    people = list(Teacher.objects.for_system("test").order_by("pk"))
    gate, door, faults = threading.Barrier(COUNT), threading.Semaphore(40), list[BaseException]()

    def claim(teacher: Teacher) -> None:
        gate.wait()
        with door:
            try:
                enrol(session=at, teacher=teacher, by=User.objects.get(pk=school))
            except BaseException as error:
                faults.append(error)
            finally:
                connection.close()

    threads = [threading.Thread(target=claim, args=[one]) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert _outcome(at) == (Counter(seated=1, waiting=COUNT - 1), 1)


CLAIMS = """
import sys, threading, django
django.setup()
from django.db import connection
from kernel.accounts.models import User
from teachers.models import Teacher
from training.actions.enrolments import enrol
from training.models import Session
at, school = Session.objects.get(pk=int(sys.argv[1])), User.objects.get(pk=int(sys.argv[2]))
people = list(Teacher.objects.for_system("test").order_by("pk"))
connection.close()
gate = threading.Barrier(len(people))

def claim(teacher):
    gate.wait()
    try:
        enrol(session=at, teacher=teacher, by=User.objects.get(pk=school.pk))
    except BaseException as error:
        print(repr(error))
    finally:
        connection.close()

threads = [threading.Thread(target=claim, args=[one]) for one in people]
for thread in threads: thread.start()
for thread in threads: thread.join()
from training.models import Enrolment, SeatQuota
rows = Enrolment.objects.for_system("test").filter(session=at)
quota = SeatQuota.objects.get(session=at)
print(rows.filter(state="seated").count(), rows.filter(state="waiting").count(), quota.taken)
"""


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite: a database in a file, as a school would run it")
@pytest.mark.django_db(transaction=True)
def test_two_hundred_threads_and_one_seat_in_a_file(tmp_path: Path) -> None:
    """The database of this test, written to a file, and two hundred threads of another process on it."""
    world, at = _ground()
    copy = tmp_path / "registry.sqlite3"
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(copy)])
    place = {"DATABASE_URL": f"sqlite:///{copy}", "DJANGO_SETTINGS_MODULE": "config.settings", "VAR_DIR": str(tmp_path)}
    keys = {key: getattr(settings, key) for key in settings.SECRETS}
    done = subprocess.run(
        [sys.executable, "-c", CLAIMS, str(at.pk), str(world.users["school"].pk)], env={**os.environ, **keys, **place},
        cwd=settings.BASE_DIR, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert (done.stdout.split(), done.stderr) == (["1", str(COUNT - 1), "1"], "")
