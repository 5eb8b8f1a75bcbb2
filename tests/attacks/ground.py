"""The ground of the attack run: whose secrets are at stake, who attacks, one shot and its judgement, the tally."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.db import connection, models, transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from house_records import Scene
from house_urls import ROOTS, addresses, in_share
from pypdf import PdfReader
from world import PASSWORD, SCHOOL, SISTER

from kernel.accounts.actions import add_user, grant_role
from kernel.audit.models import AuditEvent, RefusalTally
from kernel.exports.models import ExportSequence
from kernel.files.models import StoredFile
from kernel.imports.tasks import judge
from kernel.jobs.models import Job
from kernel.orgs.scoping import ScopedManager

ATTACKERS = ("far_school", "far_district", "sister", "nobody", "")
_WRITE = re.compile(r'^\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
# What a page writes because somebody looked at it: the trail, the session, the bookkeeping of locks.
# What every look may write: the trail, the own session, and the own export, which is numbered when a list is taken out.
BESIDE = {
    "audit_auditevent", "audit_refusaltally", "django_session", "usersessions_usersession",
    "exports_export", "exports_exportsequence",
}  # fmt: skip


@dataclass
class Tally:
    """Probes by kind, and what got through."""

    probes: Counter[str] = field(default_factory=Counter)
    leaks: list[str] = field(default_factory=list)

    def note(self, kind: str, what: str, leak: str = "") -> None:
        self.probes[kind] += 1
        if leak:
            self.leaks.append(f"{kind}: {what}: {leak}"[:400])


@dataclass
class Shot:
    """One answer: its status, headers and readable text, and the tables that were written."""

    status: int
    headers: Any
    text: str
    wrote: set[str]
    changed: bool = False


@dataclass
class Ground:
    """Everything that belongs to 海陵区实验小学 is what must not get out."""

    scene: Scene
    sign_in: Callable[[str], Client]
    tally: Tally = field(default_factory=Tally)
    turns: Iterator[int] = field(default_factory=itertools.count)
    _cookies: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        world = self.scene.world
        world.users["sister"] = add_user(
            username="sister", full_name="邻校干部", password=PASSWORD, by=world.command_line, is_initial=False
        )
        grant_role(
            user=world["sister"], role="school_hr", org=world.units[SISTER], on=date(2020, 1, 1), by=world.command_line
        )
        people = [one for one in world.people.values() if one.school.name == SCHOOL]
        self.secrets = {
            *(one.name for one in people), *(one.teacher_no for one in people), *(one.id_number for one in people),
            self.scene["certificate"].number, "李常青", "户口簿为准", "新人",
        }  # fmt: skip
        self._before: dict[str, list[Any]] | None = None

    # --- shooting -----------------------------------------------------------------------------------------------------
    def browser(self, who: str) -> Client:
        """A fresh browser with the session of one of the cast."""
        client = self.sign_in("")
        if who:
            client.cookies.load(self.session(who))
        return client

    def session(self, who: str) -> dict[str, str]:
        """The cookies of one of the cast."""
        if who not in self._cookies:
            self._cookies[who] = {key: one.value for key, one in self.sign_in(who).cookies.items()}
        return self._cookies[who]

    @contextmanager
    def listening(self, method: str) -> Iterator[set[str]]:
        """A block that notes which tables are written, those aside that are written at every look."""
        wrote = set[str]()
        beside = BESIDE | {"files_storedfile"} if method != "POST" else BESIDE  # the list that is taken out

        def spy(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            if (found := _WRITE.match(sql)) and found[1] not in beside:
                wrote.add(found[1])
            return execute(sql, params, many, context)

        with connection.execute_wrapper(spy):
            yield wrote

    def fire(self, who: str, method: str, url: str, data: Any = None, *, client: Any = None, **extra: Any) -> Shot:
        """One call that leaves nothing behind; an error of ours is status 500."""
        client = client or self.browser(who)
        client.raise_request_exception = False
        self.before()
        with transaction.atomic(), self.listening(method) as wrote:
            send = client.generic if data is None else getattr(client, method.lower())
            answer = send(method, url, **extra) if data is None else send(url, data, **extra)
            body = readable(answer)
            changed = bool(wrote) and self.victims() != self.before()
            transaction.set_rollback(True)
        return Shot(answer.status_code, answer.headers, body, wrote, changed)

    def probe(self, kind: str, who: str, method: str, url: str, data: Any = None, **extra: Any) -> Shot:
        """One attack by somebody who has no right to anything of the school: counted and judged."""
        shot = self.fire(who, method, url, data, **extra)
        sent = unquote(f"{url} {data}")
        seen = {one for one in self.secrets if one in shot.text and one not in sent}
        leak = f"shows {sorted(seen)}" if seen else "changes a row" if shot.changed else ""
        if shot.status >= 500:
            leak = "an error of ours"
        self.tally.note(kind, f"{who} {method} {url} {data or ''} {extra or ''}", leak)
        return shot

    # --- what must stay as it is --------------------------------------------------------------------------------------
    def before(self) -> dict[str, list[Any]]:
        """The rows at stake as they were when the attack began."""
        if self._before is None:
            self._before = self.victims()
        return self._before

    def victims(self) -> dict[str, list[Any]]:
        """Every row of the school and its teacher, and every row that has no unit: accounts, grants, rounds, rules."""
        world = self.scene.world
        found = {}
        for model in our_models():
            manager: Any = model._default_manager
            if isinstance(manager, ScopedManager):
                rows = manager.visible_to(world.user("school")).order_by("pk").values_list()
                found[model._meta.label] = [
                    *rows,
                    *manager.visible_to(world.user("teacher")).order_by("pk").values_list(),
                ]
            elif model not in (AuditEvent, RefusalTally, ExportSequence, StoredFile):  # own exports are numbered
                rows = manager.order_by("pk")
                found[model._meta.label] = list(rows.values_list(*_lasting(model)))
        return found

    def judge_now(self, run: Any) -> None:
        """Have an uploaded workbook judged, as the worker would."""
        job = Job.objects.for_system("test").filter(subject_id=str(run.pk)).latest("asked_at")
        judge(str(job.pk))

    # --- places -------------------------------------------------------------------------------------------------------
    def pool(self) -> dict[str, list[Any]]:
        """Keys of the school's records by the kind of parameter; secrets that only their holder has are not among
        them."""
        scene, teacher = self.scene, self.scene["entry"].teacher
        one = scene["entry"].round
        keys = ("entry", "note", "objection", "unit", "change", "printed", "link", "asked", "wish")
        return {
            "IntConverter": [*(scene[key].pk for key in keys), teacher.pk, 0, 30],
            "UUIDConverter": [scene["run"].pk, scene["job"].pk, scene["picture"].pk, scene["wish"].files.get().pk],
            "CodeConverter": [scene["no"], scene["certificate"].number],
            "StringConverter": ["x", str(teacher.pk)],
            "DayConverter": [one.as_of],
            "SlugConverter": ["roster", "merge", "close", "suspend", "revoke", "correct", "reissue"],
        }

    def words(self) -> list[str]:
        """The same as texts for a parameter of a form or an address."""
        teacher = self.scene["entry"].teacher
        found = [
            self.scene["unit"].pk, self.scene["entry"].pk, self.scene["wish"].pk, teacher.pk, teacher.teacher_no,
            self.scene["certificate"].number, self.scene["run"].pk, self.scene.place, teacher.user_id,
        ]  # fmt: skip
        return [str(one) for one in found]


def _lasting(model: type[models.Model]) -> list[str]:
    """Columns that an attack must not change; when somebody last signed in is none."""
    return [one.attname for one in model._meta.concrete_fields if one.name not in {"last_login"}]


def our_models() -> list[type[models.Model]]:
    """Concrete models of the house."""
    ours = [config for config in apps.get_app_configs() if config.name.split(".")[0] in ROOTS]
    return [model for config in ours for model in config.get_models()]


def every_address() -> list[URLPattern]:
    """All addresses."""
    return list(addresses(get_resolver().url_patterns))


def house() -> list[URLPattern]:
    """The addresses that this run looks at."""
    return [one for one in every_address() if in_share(str(one.name))]


def readable(answer: Any) -> str:
    """What stands in an answer: a page as it is, a workbook and a PDF opened, and where it leads."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = unquote(answer.headers.get("Location", ""))
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            return text + "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())
    if body[:5] == b"%PDF-" and len(body) > 200:
        return text + "".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return text + str(body.decode("utf-8", "replace"))


def is_ours(place: str) -> bool:
    """Whether a browser that is sent to a place stays in this house: it drops control characters and takes a backslash
    for a slash."""
    plain = re.sub(r"[\x00-\x20]", "", place).replace("\\", "/")
    parts = urlsplit(plain)
    if not plain.strip("/"):
        return True  # no browser finds a host in it
    return not plain.startswith("//") and parts.scheme in {"", "http", "https"} and parts.netloc in {"", "testserver"}
