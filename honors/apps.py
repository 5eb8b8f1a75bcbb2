"""App configuration."""

from django.apps import AppConfig


class HonorsConfig(AppConfig):
    name = "honors"
    verbose_name = "荣誉"

    def ready(self) -> None:
        from honors import receivers

        assert receivers
