"""App configuration."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "kernel.audit"
    label = "audit"

    def ready(self) -> None:
        from kernel.audit import receivers

        assert receivers
