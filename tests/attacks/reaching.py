"""Attacks that reach over the fence: keys of a neighbour wherever a key can be put."""

from __future__ import annotations

import itertools
import random
from typing import Any

from django.db import transaction
from django.urls import reverse
from house_records import REACH

from attacks.forms import forms_of, parameters, walk
from attacks.ground import ATTACKERS, Ground, house
from honors.models import HonorRound
from kernel.accounts.doors import PUBLIC

MOST = 24  # combinations tried at one address
SEED = 20250910
EXPORTS = ("round_export", "round_archive_file", "lookahead_export", "import_refused", "import_template", "print_file")
FILES = (
    "job", "job_pause", "job_resume", "import_run", "import_refused", "correction_file", "objection_file", "entry_scan",
    "list_receipt", "print_file", "certificate_file", "certificate_copy",
)  # fmt: skip


def keys_in_addresses(ground: Ground) -> None:
    """Every parameter of every address filled with keys of the neighbour, alone and mixed."""
    pool, chance = ground.pool(), random.Random(SEED)
    for number, address in enumerate(house()):
        kinds = [type(one).__name__ for one in address.pattern.converters.values()]
        if not kinds or getattr(address.callback, "door", None) == PUBLIC:
            continue
        every = list(itertools.product(*(pool[kind] for kind in kinds)))
        chosen = every if len(every) <= MOST else chance.sample(every, MOST)
        right = REACH[str(address.name)].parts
        for place, parts in enumerate([*([tuple(right(ground.scene))] if right else []), *chosen]):
            who = ATTACKERS[(number + place) % 3]  # people with a role; the permission table asks the others
            for method in ("GET", "POST"):
                ground.probe("keys in addresses", who, method, reverse(str(address.name), args=parts))


def keys_in_forms(ground: Ground) -> None:
    """Every field of every form that an attacker is shown, in a finished round and in one that is being checked."""
    for state in ("", "checking"):
        with transaction.atomic():
            if state:
                HonorRound.objects.filter(pk=ground.scene["entry"].round_id).update(state=state)
            for who in ATTACKERS[:2]:
                for form in forms_of(ground, who):
                    _into(ground, who, form)
            transaction.set_rollback(True)
            ground._before = None


def _into(ground: Ground, who: str, form: Any) -> None:
    before = ground._before
    ground._before = None
    for name in form.fields:
        for word in ground.words()[:6]:
            ground.probe("keys in forms", who, form.method.upper(), form.action, {**form.fields, name: word})
    ground._before = before


def keys_in_queries(ground: Ground) -> None:
    """Every name that a view reads, on every page that an attacker is shown."""
    names = sorted(parameters())
    words = ground.words()
    for who in ATTACKERS[:3]:
        for url, _forms in walk(ground, who):
            # one name a call for the first, all names in one call for the others
            queries = [f"{name}={words[place % len(words)]}" for place, name in enumerate(names)]
            if who != ATTACKERS[0]:
                queries = ["&".join(f"{name}={word}" for name in names) for word in words]
            for query in queries:
                ground.probe("keys in queries", who, "GET", f"{url}{'&' if '?' in url else '?'}{query}")


def exports(ground: Ground) -> None:
    """Workbooks and files that a neighbour may ask for hold nothing of the school, whatever unit is named."""
    for who, name in itertools.product(ATTACKERS, EXPORTS):
        parts = REACH[name].parts if name in REACH else None
        url = reverse(name, args=parts(ground.scene) if parts else [])
        for extra in (
            "",
            f"?unit={ground.scene['unit'].pk}",
            f"?school={ground.scene['unit'].pk}",
            "?all=1&scope=city",
        ):
            ground.probe("exports", who, "GET", url + extra)


def files_and_jobs(ground: Ground) -> None:
    """The addresses of files and jobs, right to the last sign: nobody else opens them."""
    for who, name in itertools.product((*ATTACKERS, "honors", "approver"), FILES):
        parts = REACH[name].parts
        assert parts is not None
        if who in {"honors", "approver"} and name not in {
            "job",
            "job_pause",
            "job_resume",
            "import_run",
            "import_refused",
        }:
            continue
        shot = ground.probe("files and jobs", who, "GET", reverse(name, args=parts(ground.scene)))
        if shot.status == 200:
            ground.tally.note("files and jobs", f"{who} {name}", "is handed out")


def partials(ground: Ground) -> None:
    """The headers of HTMX open no door: the same answer as without them."""
    headers = {"HX-Request": "true", "HX-Target": "main", "HX-Boosted": "true", "HX-Current-URL": "http://testserver/"}
    for number, address in enumerate(house()):
        reach = REACH.get(str(address.name))
        if getattr(address.callback, "door", None) == PUBLIC:
            continue
        url = reverse(str(address.name), args=reach.parts(ground.scene) if reach and reach.parts else [])
        for who in ("", ATTACKERS[number % 4]):
            plain = ground.fire(who, "GET", url)
            shot = ground.probe("partials", who, "GET", url, headers=headers)
            status = 302 if "HX-Redirect" in shot.headers else shot.status  # how a part of a page is led away
            if status != plain.status:
                ground.tally.note("partials", f"{who} {url}", f"{plain.status} became {shot.status}")
