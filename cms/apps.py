"""App configuration."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class CmsConfig(AppConfig):
    name = "cms"
    verbose_name = "公开网站"

    def ready(self) -> None:
        from cms import receivers

        post_migrate.connect(receivers.on_migrated, sender=self, dispatch_uid="cms")
