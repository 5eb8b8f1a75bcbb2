"""What no honest browser sends, in every parameter of every form and address: answered, never with an error of ours."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from attacks.forms import forms_of, parameters, walk
from attacks.ground import Ground

ODD = (
    "\0",
    "a\0b",
    "\ud800",
    "\udfff\ud800",
    "9" * 30,
    "-1",
    "1e999",
    "NaN",
    "0x10",
    "٣",
    "2147483648",
    "9223372036854775808",
    "9999-12-31",
    "0001-01-01",
    "2026-02-30",
    "00000000-0000-0000-0000-000000000000",
    "' OR 1=1 --",
    "{{7*7}}",
    "${7*7}",
    "%s%n",
    "../../etc/passwd",
    "\u202e",
    "\ufeff",
    "🧑‍🏫",
    "x" * 3000,
    "[]",
    '{"$gt":""}',
    "\r\nX-Evil: 1",
    "\x1b[31m",
    "_x0000_",
)
PEOPLE = ("school", "city", "honors", "approver", "teacher", "")


def in_forms(ground: Ground) -> None:
    """Every field of every form, in turn with every oddity."""
    turn = 0
    for who in PEOPLE:
        for form in forms_of(ground, who):
            if form.action.startswith("/accounts/login/"):
                continue  # allauth counts failures; signing in has its own attack
            for name in [*form.fields, *form.files, "unheard_of"]:
                for odd in ODD[turn % 10 :: 10]:
                    _sent(ground, who, form.method.upper(), form.action, {**form.fields, name: odd})
                turn += 1


def in_queries(ground: Ground) -> None:
    """Every name that a view reads, on every page, all of them odd at once."""
    names = sorted(parameters())
    for who in PEOPLE[:3]:
        for turn, (url, _forms) in enumerate(walk(ground, who)):
            for odd in ODD[turn % 10 :: 10]:
                value = quote(odd.encode("utf-8", "surrogatepass"))
                query = "&".join(f"{name}={value}" for name in names)
                _sent(ground, who, "GET", f"{url.partition('?')[0]}?{query}", None)


def _sent(ground: Ground, who: str, method: str, url: str, data: Any) -> None:
    extra = {"REMOTE_ADDR": f"10.7.{ground.tally.probes.total() % 250}.{len(url) % 250}"}
    if data is not None and method == "POST":
        # as a browser would that knows nothing of our checks: lone surrogates travel as their bytes
        shot = ground.fire(who, method, url, _quoted(data), content_type="application/x-www-form-urlencoded", **extra)
    else:
        shot = ground.fire(who, method, url + (f"?{_quoted(data)}" if data else ""), **extra)
    leak = "an error of ours" if shot.status >= 500 else "a header" if "X-Evil" in shot.headers else ""
    ground.tally.note("odd values", f"{who} {method} {url} {data!r}", leak)


def _quoted(data: dict[str, str]) -> str:
    return "&".join(f"{key}={quote(value.encode('utf-8', 'surrogatepass'))}" for key, value in data.items())
