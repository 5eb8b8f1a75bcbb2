"""All addresses of the registry."""

from __future__ import annotations

from allauth.account import views as account
from django.urls import include, path, register_converter

from kernel.accounts.doors import PUBLIC, SIGNED_IN
from kernel.calendar.views import calendar_page
from kernel.jobs import views as jobs
from kernel.web.converters import CodeConverter, DayConverter
from kernel.web.views import home, icon, language

register_converter(CodeConverter, "code")
register_converter(DayConverter, "day")

# allauth's own views guard themselves; they are named here for the test that looks for doors.
for _view, _door in (
    (account.login, PUBLIC),
    (account.logout, PUBLIC),
    (account.account_inactive, PUBLIC),
    (account.password_change, (SIGNED_IN,)),
    (account.reauthenticate, (SIGNED_IN,)),
):
    _view.door = _door

urlpatterns = [
    path("", home, name="home"),
    # Only what is used of allauth: no sign-up, no reset by mail.
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
    path("accounts/reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("favicon.ico", icon, name="icon"),
    path("language/", language, name="set_language"),
    path("calendar/", calendar_page, name="calendar"),
    path("jobs/<uuid:job_id>/", jobs.progress, name="job"),
    path("jobs/<uuid:job_id>/pause/", jobs.pause, name="job_pause"),
    path("jobs/<uuid:job_id>/resume/", jobs.resume, name="job_resume"),
    path("audit/", include("kernel.audit.urls")),
    path("access/", include("kernel.access.urls")),
    path("imports/", include("kernel.imports.urls")),
    path("exports/", include("kernel.exports.urls")),
    path("", include("teachers.urls")),
    path("honors/", include("honors.urls")),
    path("", include("honors.public_urls")),
]

handler403 = "kernel.web.views.forbidden"
handler404 = "kernel.web.views.not_found"
handler500 = "kernel.web.views.broken"
