"""Pages on their way to the public: by two people, at their time, and told in the trail."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ObjectDoesNotExist
from django.utils import timezone
from site_scene import draft, edited, notice, out
from wagtail.models import Page, Site, Workflow
from world import SCHOOL, World, acts

from cms.actions.cases import draft_page
from cms.actions.desk import follow_roles
from cms.actions.publishing import approve, follow_the_clock, submit
from cms.actions.site import plant_site
from cms.models import CasePage, HomePage, NoticePage
from cms.queries.cases import texts_without_page
from cms.queries.waiting import waiting
from ethics.actions.care import warn
from ethics.choices.care import WarningLevel
from kernel.accounts.actions import grant_role
from kernel.accounts.models import User
from kernel.errors import RuleBroken
from kernel.jobs.chores import run_chores

pytestmark = pytest.mark.django_db
TEXT = "某市（区）某初中教师某某在校外有偿补课，责令退还费用，给予警告处分。"


def test_one_writes_and_another_lets_out(world: World) -> None:
    page = draft(world)
    submit(page=page, by=world.user("editor"))
    assert not NoticePage.objects.live().exists()
    approve(page=page, by=world.user("publisher"))
    assert NoticePage.objects.live().get() == page
    assert [event.actor_name for event in acts("site_page.submitted")] == ["editor"]
    assert [event.actor_name for event in acts("site_page.approved")] == ["publisher"]
    (event,) = acts("site_page.published")
    assert (event.actor_name, event.detail) == ("publisher", {"title": page.title})


def test_who_wrote_does_not_let_out(world: World) -> None:
    """Not even with both roles, and not through any of Wagtail's own ways."""
    grant_role(user=world["editor"], role="cms_publisher", org=world.city, on=timezone.localdate(), by=None)
    page = draft(world)
    editor = world.user("editor")
    submit(page=page, by=editor)
    with pytest.raises(RuleBroken) as refused:
        approve(page=page, by=editor)
    assert refused.value.code == "same_person"
    with pytest.raises(RuleBroken):
        page.get_latest_revision().publish(user=editor)
    assert not NoticePage.objects.live().exists()
    task = NoticePage.objects.get().current_workflow_task
    assert task.get_actions(page, editor) == []
    publisher = world.user("publisher")
    follow_roles(user=publisher)
    assert [name for name, *_ in task.get_actions(page, publisher)] == ["reject", "approve", "approve"]


def test_who_wrote_any_of_it_does_not_let_out(world: World) -> None:
    page = draft(world)
    edited(page, world["publisher"], summary="补一句")
    edited(page, world["editor"], summary="再改一句")
    submit(page=page, by=world.user("editor"))
    with pytest.raises(RuleBroken) as refused:
        approve(page=page, by=world.user("publisher"))
    assert refused.value.code == "same_person"


def test_a_version_that_changes_nothing_makes_nobody_a_maker(world: World) -> None:
    page = draft(world)
    submit(page=page, by=world.user("editor"))
    edited(page, world["publisher"])
    approve(page=page, by=world.user("publisher"))
    assert NoticePage.objects.get().live


def test_a_later_version_has_makers_of_its_own(world: World) -> None:
    page = notice(world)
    edited(page, world["publisher"], summary="更正")
    with pytest.raises(RuleBroken):
        page.get_latest_revision().publish(user=world.user("publisher"))
    follow_roles(user=(sysadmin := world.user("editor")))
    with pytest.raises(Exception, match=r"permission|权限"):
        page.get_latest_revision().publish(user=sysadmin)


def test_nobody_lets_out_without_the_role(world: World) -> None:
    page = draft(world)
    submit(page=page, by=world.user("editor"))
    with pytest.raises(RuleBroken) as refused:
        approve(page=page, by=world.user("city"))
    assert refused.value.code == "not_approved"


def test_what_nobody_approved_does_not_go_out_by_itself(world: World) -> None:
    page = draft(world)
    with pytest.raises(RuleBroken) as refused:
        page.get_latest_revision().publish()
    assert refused.value.code == "not_approved"


def test_a_page_comes_at_its_time_and_goes(world: World) -> None:
    now = timezone.now()
    page = draft(world, go_live_at=now + timedelta(hours=1), expire_at=now + timedelta(hours=3))
    page = out(world, page)
    assert not page.live
    chore = "cms.actions.publishing.follow_the_clock"
    assert run_chores(only=[chore], even_if_not_due=True) == {chore: True}
    assert not NoticePage.objects.live().exists()
    (revision,) = page.revisions.all()
    revision.approved_go_live_at = now - timedelta(minutes=1)
    revision.content["go_live_at"] = revision.approved_go_live_at.isoformat()
    revision.save(update_fields=["approved_go_live_at", "content"])
    follow_the_clock()
    assert NoticePage.objects.live().get() == page
    assert acts("site_page.published")[-1].actor_name == "命令行"
    NoticePage.objects.update(expire_at=now - timedelta(seconds=1))
    follow_the_clock()
    assert not NoticePage.objects.live().exists()
    assert acts("site_page.taken_down")[-1].actor_name == "命令行"


def test_what_was_handed_in_waits_for_the_second_person(world: World) -> None:
    page = draft(world)
    assert waiting(world.user("publisher")) == []
    submit(page=page, by=world.user("editor"))
    (one,) = waiting(world.user("publisher"))
    assert page.title in one.title
    assert waiting(world.user("editor")) == waiting(world.user("city")) == []


def test_a_case_is_made_of_the_text_word_by_word(world: World) -> None:
    warn(
        level=WarningLevel.NOTICE, school=world.units[SCHOOL], teacher=None, ground="x", public_text=TEXT,
        by=_ethics(world), on=timezone.localdate(),
    )  # fmt: skip
    (text,) = texts_without_page(world.user("editor"))
    page = draft_page(key=text.key, by=world.user("editor"))
    assert (page.text, page.live) == (TEXT, False)
    assert texts_without_page(world.user("editor")) == texts_without_page(world.user("city")) == []
    with pytest.raises(RuleBroken) as refused:
        draft_page(key=text.key, by=world.user("editor"))
    assert refused.value.code == "notice_used"
    assert out(world, CasePage.objects.get()).live
    assert acts("site_case.drafted")[0].actor_name == "editor"
    with pytest.raises(ObjectDoesNotExist):
        draft_page(key=10**6, by=world.user("editor"))


def _ethics(world: World) -> User:
    grant_role(user=world["honors"], role="city_ethics", org=world.city, on=timezone.localdate(), by=None)
    return world.user("honors")


def test_planting_again_changes_nothing(world: World) -> None:
    def stand() -> tuple[list[tuple[str, str]], int, int, int]:
        pages = list(Page.objects.order_by("path").values_list("path", "title"))
        return pages, Site.objects.count(), Group.objects.count(), Workflow.objects.count()

    before = stand()
    assert len(before[0]) == 14
    plant_site()
    assert stand() == before
    assert HomePage.objects.get().get_workflow().name == "编写后由另一人审核"


def test_the_groups_follow_the_roles(world: World) -> None:
    editor = world.user("editor")
    follow_roles(user=editor)
    assert list(editor.groups.values_list("name", flat=True)) == ["网站编辑"]
    assert editor.has_perm("wagtailadmin.access_admin")
    nobody = world.user("nobody")
    nobody.groups.set(Group.objects.all())
    follow_roles(user=nobody)
    assert not nobody.groups.exists()
    assert not nobody.has_perm("wagtailadmin.access_admin")
