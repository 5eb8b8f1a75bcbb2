"""All addresses of the registry."""

from __future__ import annotations

from django.urls import include, path, register_converter

from kernel.calendar.views import calendar_page
from kernel.jobs import views as jobs
from kernel.web.converters import CodeConverter, DayConverter
from kernel.web.views import home, icon, language

register_converter(CodeConverter, "code")
register_converter(DayConverter, "day")

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("config.sign_in_urls")),
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
    path("training/", include("training.urls")),
    path("ethics/", include("ethics.urls")),
    path("", include("ethics.public_urls")),
    path("honors/", include("honors.urls")),
    path("staffing/", include("staffing.urls")),
    path("", include("honors.public_urls")),
    path("site/", include("cms.urls")),
]

handler403 = "kernel.web.views.forbidden"
handler404 = "kernel.web.views.not_found"
handler500 = "kernel.web.views.broken"
