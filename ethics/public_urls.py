"""Addresses of ethics for everybody: reporting, coming back with the code, the parents' survey."""

from django.urls import path

from ethics.views import public_reports, public_surveys

urlpatterns = [
    path("report/", public_reports.report, name="report"),
    path("report/state/", public_reports.report_state, name="report_state"),
    path("report/follow/", public_reports.report_follow, name="report_follow"),
    path("survey/", public_surveys.survey, name="survey"),
]
