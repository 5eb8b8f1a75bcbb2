"""Two hundred certificates numbered at the same moment: consecutive, once each, by threads or by processes."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from honors.actions.certificates import next_number
from honors.models import NumberSequence
from honors.rules.numbers import certificate_number

COUNT = 200
WANTED = [certificate_number(30, 2026, "321281", place) for place in range(1, COUNT + 1)]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_two_hundred_threads_get_two_hundred_numbers() -> None:
    """All begin together; at most so many as the server has connections for stand at its door."""
    gate, door, numbers = threading.Barrier(COUNT), threading.Semaphore(40), list[str]()

    def take() -> None:
        gate.wait()
        with door:
            try:
                with transaction.atomic():
                    numbers.append(next_number(30, 2026, "321281"))
            finally:
                connection.close()

    threads = [threading.Thread(target=take) for _ in range(COUNT)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == WANTED
    assert NumberSequence.objects.get().last == COUNT


WORKER = """
import sys, django
django.setup()
from django.db import transaction
from honors.actions.certificates import next_number
print("ready", flush=True)
sys.stdin.readline()
for _ in range(int(sys.argv[1])):
    with transaction.atomic():
        number = next_number(30, 2026, "321281")
    print(number)
"""


def test_processes_on_one_file_get_two_hundred_numbers(tmp_path: Path) -> None:
    """SQLite lets one writer in at a time; the others wait for it and none fails."""
    place = {"VAR_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'race.sqlite3'}"}
    environment = os.environ | place | {"DJANGO_SETTINGS_MODULE": "config.settings"}
    root, processes = settings.BASE_DIR, 5
    subprocess.run([sys.executable, "manage.py", "migrate", "honors", "-v0"], cwd=root, env=environment, check=True)
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", WORKER, str(COUNT // processes)],
            cwd=root, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for _ in range(processes)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdout
        assert worker.stdout.readline() == "ready\n"
    for worker in workers:
        assert worker.stdin
        worker.stdin.write("go\n")
        worker.stdin.flush()
    given = [worker.communicate(timeout=60)[0].split() for worker in workers]
    assert [worker.returncode for worker in workers] == [0] * processes
    assert sorted(number for numbers in given for number in numbers) == WANTED
    assert all(len(numbers) == COUNT // processes for numbers in given)
