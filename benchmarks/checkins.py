"""Two thousand people check in within a minute through the real web server: the rate, the slowest, none lost or doubled.

One session of a hall, everybody signed in on a phone of their own, the code of the screen typed by all. Each phone asks
for the page, sends the code, and one in twenty taps twice. The clients run beside the server on the same machine.
"""

from __future__ import annotations

import http.client
import logging
import math
import os
import re
import socket
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from benchmarks.people import roster, workbook
from benchmarks.registry import make_register
from benchmarks.timing import Row
from config.management.commands.quickstart import programs
from kernel.accounts.models import User
from kernel.imports.actions import import_now
from kernel.orgs.queries import city
from teachers.models import Teacher
from training.actions import programmes, sessions
from training.actions.enrolments import enrol
from training.models import CheckIn, Session
from training.queries.room import key_of
from training.rules.check_codes import code_of, window_at

PEOPLE, PER_SCHOOL, PHONES, TWICE = 2_000, 250, 32, 20
GOAL = 60.0  # seconds
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


def measure() -> list[Row]:
    """Set the hall up, send everybody in, and count."""
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    logging.disable(logging.WARNING)
    people, services, schools = roster(PEOPLE, PER_SCHOOL)
    by = make_register(schools)
    import_now(data=workbook(people, services), filename="roster.xlsx", kind="roster", options={}, by=by)
    at, keys = _hall(by)
    port = _free_port()
    server = subprocess.Popen(programs(port)["web"], env={**os.environ, "ALLOWED_HOSTS": "127.0.0.1"})
    try:
        _await(port)
        spent, times, statuses = _all_check_in(port, at, keys)
    finally:
        server.terminate()
        server.wait(timeout=15)
    return _rows(at, spent, times, statuses)


def _hall(by: User) -> tuple[Session, list[str]]:
    """A session that runs with everybody enrolled, and the cookie of each."""
    now = timezone.now()
    one = programmes.add_programme(
        org=city(), year=now.year, title="基准", level="city", mode="face", hours=Decimal(2), ethics_share=20,
        target="全体教师", places=PEOPLE, approval="none", needs_second_check=False, by=by,
    )  # fmt: skip
    at = sessions.add_session(
        programme=one, trainers=[("甲", "乙")], starts_at=now + timedelta(minutes=20),
        ends_at=now + timedelta(minutes=140), hours=Decimal(2), capacity=PEOPLE, title="大会场", place="体育馆", by=by,
    )  # fmt: skip
    programmes.publish(one=one, by=by)
    keys = []
    for place, teacher in enumerate(Teacher.objects.for_system("a benchmark").select_related("school").order_by("pk")):
        user = User(username=f"phone{place}", full_name=teacher.name)
        user.set_unusable_password()
        user.save()
        Teacher.objects.for_system("a benchmark").filter(pk=teacher.pk).update(user=user)
        enrol(session=at, teacher=teacher, by=user)
        keys.append(_signed_in(user))
    sessions.open_session(one=at, by=by)
    connection.close()
    return at, keys


def _signed_in(user: User) -> str:
    """The key of a session of this person, as signing in leaves it."""
    client = Client()
    client.force_login(user)
    return str(client.session.session_key)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _await(port: int, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
            line.request("GET", "/accounts/login/")
            if line.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError("the web server does not answer")


def _all_check_in(port: int, at: Session, keys: Sequence[str]) -> tuple[float, list[float], Counter[int]]:
    """So many phones at once, each person after the other: seconds in all, seconds of each sending, answers."""
    todo: Queue[tuple[int, str]] = Queue()
    for place, key in enumerate(keys):
        todo.put((place, key))
    times, statuses, lock = list[float](), Counter[int](), threading.Lock()

    def phones() -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            try:
                place, key = todo.get_nowait()
            except Empty:
                return
            for status, spent in _one(line, at, key, twice=place % TWICE == 0):
                with lock:
                    statuses[status] += 1
                    times.append(spent)

    threads = [threading.Thread(target=phones) for _ in range(PHONES)]
    begin = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return time.monotonic() - begin, times, statuses


def _one(line: http.client.HTTPConnection, at: Session, key: str, *, twice: bool) -> Iterator[tuple[int, float]]:
    """One person: the page, then the code of this moment (once or, with a nervous thumb, twice)."""
    address = f"/training/check-in/{at.pk}/"
    cookie = f"{settings.SESSION_COOKIE_NAME}={key}"
    line.request("GET", address, headers={"Cookie": cookie})
    answer = line.getresponse()
    body, set_cookie = answer.read(), answer.getheader("Set-Cookie", "")
    token = TOKEN.search(body)
    if token is None:
        raise RuntimeError(f"no form: {answer.status} {answer.getheader('Location')}")
    csrf = re.search(r"csrftoken=([^;]+)", set_cookie)
    cookie += f"; csrftoken={csrf.group(1)}" if csrf else ""
    for _tap in range(2 if twice else 1):
        code = code_of(key_of(at), str(at.uid), "first", window_at(timezone.now(), 15))
        form = urlencode({"csrfmiddlewaretoken": token.group(1).decode(), "code": code[:6]})
        begin = time.monotonic()
        line.request("POST", address, body=form, headers={
            "Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded",
            "Referer": f"http://127.0.0.1{address}",
        })  # fmt: skip
        sent = line.getresponse()
        sent.read()
        yield sent.status, time.monotonic() - begin


def _rows(at: Session, spent: float, times: list[float], statuses: Counter[int]) -> list[Row]:
    found: Any = CheckIn.objects.for_system("a benchmark").filter(enrolment__session=at)
    there, people = found.count(), found.values("enrolment").distinct().count()
    p95 = sorted(times)[math.ceil(0.95 * len(times)) - 1]
    vendor = connection.vendor
    return [
        Row(
            f"{PEOPLE:,} check-ins through the web server ({vendor})", f"{spent:.1f} s, {PEOPLE / spent:.0f} a second", "",
            None, f"≤ {GOAL:g} s", spent <= GOAL,
        ),
        Row("… 95 of 100 answers within", f"{1000 * p95:.0f} ms", "", None, "≤ 2,000 ms", p95 <= 2),
        Row(
            "… lost, doubled, refused", f"{PEOPLE - people}, {there - people}, {len(times) - statuses[302]}", "", None,
            "0, 0, 0", people == there == PEOPLE and statuses[302] == len(times),
        ),
    ]  # fmt: skip
