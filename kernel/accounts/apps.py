"""App configuration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "kernel.accounts"
    label = "accounts"

    def ready(self) -> None:
        from kernel.accounts import receivers

        assert receivers
