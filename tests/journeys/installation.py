"""A real installation for the journeys: its own folder and database, the web server and the worker beside the tests."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
import redis
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import StorageState

from config.demo.accounts import DemoAccounts
from config.management.commands.quickstart import programs

ROOT = Path(__file__).resolve().parents[2]


def wait_for(condition: Callable[[], object], what: str, seconds: float = 40, every: float = 0.05) -> None:
    """Ask again until it holds; AssertionError when it does not in time."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"{what}: not within {seconds:.0f} s"
        time.sleep(every)


class Installation:
    """The demonstration city in ``var``, at a port of its own; the programs that run are known by name."""

    def __init__(self, var: Path, database_url: str = "") -> None:
        self.var, self.port = var, _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.running: dict[str, subprocess.Popen[bytes]] = {}
        self.sessions: dict[str, StorageState] = {}  # cookies of who has signed in
        self.used: dict[str, int] = {}  # the last step of the clock whose code an account has used
        place = {
            "VAR_DIR": str(var),
            "PUBLIC_URL": self.url,
            "ALLOWED_HOSTS": "127.0.0.1,localhost",
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "CELERY_QUEUE": f"journey-{self.port}",  # journeys beside this one use the same broker
        }
        self.environment = {key: value for key, value in os.environ.items() if key != "MEDIA_ROOT"} | place
        if database_url:
            self.environment["DATABASE_URL"] = database_url
        if cache := os.environ.get("CACHE_URL", ""):
            self.environment["CACHE_URL"] = f"{cache}{'&' if '?' in cache else '?'}key_prefix={var.name}-{self.port}"

    @property
    def log(self) -> Path:
        """What the programs print."""
        return self.var / "programs.log"

    @property
    def password(self) -> str:
        """The password of the demonstration's accounts."""
        return self.accounts.password

    @property
    def accounts(self) -> DemoAccounts:
        """What one needs to sign in."""
        return DemoAccounts.read(self.var / "demo" / "accounts.txt")

    def code(self, name: str) -> str:
        """Six digits that this account has not used yet: of now, of the step to come, or those after a little wait."""
        used = self.used.setdefault(name, -1)
        step = max(int(time.time()) // 30, used + 1)
        while step > int(time.time()) // 30 + 1:
            time.sleep(0.2)
        self.used[name] = step
        return format_hotp_value(hotp_value(self.accounts.secrets[name], step))

    @property
    def workbook(self) -> Path:
        """The workbook with the usual faults."""
        return self.var / "demo" / "待导入名册.xlsx"

    def run(self, *words: str) -> str:
        """A command in its own process; what it prints."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, f"{words[0]}: {done.stdout[-1000:]}{done.stderr[-3000:]}"
        return done.stdout

    def manage(self, *words: str) -> Any:
        """A command in its own process; the JSON object that it prints."""
        return json.loads(self.run(*words, "--json"))

    def run_python(self, code: str) -> None:
        """A few lines at the installation's database, as its operator would write them."""
        command = [sys.executable, "manage.py", "shell", "-v", "0", "-c", code]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr[-3000:]

    def serve(self) -> None:
        """Set up what is missing and serve, as a person does it: one command."""
        if "quickstart" not in self.running:
            self.stop()
            self._start("quickstart", [sys.executable, "manage.py", "quickstart", "--port", str(self.port)])
            self._await_web("quickstart")

    def start_web(self) -> None:
        """The web server alone."""
        self._start("web", programs(self.port)["web"])
        self._await_web("web")

    @contextmanager
    def second_web(self, **variables: str) -> Iterator[str]:
        """A further web server beside, with other settings: its address. Browsers know the same sessions there."""
        port = _free_port()
        self._start("second web", programs(port)["web"], **variables)
        try:
            self._await_web("second web", f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            self._end("second web", signal.SIGTERM)

    def start_worker(self, **variables: str) -> None:
        """One worker."""
        self._start("worker", programs(self.port)["worker"], **variables)

    def kill_worker(self) -> None:
        """End the worker as a power cut would."""
        self._end("worker", signal.SIGKILL)

    def dismiss_worker(self) -> None:
        """End the worker after what it has in hand."""
        if "worker" in self.running:
            self._end("worker", signal.SIGTERM)

    def stop(self) -> None:
        """End all programs."""
        for name in list(self.running):
            self._end(name, signal.SIGTERM)

    def empty_queue(self) -> int:
        """Throw the broker's messages away; how many there were."""
        broker, queue = self.environment.get("CELERY_BROKER_URL", ""), self.environment["CELERY_QUEUE"]
        if broker.startswith("redis"):
            with redis.Redis.from_url(broker) as server:
                waiting = int(server.llen(queue))
                server.delete(queue)
            return waiting
        messages = list((self.var / "queue").glob(f"*.{queue}.msg"))
        for message in messages:
            message.unlink()
        return len(messages)

    def _start(self, name: str, command: list[str], **variables: str) -> None:
        with self.log.open("ab") as log:
            self.running[name] = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.environment | variables,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def _end(self, name: str, how: signal.Signals) -> None:
        program = self.running.pop(name)
        program.send_signal(how)
        try:
            with suppress(subprocess.TimeoutExpired):
                program.wait(timeout=20)
        finally:
            with suppress(ProcessLookupError):  # its children too, whatever became of it
                os.killpg(program.pid, signal.SIGKILL)
            program.wait(timeout=20)

    def _await_web(self, name: str, url: str = "") -> None:
        def answers() -> bool:
            ended = self.running[name].poll()
            if ended is not None:
                del self.running[name]
                raise AssertionError(f"{name} ended ({ended}): {self.log.read_text('utf-8')[-3000:]}")
            try:
                with urllib.request.urlopen(f"{url or self.url}/check/", timeout=10) as response:
                    return bool(response.status == 200)
            except OSError:
                return False

        wait_for(answers, f"{name} answers", 300)


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@contextmanager
def own_database() -> Iterator[str]:
    """The address of a database made for the journeys, where the suite runs on PostgreSQL; else nothing."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith(("postgres", "pgsql", "psql")):
        yield ""
        return
    name = "_".join(["registry_journey", *filter(None, [os.environ.get("PYTEST_XDIST_WORKER")])])
    server = urlunsplit(urlsplit(given)._replace(scheme="postgresql"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"drop database if exists {name} with (force)")
        connection.execute(f"create database {name} template template0 encoding 'UTF8'")
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            connection.execute(f"drop database if exists {name} with (force)")
