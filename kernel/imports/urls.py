"""Addresses of the import desk."""

from django.urls import path

from kernel.imports import views

urlpatterns = [
    path("", views.import_list, name="import_list"),
    path("template/<slug:kind>.xlsx", views.template, name="import_template"),
    path("<uuid:run_id>/", views.import_run, name="import_run"),
    path("<uuid:run_id>/confirm/", views.confirm, name="import_confirm"),
    path("<uuid:run_id>/retry/", views.retry, name="import_retry"),
    path("<uuid:run_id>/drop/", views.drop, name="import_drop"),
    path("<uuid:run_id>/refused.xlsx", views.refused, name="import_refused"),
]
