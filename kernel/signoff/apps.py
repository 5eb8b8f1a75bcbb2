"""App configuration."""

from django.apps import AppConfig


class SignoffConfig(AppConfig):
    name = "kernel.signoff"
    label = "signoff"
