"""Designs of certificates: drafted, changed, approved by another person, retired."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from honors.actions.common import need
from honors.choices import SealKind, TemplateState
from honors.errors import refuse
from honors.models import CertificateTemplate
from honors.pdf.layout import ISSUER_LENGTH, SEAL_SIZES
from honors.pdf.proof import prove
from honors.permissions import HonorPermission
from kernel.accounts.models import User
from kernel.accounts.queries import is_one_hand
from kernel.audit.actions import record


def add_template(*, values: Mapping[str, Any], by: User) -> CertificateTemplate:
    """A new design as a draft, under a name of its own."""
    need(by, HonorPermission.RUN_ROUND, "编制证书样式")
    one = CertificateTemplate(name=str(values["name"]).strip(), made_by=by)
    one.take(values)
    check_design(one)
    try:
        with transaction.atomic():
            one.save()
            record("template.made", by=by, subject=one, name=one.name, version=one.version)
    except IntegrityError as error:  # the name and its first version are there already
        raise refuse("template_used_name") from error
    return one


def change_template(*, template: CertificateTemplate, values: Mapping[str, Any], by: User) -> None:
    """Change a draft; who changed it last is its maker and cannot approve it."""
    need(by, HonorPermission.RUN_ROUND, "修改证书样式")
    with transaction.atomic():
        now = _locked(template, TemplateState.DRAFT)
        now.take(values)
        check_design(now)
        now.made_by = by
        now.save()
        record("template.changed", by=by, subject=now)
    template.refresh_from_db()


def revise_template(*, template: CertificateTemplate, by: User) -> CertificateTemplate:
    """The next version of a design that was approved once, as a draft; what was printed keeps its version."""
    need(by, HonorPermission.RUN_ROUND, "编制新版样式")
    versions = dict(CertificateTemplate.objects.filter(name=template.name).values_list("version", "state"))
    one = CertificateTemplate(name=template.name, version=max(versions, default=0) + 1, made_by=by)
    one.take(template.design)
    try:
        with transaction.atomic():
            one.save()
            record("template.made", by=by, subject=one, name=one.name, version=one.version)
    except IntegrityError as error:  # a draft of the design is there already
        raise refuse("template_open_draft", name=template.name) from error
    return one


def approve_template(*, template: CertificateTemplate, seen: str, on: date, by: User) -> None:
    """The second person puts a draft in force from ``on``. ``seen`` is the stamp of what that person looked at."""
    need(by, HonorPermission.APPROVE, "启用证书样式")
    if on < timezone.localdate():
        raise refuse("template_starts_early", day=timezone.localdate())
    with transaction.atomic():
        now = _locked(template, TemplateState.DRAFT)
        if is_one_hand(by, [now.made_by_id], now.made_at):
            raise refuse("template_same_person")
        if now.stamp != seen:
            raise refuse("template_changed")
        check_design(now)  # fonts may have changed since it was saved
        now.state, now.approved_by, now.approved_at = TemplateState.APPROVED, by, timezone.now()
        now.effective_from = on
        now.save()
        record("template.approved", by=by, subject=now, effective_from=str(on))
    template.refresh_from_db()


def retire_template(*, template: CertificateTemplate, by: User) -> None:
    """Take a design out of use; certificates that bear it stay as they are."""
    need(by, HonorPermission.APPROVE, "停用证书样式")
    with transaction.atomic():
        now = _locked(template, TemplateState.APPROVED)
        now.state, now.retired_at = TemplateState.RETIRED, timezone.now()
        now.save()
        record("template.retired", by=by, subject=now)
    template.refresh_from_db()


def discard_template(*, template: CertificateTemplate, by: User) -> None:
    """Delete a draft; the trail keeps that it was there."""
    need(by, HonorPermission.RUN_ROUND, "删除样式草稿")
    with transaction.atomic():
        now = _locked(template, TemplateState.DRAFT)
        record("template.discarded", by=by, subject=now, name=now.name, version=now.version)
        now.delete()


def check_design(one: CertificateTemplate) -> None:
    """RuleBroken when the design cannot print every name, unit and number of the register."""
    if not one.name:
        raise refuse("template_name_missing")
    if len(one.issuer) > ISSUER_LENGTH:
        raise refuse("issuer_long", most=ISSUER_LENGTH)
    least, most = SEAL_SIZES
    if one.seal == SealKind.IMAGE and not one.seal_png:
        raise refuse("seal_missing")
    if one.seal == SealKind.IMAGE and not least <= one.seal_size <= most:
        raise refuse("seal_size", least=least, most=most)
    prove(one.layout, one.issuer, settings.FONT_DIRS)


def _locked(template: CertificateTemplate, state: TemplateState) -> CertificateTemplate:
    """The row under its lock, in the state that the move starts from."""
    now = CertificateTemplate.objects.select_for_update().filter(pk=template.pk).first()
    if now is None or now.state != state:
        raise refuse("template_moved", state=state.label)
    return now
