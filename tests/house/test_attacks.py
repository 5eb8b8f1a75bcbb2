"""The scripted attack run: nothing of 海陵区实验小学 gets out to a neighbour, and no row of it changes.

The count of probes is printed (pytest -s). Each kind of probe is shown able to fail on a house that was broken for it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attacks import changing, oddities, reaching, sending, steering
from attacks import ground as grounds
from attacks.forms import Form
from attacks.ground import Ground
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Q
from django.http import HttpResponse
from django.test import Client
from django.views import i18n
from django.views.decorators.csrf import csrf_exempt
from house_records import build
from house_urls import SHARE
from world import World

from honors.models import Certificate, CertificateCopy, RoundEntry
from kernel.accounts.doors import requires
from kernel.accounts.models import User
from kernel.files import content
from kernel.imports.models import ImportRun
from teachers.models import Teacher
from teachers.queries import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def ground(settled: World, at_once: Any, sign_in: Callable[[str], Client]) -> Ground:
    return Ground(build(settled, at_once), sign_in)


def run(ground: Ground, attack: Callable[[Ground], None]) -> list[str]:
    attack(ground)
    for kind, count in ground.tally.probes.items():
        print(f"\n{kind}: {count} probes, {len(ground.tally.leaks)} leaks", end="")
    return ground.tally.leaks


REACHING = [
    (reaching.keys_in_addresses, 1000), (reaching.keys_in_forms, 400), (reaching.keys_in_queries, 500),
    (reaching.exports, 100), (reaching.files_and_jobs, 60), (reaching.partials, 150),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "least"), REACHING, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_gets_over_the_fence(ground: Ground, attack: Any, least: int) -> None:
    assert run(ground, attack) == []
    assert ground.tally.probes.total() >= least // (2 * SHARE if SHARE > 1 else 1)


CHANGING = [
    (changing.assigned, 400), (changing.overridden, 600), (changing.forged, 500), (steering.leading_away, 900),
    (steering.sessions, 10), (steering.hosts, 90), (steering.filters, 500),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "least"), CHANGING, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_is_changed_or_led_astray(ground: Ground, attack: Any, least: int) -> None:
    assert run(ground, attack) == []
    assert ground.tally.probes.total() >= least // (2 * SHARE if SHARE > 1 else 1)


SENDING = [
    (sending.explosives, 150), (sending.masses, 36), (sending.names, 100), (sending.formulas, 40),
    (oddities.in_forms, 500), (oddities.in_queries, 200),
]  # fmt: skip


@pytest.mark.parametrize(("attack", "least"), SENDING, ids=lambda one: getattr(one, "__name__", ""))
def test_nothing_that_is_sent_does_harm(ground: Ground, attack: Any, least: int) -> None:
    assert run(ground, attack) == []
    assert ground.tally.probes.total() >= least // (2 * SHARE if SHARE > 1 else 1)


# --- shown to fail: the same probes on a house broken for them --------------------------------------------------------
def broken(ground: Ground, attack: Callable[[Ground], None], word: str) -> None:
    """The attack finds something, and says what."""
    attack(ground)
    assert any(word in leak for leak in ground.tally.leaks), ground.tally.leaks[:5]


def only(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """The attacks look at these addresses alone, so that showing a hole takes no longer than it must."""
    chosen = [one for one in grounds.every_address() if one.name in names]
    for module in (reaching, changing):
        monkeypatch.setattr(module, "house", lambda: chosen)


def unfenced(monkeypatch: pytest.MonkeyPatch) -> None:
    everybody = staticmethod(lambda user: Q())
    for model in (Teacher, RoundEntry, ImportRun, Certificate, CertificateCopy):
        monkeypatch.setattr(model, "visible_q", everybody)


def test_a_fence_that_is_down_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    unfenced(monkeypatch)
    only(monkeypatch, "teacher", "import_run", "certificate", "import_drop")
    broken(ground, reaching.keys_in_addresses, "李长青")
    assert any("changes a row" in leak for leak in ground.tally.leaks)


def test_an_export_over_the_fence_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    unfenced(monkeypatch)
    monkeypatch.setattr(reaching, "EXPORTS", ("round_export", "import_refused"))
    broken(ground, reaching.exports, "shows")
    monkeypatch.setattr(reaching, "FILES", ("import_refused", "entry_scan"))
    broken(ground, reaching.files_and_jobs, "is handed out")


def test_a_query_that_chooses_its_own_scope_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """?school=… that is believed, where the list should stay within the own units."""
    plain = register.teachers

    def believing(user: User) -> Any:
        return plain(user) | Teacher.objects.for_system("broken on purpose").select_related("school__parent")

    monkeypatch.setattr(reaching, "walk", lambda ground, who: [("/teachers/", [])])
    monkeypatch.setattr(register, "teachers", believing)
    broken(ground, reaching.keys_in_queries, "李长青")


def test_a_form_that_believes_a_key_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(request: Any, **parts: Any) -> HttpResponse:
        Teacher.objects.for_system("broken on purpose").filter(pk=request.POST.get("q") or 0).update(name="改")
        return HttpResponse()

    monkeypatch.setattr(grounds_address("teacher_list"), "callback", careless)
    monkeypatch.setattr(reaching, "forms_of", lambda ground, who: [Form("/teachers/", "post", {"q": ""})])
    broken(ground, reaching.keys_in_forms, "changes a row")


def test_a_partial_past_the_door_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    address = grounds_address("teacher")
    guarded = address.callback

    def careless(request: Any, **parts: Any) -> Any:
        return HttpResponse("李长青") if request.headers.get("HX-Request") else guarded(request, **parts)

    only(monkeypatch, "teacher")
    monkeypatch.setattr(address, "callback", careless)
    broken(ground, reaching.partials, "became 200")


def test_a_mass_assignment_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(request: Any) -> HttpResponse:
        User.objects.filter(pk=request.user.pk).update(
            **{key: value for key, value in request.POST.items() if key in {"full_name", "is_staff"}}
        )
        return HttpResponse()

    monkeypatch.setattr(grounds_address("honors_mine"), "callback", careless)
    monkeypatch.setattr(changing, "forms_of", lambda ground, who: [Form("/honors/mine/", "post", {"full_name": "x"})])
    broken(ground, changing.assigned, "writes otherwise: ['accounts_user']")


def test_a_reading_that_writes_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    address = grounds_address("import_drop")
    naked: Any = address.callback
    while hasattr(naked, "__wrapped__"):
        naked = naked.__wrapped__
    monkeypatch.setattr(ImportRun, "visible_q", staticmethod(lambda user: Q()))
    monkeypatch.setattr(changing, "_entitled", lambda address, ground: "school")
    monkeypatch.setattr(address, "callback", requires()(naked))
    only(monkeypatch, "import_drop")
    broken(ground, changing.overridden, "writes")


def test_a_form_without_a_token_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    address = grounds_address("mine_confirm")
    monkeypatch.setattr(address, "callback", csrf_exempt(address.callback))
    only(monkeypatch, "mine_confirm")
    broken(ground, changing.forged, "mine/")


def test_a_redirect_that_believes_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "url_has_allowed_host_and_scheme", lambda url, **rest: True)
    monkeypatch.setattr(steering, "LEADING", ("next",))
    broken(ground, steering.leading_away, "leads to")


def test_a_session_that_stays_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionStore, "flush", lambda self: None)
    broken(ground, steering.sessions, "still opens")


def test_a_host_that_is_believed_is_seen(ground: Ground, settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    broken(ground, steering.hosts, "answered with")


def test_a_list_that_sorts_by_anything_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = register.teachers
    seen: list[Any] = []

    def careless(user: User) -> Any:
        seen.append(user)
        return plain(user).order_by("name" if len(seen) % 2 else "-name")

    monkeypatch.setattr(register, "teachers", careless)
    monkeypatch.setattr(steering, "LISTS", ("/teachers/",))
    broken(ground, steering.filters, "sorts otherwise")


def test_a_judge_that_sleeps_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    taken = content.Judged("x.pdf", b"x", content.PDF, b"x")
    monkeypatch.setattr("kernel.files.fields.judge", lambda data, name: taken)
    monkeypatch.setattr(sending, "bombs", lambda: {"program": b"MZ"})
    broken(ground, sending.explosives, "kept")


def test_a_name_that_is_a_header_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kernel.files.responses.as_download", lambda name: f'attachment; filename="{name}"')
    monkeypatch.setattr(sending, "_fields", lambda ground: [])
    monkeypatch.setattr(sending, "NAMES", sending.NAMES[5:6])
    broken(ground, sending.names, '200 \'attachment; filename="a"; filename="evil.html')


def test_a_formula_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kernel.workbooks._cell", lambda sheet, value, head=False: value)
    monkeypatch.setattr(sending, "FORMULAS", ("=1+1",))
    broken(ground, sending.formulas, "formulas in")


def test_an_error_of_ours_is_seen(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(request: Any) -> HttpResponse:
        return HttpResponse(str(int(request.POST.get("year") or 1)))

    monkeypatch.setattr(grounds_address("calendar"), "callback", careless)
    monkeypatch.setattr(oddities, "forms_of", lambda ground, who: [Form("/calendar/", "post", {"year": "1"})])
    broken(ground, oddities.in_forms, "an error of ours")


def grounds_address(name: str) -> Any:
    """One address of the house."""
    return next(one for one in grounds.every_address() if one.name == name)
