"""What is asked for with a grant, as it is kept until somebody signs it, and as a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from kernel.access.choices import Change
from kernel.accounts.choices import GrantKind
from kernel.accounts.roles import role_table

SIGNED_AS = "access.grant"


@dataclass(frozen=True)
class GrantChange:
    """A role at a unit for a period; ``grant`` is the one that is extended or lent."""

    change: str
    role: str
    org: int
    unit: str
    on: date
    until: date | None
    nature: str = GrantKind.OWN
    grant: int | None = None

    @property
    def detail(self) -> dict[str, Any]:
        """What a request keeps."""
        return {
            "change": str(self.change), "role": self.role, "org": self.org, "unit": self.unit,
            "on": self.on.isoformat(), "until": self.until.isoformat() if self.until else "",
            "nature": str(self.nature), "grant": self.grant,
        }  # fmt: skip

    @classmethod
    def of(cls, detail: dict[str, Any]) -> GrantChange:
        """The change that a request keeps."""
        until = date.fromisoformat(detail["until"]) if detail["until"] else None
        return cls(**{**detail, "on": date.fromisoformat(detail["on"]), "until": until})

    def sentence(self, person: object) -> str:
        """What is asked for, for a person."""
        said = {"who": person, "unit": self.unit, "role": role_label(self.role), "on": self.on, "until": self.until}
        if self.change == Change.EXTEND and self.until:
            return _("将%(who)s在%(unit)s的“%(role)s”延长至 %(until)s") % said
        if self.change == Change.EXTEND:
            return _("将%(who)s在%(unit)s的“%(role)s”改为不定期") % said
        if self.change == Change.DELEGATE:
            return _("由%(who)s代理%(unit)s的“%(role)s”，自 %(on)s 起，至 %(until)s 止") % said
        if self.until:
            return _("授予%(who)s在%(unit)s的“%(role)s”，自 %(on)s 起，至 %(until)s 止") % said
        return _("授予%(who)s在%(unit)s的“%(role)s”，自 %(on)s 起") % said

    @property
    def role_name(self) -> str:
        """The role in words."""
        return role_label(self.role)


def role_label(code: str) -> str:
    """A role by its name."""
    role = role_table().get(code)
    return str(role.label) if role else code
