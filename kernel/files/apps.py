"""App configuration."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "kernel.files"
    label = "files"
