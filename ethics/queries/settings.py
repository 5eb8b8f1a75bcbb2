"""The dated rows of ethics as their pages show them: every version, the one in force marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from ethics.choices import HandlingKind, Purpose
from ethics.choices.cases import FiledWith, Level, SchoolGroup
from ethics.models import CareSetting, ClearanceSetting, PowerSetting, StandingSetting
from ethics.rules.powers import POWERS, Power
from kernel.accounts.models import User

MODELS: dict[str, type[models.Model]] = {
    "standing": StandingSetting, "clearance": ClearanceSetting, "care": CareSetting,
}  # fmt: skip
_BESIDE = ("id", "effective_from", "document", "set_by", "set_at")


@dataclass(frozen=True)
class Version:
    """One dated row: what it says, by label."""

    effective_from: date
    document: str
    set_by: User | None
    values: list[tuple[str, str]]
    is_in_force: bool
    is_to_come: bool


def versions(kind: str, on: date) -> list[Version]:
    """Every version of one kind of rules, the newest first."""
    model = MODELS[kind]
    rows: list[Any] = list(model._default_manager.order_by("-effective_from").select_related("set_by"))
    now = next((row for row in rows if row.effective_from <= on), rows[-1] if rows else None)
    return [
        Version(
            row.effective_from, row.document, row.set_by, _values(row), row is now,
            row.effective_from > on and row is not now,
        )
        for row in rows
    ]  # fmt: skip


def latest(kind: str, on: date) -> dict[str, Any]:
    """What holds on a day, as the first values of the form for another row."""
    model = MODELS[kind]
    rows = model._default_manager.order_by("-effective_from")
    row = rows.filter(effective_from__lte=on).first() or rows.last() or model()
    return {field.name: getattr(row, field.name) for field in model._meta.fields if field.name not in _BESIDE}


def _values(row: models.Model) -> list[tuple[str, str]]:
    found = []
    for field in row._meta.fields:
        if field.name in _BESIDE:
            continue
        value = getattr(row, field.name)
        if isinstance(value, bool):
            text = _("是") if value else _("否")
        elif isinstance(value, list):
            known = [str(Purpose(one).label) for one in Purpose if one in value]
            text = "、".join(known) or _("无")
        elif field.choices:
            text = str(dict(field.flatchoices).get(value, value))
        else:
            text = str(value)
        found.append((str(field.verbose_name), text))
    return found


@dataclass(frozen=True)
class PowerShown:
    """Who proposes and decides what, in words."""

    group: str
    private: bool
    kinds: str
    proposers: str
    deciders: str
    filing: str
    outside: bool | None = None
    effective_from: date | None = None
    document: str = ""
    set_by: User | None = None
    is_to_come: bool = False


def powers(on: date) -> list[PowerShown]:
    """The city's own rows, the newest first."""
    rows = PowerSetting.objects.order_by("-effective_from", "group", "pk").select_related("set_by")
    return [
        PowerShown(
            _group(row.group), row.private, _kinds(row.kinds.split(",")), _levels(row.proposers.split(",")),
            _levels(row.deciders.split(",")), _filing(row.filing), None, row.effective_from, row.document, row.set_by,
            row.effective_from > on,
        )
        for row in rows
    ]  # fmt: skip


def documented() -> list[PowerShown]:
    """The table of the documents, which holds where no row of the city says otherwise."""
    return [_documented(one) for one in POWERS]


def _documented(one: Power) -> PowerShown:
    return PowerShown(
        _group(one.group), one.private, _kinds(one.kinds), _levels(one.proposers), _levels(one.deciders),
        _filing(one.filing), one.outside,
    )  # fmt: skip


def _group(value: str) -> str:
    return str(SchoolGroup(value).label)


def _kinds(values: Any) -> str:
    """The kinds in words; those of before 2018 are left out, they follow their successors."""
    return "、".join(str(HandlingKind(one).label) for one in values if not one.startswith("L"))


def _levels(values: Any) -> str:
    return "、".join(str(Level(one).label) for one in values)


def _filing(value: str) -> str:
    return str(FiledWith(value).label) if value else ""
