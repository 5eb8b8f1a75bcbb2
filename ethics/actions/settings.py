"""Dated rows of what the city decides about ethics: the answer, queries before hiring, warnings, who decides."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models, transaction

from ethics.actions.common import need
from ethics.choices import HandlingKind
from ethics.choices.cases import FiledWith, Level, SchoolGroup
from ethics.errors import refuse
from ethics.models import CareSetting, ClearanceSetting, PowerSetting, StandingSetting
from ethics.permissions import EthicsPermission
from kernel.accounts.models import User
from kernel.audit.actions import record

MODELS: dict[str, type[models.Model]] = {
    "standing": StandingSetting, "clearance": ClearanceSetting, "care": CareSetting,
}  # fmt: skip


@transaction.atomic
def add_setting(*, kind: str, effective_from: date, document: str, by: User, on: date, **values: Any) -> models.Model:
    """New rules of one kind from a day on; a row is never changed, a later one takes its place."""
    _fit(effective_from, document, by, on)
    row, is_new = MODELS[kind]._default_manager.get_or_create(
        effective_from=effective_from, defaults={**values, "document": document.strip()[:120], "set_by": by}
    )
    if not is_new:
        raise refuse("setting_exists", day=effective_from)
    record("ethics_setting.made", by=by, subject=row, kind=kind, day=effective_from.isoformat())
    return row


@transaction.atomic
def set_power(
    *, effective_from: date, document: str, group: SchoolGroup, private: bool, kinds: Sequence[str],
    proposers: Sequence[Level], deciders: Sequence[Level], filing: FiledWith, by: User, on: date,
) -> PowerSetting:  # fmt: skip
    """Who proposes and decides some kinds of handling in one kind of school, from a day on; wins over the table of
    the documents and over earlier rows."""
    _fit(effective_from, document, by, on)
    if not kinds or not proposers or not deciders:
        raise refuse("power_incomplete")
    known = [kind for kind in HandlingKind if kind in set(kinds)]
    row, is_new = PowerSetting.objects.get_or_create(
        effective_from=effective_from, group=group, private=private, kinds=",".join(known),
        defaults={
            "proposers": ",".join(proposers), "deciders": ",".join(deciders), "filing": filing,
            "document": document.strip()[:160], "set_by": by,
        },
    )  # fmt: skip
    if not is_new:
        raise refuse("setting_exists", day=effective_from)
    record("ethics_setting.made", by=by, subject=row, kind="power", day=effective_from.isoformat())
    return row


def _fit(effective_from: date, document: str, by: User, on: date) -> None:
    need(by, EthicsPermission.SET, "设定师德规则")
    if effective_from < on:
        raise refuse("setting_past")
    if not document.strip():
        raise refuse("limit_document")
