"""Reporting without signing in, and coming back with the receipt code."""

from __future__ import annotations

import secrets
import time

from django.contrib import messages
from django.core import signing
from django.core.cache import cache
from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ethics.actions import reports as actions
from ethics.choices.cases import ReporterKind, ReportState
from ethics.errors import refuse
from ethics.forms.reports import AddForm, CodeForm, ReportForm
from ethics.queries import reports as queries
from ethics.rules.proof import BITS, WITH_PROOF, WITHOUT, is_proof
from kernel.accounts.doors import public
from kernel.brake import address, is_braked
from kernel.errors import RuleBroken
from kernel.orgs.queries import schools

HOUR = 3600
SALT = "ethics.report"
KEPT = "ethics_report"  # of a session: which report its code opened, and when
OPEN_SECONDS = 1800
WORDS = ("text", "accused", "above_school", "name", "contact", "files", "supervisor_code")


def _plain(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def new_challenge() -> str:
    """A riddle of our own, good for a few hours and for one sending."""
    return signing.dumps(secrets.token_urlsafe(9), salt=SALT)


def _is_proved(request: HttpRequest) -> bool:
    challenge = request.POST.get("challenge", "")[:200]
    try:
        signing.loads(challenge, salt=SALT, max_age=6 * HOUR)
    except signing.BadSignature:
        return False
    fresh = is_proof(challenge, request.POST.get("proof", "")) and cache.add(f"ethics-proof:{challenge}", 1, 6 * HOUR)
    return bool(fresh)


def _braked(request: HttpRequest) -> bool:
    """Many with a proof of work, a few without: before anything is judged, files above all."""
    proved = _is_proved(request)
    limit = WITH_PROOF if proved else WITHOUT
    return is_braked(f"ethics-report-{'proved' if proved else 'bare'}", address(request), limit=limit, seconds=HOUR)


@public
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """The form for everybody; afterwards the code, once."""
    braked = request.method == "POST" and _braked(request)
    places = schools()
    files = None if braked else request.FILES or None
    form = ReportForm(request.POST or None, files, schools=places, initial={"once": secrets.token_urlsafe(16)})
    if braked:
        form.add_error(None, refuse("report_braked").message)
    elif request.method == "POST" and form.is_valid():
        values = dict(form.cleaned_data)
        once = values.pop("once")
        given = actions.Reported(
            kind=ReporterKind(values["kind"]), school=next((one for one in places if one.pk == values["school"]), None),
            **{key: values[key] for key in WORDS},
        )  # fmt: skip
        try:
            row, code = actions.receive(given=given, once=once, on=timezone.localdate())
            return _plain(render(request, "ethics/report_done.html", {"code": code, "report": row}))
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    context = {"form": form, "challenge": new_challenge(), "bits": BITS}
    return _plain(render(request, "ethics/report_form.html", context, status=429 if braked else 200))


@public
@never_cache
def report_state(request: HttpRequest) -> HttpResponse:
    """Give the code; then the state of the report."""
    braked = request.method == "POST" and is_braked("ethics-code", address(request), limit=20, seconds=HOUR)
    form = CodeForm(request.POST or None)
    if braked:
        form.add_error(None, refuse("report_braked").message)
    elif request.method == "POST" and form.is_valid():
        try:
            row = actions.by_code(form.cleaned_data["code"])
            request.session[KEPT] = [row.pk, int(time.time())]
            return redirect("report_follow")
        except RuleBroken as refusal:
            form.add_error("code", refusal.message)
    return _plain(render(request, "ethics/report_code.html", {"form": form}, status=429 if braked else 200))


@public
@never_cache
def report_follow(request: HttpRequest) -> HttpResponse:
    """What became of it, the questions of the desk, and the form to answer or add files."""
    pk, since = request.session.get(KEPT, [0, 0])
    if time.time() - since > OPEN_SECONDS:
        return redirect("report_state")
    try:
        row = queries.of_code(pk)
    except ObjectDoesNotExist:
        return redirect("report_state")
    braked = request.method == "POST" and is_braked("ethics-add", str(row.pk), limit=20, seconds=HOUR)
    files = None if braked else request.FILES or None
    form = AddForm(request.POST or None, files, initial={"once": secrets.token_urlsafe(16)})
    if braked:
        form.add_error(None, refuse("report_braked").message)
    elif request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        try:
            actions.add(report=row, text=values["text"], files=values["files"], once=values["once"])
            messages.success(request, _("已收到您补充的情况。"))
            return redirect("report_follow")
        except RuleBroken as refusal:
            form.add_error(None, refusal.message)
    over = row.state in {ReportState.CLOSED, ReportState.REFUSED}
    context = {"report": row, "messages_": queries.messages(row), "form": None if over else form}
    return _plain(render(request, "ethics/report_follow.html", context, status=429 if braked else 200))
