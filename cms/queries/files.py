"""Which pictures and attachments may be handed out."""

from __future__ import annotations

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from cms.permissions import CmsPermission
from kernel.accounts.models import User


def picture(name: str) -> Any:
    """The drawn picture of this name in the folder of drawn pictures; None for anything else."""
    rendition = get_image_model().get_rendition_model()
    return rendition.objects.filter(file=f"images/{name}").first()


def attachment(user: Any, key: int, name: str) -> Any:
    """A file that a live page refers to; None for a file of drafts, but to editors."""
    model = get_document_model()
    found = model.objects.filter(pk=key).first()
    if found is None or found.filename != name:
        return None
    if isinstance(user, User) and any(map(user.holds, CmsPermission)):
        return found
    to = ContentType.objects.get_for_model(model)
    holders = ReferenceIndex.objects.filter(to_content_type=to, to_object_id=str(key)).values_list(
        "object_id", flat=True
    )
    keys = [int(one) for one in holders if str(one).isdecimal()]
    return found if Page.objects.live().filter(pk__in=keys).exists() else None
