"""What one needs to sign in at the demonstration: a file of its own under var/, and nowhere else."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings


def accounts_file() -> Path:
    """Where the file lies."""
    return Path(settings.VAR) / "demo" / "accounts.txt"


@dataclass
class DemoAccounts:
    """The password of all, on the first line; then a name and the secret of its authenticator app on each."""

    password: str
    secrets: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> DemoAccounts:
        """What the file says."""
        first, *rest = path.read_text("utf-8").split("\n")
        return cls(first.strip(), dict(line.split() for line in rest if line.strip()))

    def write(self, path: Path) -> None:
        """Keep it, readable by the owner alone."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        lines = [self.password, *(f"{name} {secret}" for name, secret in self.secrets.items())]
        path.write_text("\n".join(lines) + "\n", "utf-8")
