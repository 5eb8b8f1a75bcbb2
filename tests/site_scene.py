"""What the tests of the public site share: pages as an editor writes them, approved as the second person does."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import Page
from wagtail.rich_text import RichText
from world import World

from cms.actions.publishing import approve, submit
from cms.models import NoticeIndexPage, NoticePage, PolicyIndexPage, PolicyPage
from config.demo.site import blocks as blocks_of
from kernel.accounts.models import User

__all__ = ["blocks_of", "draft", "edited", "notice", "out", "policy"]


def draft(world: World, title: str = "关于做好继续教育学时登记工作的通知", **fields: Any) -> NoticePage:
    """A notice that the editor has written and not handed in."""
    text = fields.pop("text", "各市（区）教育局，市直属学校：")
    body = fields.pop("body", [("paragraph", RichText(f"<p>{text}</p>"))])
    page = NoticePage(
        title=title, body=body, owner=world["editor"], live=False,
        **{"published_on": timezone.localdate(), **fields},
    )  # fmt: skip
    NoticeIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=world["editor"])
    return page


def out(world: World, page: Any) -> Any:
    """The same page, handed in and approved."""
    submit(page=page, by=world.user("editor"))
    approve(page=page, by=world.user("publisher"))
    return type(page).objects.get(pk=page.pk)


def notice(world: World, title: str = "关于做好继续教育学时登记工作的通知", **fields: Any) -> NoticePage:
    """A notice that is out."""
    page: NoticePage = out(world, draft(world, title, **fields))
    return page


def policy(world: World, title: str, number: str = "", **fields: Any) -> PolicyPage:
    """A document of the library."""
    page = PolicyPage(
        title=title, number=number, owner=world["editor"], live=False,
        **{"issuer": "教育部", "issued_on": timezone.localdate(), **fields},
    )  # fmt: skip
    PolicyIndexPage.objects.get().add_child(instance=page)
    page.save_revision(user=world["editor"])
    made: PolicyPage = out(world, page)
    return made


def edited(page: Page, by: User, **fields: Any) -> Page:
    """A further version of a page by somebody."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision(user=by)
    return page
