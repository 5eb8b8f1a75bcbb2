"""App configuration."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "kernel.exports"
    label = "exports"
