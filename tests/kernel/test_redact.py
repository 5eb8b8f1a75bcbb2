"""What goes into logs and error reports says of nobody who it is."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as house
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from django.views.debug import ExceptionReporter
from world import id_number, person

from kernel.redact import HIDDEN, RedactingFormatter, redacted
from kernel.web.reports import PersonalFilter, PersonalReporter, personal_names

from datetime import date  # isort: skip

NUMBER = id_number(date(1990, 5, 4))
PHONE = "13912345678"


@pytest.mark.parametrize(
    "text",
    [
        NUMBER, f"号码{NUMBER}错误", NUMBER[:17] + "x", "321299900504003", PHONE, f"+86{PHONE}", "139-1234-5678",
        "139 1234 5678", f"{NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]}", f"id={NUMBER}&x", f"['{PHONE}']",
        NUMBER.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    ],
)  # fmt: skip
def test_a_number_is_hidden(text: str) -> None:
    said = redacted(text)
    assert HIDDEN in said
    assert not any(part in said for part in (NUMBER, PHONE, "1234", "0504"))


@pytest.mark.parametrize(
    "text",
    ["2026-11-24 12:30:00", "TZ30-2025-321202-000015", "f" * 64, "1" * 30, "T7GZ2M4QKXA", "ＡＢＣ０", "第 12 行"],
)
def test_what_is_no_such_number_stays(text: str) -> None:
    assert redacted(text) == text


def test_the_trace_is_hidden_with_the_message() -> None:
    try:
        raise ValueError(f"bad {NUMBER}")
    except ValueError:
        import sys

        record = logging.LogRecord("x", logging.ERROR, "", 0, "call %s", (PHONE,), sys.exc_info())
    said = RedactingFormatter("%(message)s").format(record)
    assert "ValueError" in said
    assert NUMBER not in said
    assert PHONE not in said


def broken(request: HttpRequest) -> HttpResponse:
    """A view that fails with a person in its hands."""
    id_no, teacher = request.POST["id_number"], person("陈晓", date(1990, 5, 4))
    raise RuntimeError(f"cannot save {id_no} of {teacher.number} ({PHONE})")


broken.door = "public"  # type: ignore[attr-defined]
urlpatterns = [path("broken/", broken)]
handler500 = "kernel.web.views.broken"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the house's own handler writes."""
    (handler,) = [one for one in logging.getLogger().handlers if isinstance(one.formatter, RedactingFormatter)]
    assert isinstance(handler, logging.StreamHandler)
    stream, old = io.StringIO(), handler.stream
    handler.setStream(stream)
    yield stream
    handler.setStream(old)


def test_a_view_that_fails_tells_the_log_nothing(settings: Any, log: io.StringIO) -> None:
    settings.ROOT_URLCONF = "test_redact"
    client = Client(raise_request_exception=False)
    assert client.post("/broken/", {"id_number": NUMBER, "phone": PHONE}).status_code == 500
    said = log.getvalue()
    assert "cannot save" in said, "the trace is there"
    assert "RuntimeError" in said
    assert NUMBER not in said
    assert PHONE not in said


def test_nothing_writes_beside_the_redacting_handler() -> None:
    assert logging.getLogger("django").handlers == []
    assert logging.getLogger("django").propagate
    assert all(one["formatter"] == "redacted" for one in house.LOGGING["handlers"].values())


def report(reporter: type[ExceptionReporter], request: HttpRequest) -> str:
    import sys

    try:
        broken(request)
    except RuntimeError:
        made = reporter(request, *sys.exc_info())
        return made.get_traceback_html() + made.get_traceback_text()
    raise AssertionError


@pytest.mark.parametrize("debug", [True, False])
def test_an_error_report_tells_nothing(settings: Any, debug: bool) -> None:
    settings.DEBUG = debug
    form = {"id_number": NUMBER, "phone": PHONE, "name": "陈晓", "reason": "处分未解除"}
    request = RequestFactory().post(f"/broken/?q={NUMBER}", form, HTTP_REFERER=f"http://x/?q={PHONE}")
    said = report(PersonalReporter, request)
    assert "cannot save" in said
    assert not [one for one in (NUMBER, PHONE, "陈晓", "处分未解除") if one in said]


def test_the_report_of_django_would_tell(settings: Any) -> None:
    """The test above is able to fail."""
    settings.DEBUG = False
    settings.DEFAULT_EXCEPTION_REPORTER_FILTER = "django.views.debug.SafeExceptionReporterFilter"
    from django.views.debug import get_default_exception_reporter_filter

    get_default_exception_reporter_filter.cache_clear()  # type: ignore[attr-defined]
    request = RequestFactory().post("/broken/", {"id_number": NUMBER, "name": "陈晓"})
    try:
        said = report(ExceptionReporter, request)
    finally:
        get_default_exception_reporter_filter.cache_clear()  # type: ignore[attr-defined]
    assert NUMBER in said
    assert "陈晓" in said


def test_the_names_are_those_of_the_models() -> None:
    assert {"id_number", "phone", "birth_on", "reason", "ground", "verdict"} <= personal_names()
    assert PersonalFilter().cleanse_setting("phone", PHONE) == PersonalFilter.cleansed_substitute
    assert PersonalFilter().cleanse_setting("DEBUG", False) is False
