"""App configuration."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "kernel.calendar"
    label = "calendar"
