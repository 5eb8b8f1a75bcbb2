"""App configuration."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "kernel.web"
    label = "web"

    def ready(self) -> None:
        from kernel.web import checks  # noqa: F401 - registers itself
