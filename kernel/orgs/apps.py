"""App configuration."""

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "kernel.orgs"
    label = "orgs"
