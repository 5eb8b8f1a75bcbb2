"""Attacks that change what they may not: fields that no form has, methods that no page offers, forged forms."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from django.core.management.color import no_style
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from house_records import REACH

from attacks.forms import Form, forms_of
from attacks.ground import Ground, house, our_models
from kernel.accounts.doors import PUBLIC
from kernel.audit.models import AuditEvent
from kernel.orgs.scoping import ScopedManager

PRIVILEGED = ("school", "district", "city", "honors", "approver", "teacher")
OVERRIDES = {"X-HTTP-Method-Override": "POST", "X-HTTP-Method": "POST", "X-Method-Override": "POST"}
# Tables that a page may write to because it was read: the count of openings of a holder's link.
READ_COUNTS = {"honors_sharelink"}


def assigned(ground: Ground) -> None:
    """Every form sent with fields that it does not have: what is written is the same as without them."""
    world = ground.scene.world
    other = world["far_school"].pk
    people = (
        "user",
        "user_id",
        "approved_by",
        "approved_by_id",
        "made_by",
        "made_by_id",
        "asked_by_id",
        "decided_by_id",
        "by",
        "answered_by_id",
        "uploaded_by_id",
    )
    extra: dict[str, Any] = dict.fromkeys(people, other) | {
        "role": "city_hr",
        "grants": "1",
        "is_superuser": "1",
        "is_staff": "1",
        "is_active": "1",
        "org": world.city.pk,
        "org_id": world.city.pk,
        "school_id": world.units["姜堰区实验小学"].pk,
        "state": "approved",
        "status": "revoked",
        "teacher_id": world.people["王远山"].pk,
        "id": "1",
        "pk": "1",
        "version": "9",
        "history_missing": "0",
        "history_incomplete": "",
        "drawn_at": "2020-01-01",
        "newest": "9",
        "path": "0001",
        "approved_at": "2020-01-01",
        "seal_png": "x",
        "months": "999",
        "username": "root",
        "password": "x",
    }
    for who in PRIVILEGED:
        for form in forms_of(ground, who):
            if form.method != "post" or form.action.startswith("/accounts/"):
                continue
            sent = _filled(form)
            added = {key: value for key, value in extra.items() if key not in form.fields}
            plain, more = _after(ground, who, form, sent), _after(ground, who, form, {**sent, **added})
            leak = (
                ""
                if plain == more
                else f"writes otherwise: {[key for key in plain | more if plain.get(key) != more.get(key)]}"
            )
            ground.tally.note("mass assignment", f"{who} {form.action}", leak)
            ground.tally.probes["fields assigned"] += len(added)


def _filled(form: Form) -> dict[str, str]:
    """The form with something in every empty field, so that it gets as far as it can."""
    days = {"on", "from_on", "last_day", "effective_from", "as_of"}
    return {
        name: value or (str(datetime.date(2026, 9, 10)) if name in days else "1")
        for name, value in form.fields.items()
        if name not in {"hold", "decision"}
    } | {"checked": "1", "agreed": "1", "once": "fixed-once"}


def _after(ground: Ground, who: str, form: Form, sent: dict[str, Any]) -> dict[str, Any]:
    """The answer, and every table that was written, without the trail."""
    client = ground.browser(who)
    client.raise_request_exception = False
    turn = next(ground.turns)
    place = f"10.3.{turn // 250}.{turn % 250}"  # an address each: the brake of public forms counts them
    tables = {model._meta.db_table: model for model in our_models() if model is not AuditEvent}
    if restart := connection.ops.sequence_reset_sql(no_style(), list(tables.values())):
        with connection.cursor() as cursor:  # PostgreSQL does not take back the numbers of rows that were rolled back
            cursor.execute(" ".join(restart))
    with transaction.atomic():
        with ground.listening("POST") as wrote:
            found: dict[str, Any] = {"status": client.post(form.action, sent, REMOTE_ADDR=place).status_code}
        for table in wrote & tables.keys():
            manager: Any = tables[table]._default_manager
            rows = manager.for_system("test") if isinstance(manager, ScopedManager) else manager.all()
            found[table] = sorted(repr(_plain(row)) for row in rows.values_list())
        transaction.set_rollback(True)
    return found


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """A row without what is new each time: moments, keys drawn by chance."""
    return tuple("" if isinstance(one, datetime.datetime | uuid.UUID) else one for one in row if not _token(one))


def _token(one: Any) -> bool:
    return isinstance(one, str) and len(one) >= 20 and one.isascii() and " " not in one


def overridden(ground: Ground) -> None:
    """What asks by GET changes nothing, whoever asks and whatever it claims to be; no other method does anything."""
    for address in house():
        if address.name in {"account_logout", "account_login"}:
            continue
        reach = REACH.get(str(address.name))
        url = reverse(str(address.name), args=reach.parts(ground.scene) if reach and reach.parts else [])
        calls: list[tuple[str, str, dict[str, Any]]] = [("GET", url, {})]
        calls += [("GET", url, {"headers": OVERRIDES})]
        calls += [("GET", f"{url}?_method=POST&method=post&checked=1&decision=agree&note=1&reason=1&answer=1", {})]
        calls += [(method, url, {}) for method in ("HEAD", "OPTIONS", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")]
        for place, (method, where, more) in enumerate(calls):
            if place > 2 and (place + len(url)) % 2:  # of the other methods every second, another half at the next one
                continue
            who = PRIVILEGED[(place + len(url)) % len(PRIVILEGED)] if place > 2 else _entitled(address, ground)
            shot = ground.fire(who, method, where, **more)
            wrote = shot.wrote - READ_COUNTS
            leak = f"writes {wrote}" if wrote else "an error of ours" if shot.status >= 500 else ""
            ground.tally.note("method override", f"{who} {method} {where} {more}", leak)


def _entitled(address: Any, ground: Ground) -> str:
    """Somebody of the cast who gets through the door."""
    door = getattr(address.callback, "door", PUBLIC)
    wanted = set(door)
    for who in ("honors", "approver", "city", "district", "school"):
        if wanted & ground.scene.world.user(who).permissions_held:
            return who
    return "teacher"


def forged(ground: Ground) -> None:
    """Every address called by POST from another site, with the session of somebody entitled and no token."""
    handler = ground.sign_in("").handler
    guarded = type(handler)(enforce_csrf_checks=True)
    guarded.load_middleware()
    for address in house():
        reach = REACH.get(str(address.name))
        url = reverse(str(address.name), args=reach.parts(ground.scene) if reach and reach.parts else [])
        for headers in ({}, {"Origin": "https://evil.example"}, {"X-CSRFToken": "a" * 64}, {"Origin": "null"}):
            for who in {_entitled(address, ground), "teacher"}:
                client = Client(enforce_csrf_checks=True)
                client.handler = guarded
                client.cookies.load(ground.session(who))
                client.cookies["csrftoken"] = "b" * 32
                shot = ground.fire(who, "POST", url, {"checked": "1", "note": "1"}, client=client, headers=headers)
                leak = "" if shot.status in {403, 405} and not shot.wrote else f"{shot.status}, writes {shot.wrote}"
                ground.tally.note("forged forms", f"{who} {url} {headers}", leak)
