"""App configuration."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "kernel.imports"
    label = "imports"
