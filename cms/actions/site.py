"""The site as it stands before anybody has written a word: its sections, the two groups, the step of the second person.

All of it can be made again and again: what is there stays as it is.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from cms import models
from cms.actions.first_words import SECTIONS
from cms.models import HomePage, SecondPersonTask
from cms.permissions import CmsPermission

GROUPS = {CmsPermission.EDIT: "网站编辑", CmsPermission.PUBLISH: "网站审核"}
WORKFLOW = "编写后由另一人审核"


@transaction.atomic
def plant_site() -> HomePage:
    """The first page with its sections, the groups and the workflow; those that are there already are left alone."""
    home = HomePage.objects.first() or _home()
    if not Site.objects.filter(is_default_site=True, root_page=home).exists():
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", port=80, root_page=home, is_default_site=True, site_name="泰州")
    known = set(home.get_children().values_list("slug", flat=True))
    for kind, slug, title, in_menu, fields in SECTIONS:
        if slug not in known:
            _section(home, kind, slug, title, in_menu, fields)
    _groups(home)
    return home


def _home() -> HomePage:
    Locale.objects.get_or_create(language_code="zh-hans")
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", content_type=ContentType.objects.get_for_model(Page))
    )
    for other in root.get_children():  # the page that Wagtail puts there to say hello
        other.delete()
    root = Page.objects.get(pk=root.pk)
    home = HomePage(title="泰州市教师发展与荣誉", slug="site", show_in_menus=True)
    root.add_child(instance=home)
    return home


def _section(home: HomePage, kind: str, slug: str, title: str, in_menu: bool, fields: dict[str, Any]) -> None:
    home.refresh_from_db()
    page = getattr(models, kind)(title=title, slug=slug, show_in_menus=in_menu, **fields)
    home.add_child(instance=page)


def _groups(home: HomePage) -> None:
    kind, _made = ContentType.objects.get_or_create(app_label="wagtailadmin", model="admin")
    enter, _made = Permission.objects.get_or_create(
        content_type=kind, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    groups = {permission: Group.objects.get_or_create(name=name)[0] for permission, name in GROUPS.items()}
    for group in groups.values():
        group.permissions.add(enter)
    for codename in ("add_page", "change_page"):
        _on_pages(groups[CmsPermission.EDIT], home, codename)
    for codename in ("publish_page",):  # to take down; what goes out goes by the workflow
        _on_pages(groups[CmsPermission.PUBLISH], home, codename)
    collection = Collection.get_first_root_node() or Collection.add_root(name="Root")
    wanted = ("add_image", "change_image", "choose_image", "add_document", "change_document", "choose_document")
    for one in Permission.objects.filter(
        codename__in=wanted, content_type__app_label__in=("wagtailimages", "wagtaildocs")
    ):
        GroupCollectionPermission.objects.get_or_create(
            group=groups[CmsPermission.EDIT], collection=collection, permission=one
        )
    _workflow(home, groups[CmsPermission.PUBLISH])


def _on_pages(group: Group, home: HomePage, codename: str) -> None:
    permission, _made = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(Page), codename=codename, defaults={"name": codename}
    )
    GroupPagePermission.objects.get_or_create(group=group, page=home.page_ptr, permission=permission)


def _workflow(home: HomePage, group: Group) -> None:
    task = SecondPersonTask.objects.filter(active=True).first()
    if task is None:
        task = SecondPersonTask.objects.create(name="第二人审核", active=True)
    if not task.groups.filter(pk=group.pk).exists():
        task.groups.add(group)
    workflow, _made = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    WorkflowPage.objects.update_or_create(page=home.page_ptr, defaults={"workflow": workflow})
