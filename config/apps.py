"""App configuration: config holds the commands that set the whole house up."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"
