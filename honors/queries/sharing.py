"""The links that a holder gave away."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from honors.models import Certificate, ShareLink
from kernel.accounts.models import User


def links(user: User, one: Certificate) -> list[dict[str, Any]]:
    """The holder's links to a certificate, the newest first, each with its address while it holds."""
    rows = ShareLink.objects.visible_to(user).filter(certificate=one).order_by("-pk")
    return [_told(row) for row in rows]


def link(user: User, one: Certificate, pk: int) -> ShareLink:
    """One of them; DoesNotExist for anybody else."""
    found: ShareLink = ShareLink.objects.visible_to(user).get(certificate=one, pk=pk)
    return found


def _told(row: ShareLink) -> dict[str, Any]:
    holds = row.ended_at is None and row.ends_on > timezone.localdate()
    return {
        "pk": row.pk, "made_on": row.made_on, "last_day": row.ends_on - timedelta(days=1), "opened": row.opened,
        "ended_at": row.ended_at, "holds": holds, "url": settings.PUBLIC_URL + row.share_path if holds else "",
    }  # fmt: skip
