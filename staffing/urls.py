"""Addresses of staffing."""

from django.urls import path

from staffing.views import first

urlpatterns = [
    path("", first.first, name="staffing"),
]
