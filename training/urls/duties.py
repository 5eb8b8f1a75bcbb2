"""Needs, duties, evaluation, vocational schools."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
