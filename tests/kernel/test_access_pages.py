"""Pages of access: what they show and to whom, neighbours get 404, and a fixed number of queries."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from world import FAR_SCHOOL, JIANGYAN, SCHOOL, World

from kernel.access.actions import grants
from kernel.access.models import Invitation
from kernel.accounts.actions import add_user
from kernel.accounts.models import Grant, User
from kernel.jobs.models import Job
from kernel.signoff.models import Signature
from teachers.actions.units import ask_rename

pytestmark = pytest.mark.django_db
PEOPLE, ACCOUNTS, SIGNATURES, MINE = "/access/people/", "/access/accounts/", "/access/signatures/", "/access/mine/"
INVITATIONS = "/access/invitations/"


def text(answer: Any) -> str:
    return str(answer.content.decode())


def menu(page: str) -> set[str]:
    nav = page[page.index("主菜单") : page.index("</nav>")]
    return set(re.findall(r">([^<>\s]+)</a>", nav))


def ask(world: World, who: str = "nobody", role: str = "city_approver") -> Signature:
    made = grants.give(
        user=world[who], role=role, org=world.city, on=timezone.localdate(), until=None, reason="接任",
        by=world.user("secadmin"),
    )  # fmt: skip
    assert isinstance(made, Signature)
    return made


@pytest.mark.parametrize(
    ("who", "own"),
    [
        ("sysadmin", {"账号"}),
        ("secadmin", {"人员与角色", "待我签署"}),
        ("auditadmin", set()),
        ("approver", {"待我签署"}),
        ("city", {"待我签署"}),
        ("school", set()),
        ("nobody", set()),
    ],
)
def test_the_menu_offers_what_one_may_use(world: World, sign_in: Any, who: str, own: set[str]) -> None:
    shown = menu(text(sign_in(who).get("/")))
    assert shown & {"账号", "人员与角色", "待我签署"} == own
    assert ("角色与代理" in shown) == (who != "nobody")
    if who in {"sysadmin", "secadmin", "auditadmin"}:
        audit = {"审计", "导出记录"} if who == "auditadmin" else set()
        assert shown == own | audit | {"待办", "角色与代理", "证书核验"}


def test_a_role_is_granted_and_ended_on_the_pages(world: World, sign_in: Any) -> None:
    browser, one, today = sign_in("secadmin"), world["nobody"], timezone.localdate()
    page = text(browser.get(f"{PEOPLE}?q=nobody"))
    assert f"{PEOPLE}{one.pk}/" in page
    form = {"role": "school_hr", "org": world.units[SCHOOL].pk, "kind": "acting", "on": today, "reason": "暂代"}
    refused = browser.post(f"{PEOPLE}{one.pk}/grant/", form)
    assert "代理负责人必须填写失效日" in text(refused)
    done = browser.post(f"{PEOPLE}{one.pk}/grant/", {**form, "until": today + timedelta(30)}, follow=True)
    assert "已保存" in text(done)
    assert "代理负责人" in text(done)
    assert "由泰州市security_admin授予，理由：暂代" in text(done)
    grant = Grant.objects.get(user=one)
    longer = browser.post(f"/access/grants/{grant.pk}/extend/", {"until": today + timedelta(60), "reason": "续"})
    assert longer.status_code == 302
    done = browser.post(f"/access/grants/{grant.pk}/end/", {"on": today, "reason": "到岗"}, follow=True)
    assert "终止，自" in text(done)
    assert "已失效" in text(done)
    again = browser.post(f"/access/grants/{grant.pk}/end/", {"on": today, "reason": "到岗"})
    assert "已经终止" in text(again)


def test_nothing_is_granted_by_what_merely_stood_first(world: World, sign_in: Any) -> None:
    page = sign_in("secadmin").post(f"{PEOPLE}{world['nobody'].pk}/grant/", {"on": timezone.localdate(), "reason": "x"})
    assert {"role", "org"} <= set(page.context["form"].errors)


def test_a_district_reaches_no_neighbour(world: World, sign_in: Any) -> None:
    browser = sign_in("district_secadmin")
    far = Grant.objects.get(user=world["far_school"])
    for act in ("end", "extend"):
        assert browser.get(f"/access/grants/{far.pk}/{act}/").status_code == 404
        assert browser.post(f"/access/grants/{far.pk}/{act}/", {"reason": "x"}).status_code == 404
    form = {
        "role": "school_hr", "org": world.units[FAR_SCHOOL].pk, "kind": "own", "on": timezone.localdate(), "reason": "x"
    }  # fmt: skip
    page = browser.post(f"{PEOPLE}{world['nobody'].pk}/grant/", form)
    assert "org" in page.context["form"].errors
    assert "在您的管理范围内还没有授权" in text(browser.get(f"{PEOPLE}{world['far_school'].pk}/"))
    assert "far_school" not in text(browser.get(f"{PEOPLE}?q=far_schoo"))
    assert JIANGYAN not in text(browser.get(f"{PEOPLE}{world['nobody'].pk}/grant/"))
    asked = ask(world)
    for act in ("", "sign/", "refuse/", "withdraw/"):
        assert browser.post(f"/access/requests/{asked.pk}/{act}", {"checked": "1"}).status_code == 404


def test_a_strong_role_needs_both_on_the_pages(world: World, sign_in: Any) -> None:
    asked = ask(world)
    place = f"/access/requests/{asked.pk}/"
    first, second = sign_in("secadmin"), sign_in("secadmin2")
    assert "签署同意" not in text(first.get(place))
    assert "撤回" in text(first.get(place))
    assert place in text(second.get(SIGNATURES))
    assert place not in text(first.get(SIGNATURES))
    assert "待另一名安全管理员签署" in text(first.get(f"{PEOPLE}{world['nobody'].pk}/"))
    unchecked = second.post(f"{place}sign/", follow=True)
    assert "请先核对并勾选确认" in text(unchecked)
    assert not Grant.objects.filter(user=world["nobody"]).exists()
    assert "提出人不能签署" in text(first.post(f"{place}sign/", {"checked": "1"}, follow=True))
    assert "授权已生效" in text(second.post(f"{place}sign/", {"checked": "1"}, follow=True))
    assert world.user("nobody").grants_in_force[0].role == "city_approver"
    assert place not in text(second.get(SIGNATURES))


def test_a_request_is_refused_or_taken_back(world: World, sign_in: Any) -> None:
    place = f"/access/requests/{ask(world).pk}/"
    second = sign_in("secadmin2")
    assert "请写明不同意的理由" in text(second.post(f"{place}refuse/", {"answer": ""}, follow=True))
    assert "已答复提出人" in text(second.post(f"{place}refuse/", {"answer": "未见文件"}, follow=True))
    place = f"/access/requests/{ask(world).pk}/"
    assert "已撤回" in text(sign_in("secadmin").post(f"{place}withdraw/", follow=True))


def test_one_page_lists_every_kind(world: World, sign_in: Any) -> None:
    ask_rename(
        school=world.units[SCHOOL], name="海陵区新校", on=timezone.localdate(), document="文", reason="更名",
        by=world["city"],
    )  # fmt: skip
    ask(world)
    assert "海陵区新校" in text(sign_in("approver").get(SIGNATURES))
    assert "市局荣誉审批" not in text(sign_in("approver").get(SIGNATURES))
    assert "市局荣誉审批" in text(sign_in("secadmin2").get(SIGNATURES))
    for name in ("city", "school", "sysadmin"):
        assert "目前没有等您签署的事项" in text(sign_in(name).get(SIGNATURES))


def test_leave_on_the_pages(settled: World, sign_in: Any) -> None:
    browser, grant = sign_in("school"), Grant.objects.get(user=settled["school"])
    assert sign_in("district").get(f"{MINE}{grant.pk}/lend/").status_code == 404
    today = timezone.localdate()
    form = {"to": settled["teacher"].pk, "on": today, "until": today + timedelta(99), "reason": "产假"}
    assert "代理最长 60 天" in text(browser.post(f"{MINE}{grant.pk}/lend/", form))
    done = browser.post(f"{MINE}{grant.pk}/lend/", {**form, "until": today + timedelta(9)}, follow=True)
    assert "已委托" in text(done)
    lent = Grant.objects.get(on_behalf_of=grant)
    theirs = sign_in("teacher")
    assert "委托人 海陵区实验小学school_hr" in text(theirs.get(MINE))
    assert theirs.get("/teachers/").status_code == 200
    assert theirs.get(f"{MINE}{lent.pk}/lend/").status_code == 404
    assert sign_in("district").post(f"{MINE}{lent.pk}/take-back/").status_code == 404
    assert "代理已结束" in text(browser.post(f"{MINE}{lent.pk}/take-back/", follow=True))
    assert theirs.get("/teachers/").status_code == 403
    assert "已经终止" in text(browser.post(f"{MINE}{lent.pk}/take-back/", follow=True))


def test_a_stranger_is_no_colleague_on_the_form(settled: World, sign_in: Any) -> None:
    grant, today = Grant.objects.get(user=settled["school"]), timezone.localdate()
    form = {"to": settled["far_school"].pk, "on": today, "until": today + timedelta(9), "reason": "产假"}
    page = sign_in("school").post(f"{MINE}{grant.pk}/lend/", form)
    assert "to" in page.context["form"].errors
    assert not Grant.objects.filter(on_behalf_of=grant).exists()


def test_accounts_are_closed_and_opened_on_the_page(world: World, sign_in: Any) -> None:
    browser, one = sign_in("sysadmin"), world["school"]
    place = f"{ACCOUNTS}{one.pk}/"
    assert place in text(browser.get(f"{ACCOUNTS}?q=school&state=open"))
    assert "请写明理由" in text(browser.post(f"{place}close/", follow=True))
    assert "账号已停用" in text(browser.post(f"{place}close/", {"reason": "离职"}, follow=True))
    assert place in text(browser.get(f"{ACCOUNTS}?state=closed"))
    assert place not in text(browser.get(f"{ACCOUNTS}?state=open"))
    done = text(browser.post(f"{place}reopen/", {"reason": "返岗"}, follow=True))
    assert "账号已恢复" in done
    assert "停用经过" in done
    own = text(browser.get(f"{ACCOUNTS}{world['sysadmin'].pk}/"))
    assert "停用账号" not in own
    assert browser.get(f"{ACCOUNTS}{world.command_line.pk}/").status_code == 404


def test_a_slip_is_shown_once_and_kept_nowhere(world: World, sign_in: Any) -> None:
    browser = sign_in("sysadmin")
    page = browser.post(INVITATIONS, {"full_name": "新人", "org": world.units[SCHOOL].pk})
    code = page.context["code"]
    assert code in text(page)
    assert "no-store" in page["Cache-Control"]
    assert code not in text(browser.get(INVITATIONS))
    made = Invitation.objects.for_system("test").get()
    assert "有效至" in text(browser.get(INVITATIONS))
    assert "邀请已撤回" in text(browser.post(f"{INVITATIONS}{made.pk}/withdraw/", follow=True))
    assert "已经使用或撤回" in text(browser.post(f"{INVITATIONS}{made.pk}/withdraw/", follow=True))
    wrong = browser.post(INVITATIONS, {"full_name": "新人", "org": world.units[SCHOOL].pk, "register_no": "T1"})
    assert "教师编号与姓名不符" in text(wrong)


def test_failed_work_is_told_without_its_subject(world: World, sign_in: Any) -> None:
    Job.objects.create(
        task="kernel.imports.tasks.judge", subject_id="1", title="核对 李长青.xlsx", asked_by=world["school"],
        state="failed", problem="李长青的证件号码", finished_at=timezone.now(),
    )  # fmt: skip
    browser = sign_in("sysadmin")
    page = text(browser.get("/access/jobs/"))
    assert "kernel.imports.tasks.judge" in page
    assert "李长青" not in page
    assert "1 项后台任务没有完成" in text(browser.get("/"))
    Job.objects.create(
        task="kernel.imports.tasks.judge", subject_id="1", title="核对", asked_by=world["school"], state="done"
    )
    assert "没有未完成的后台任务" in text(browser.get("/access/jobs/"))


def queries(browser: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert browser.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize(
    ("who", "path"),
    [
        ("secadmin", PEOPLE), ("secadmin", "person"), ("secadmin2", SIGNATURES), ("secadmin2", "/"),
        ("sysadmin", ACCOUNTS), ("sysadmin", INVITATIONS), ("sysadmin", f"{ACCOUNTS}?state=lapsing"), ("school", MINE),
    ],
)  # fmt: skip
def test_no_query_for_each_row(world: World, sign_in: Any, who: str, path: str) -> None:
    path = f"{PEOPLE}{world['nobody'].pk}/" if path == "person" else path
    browser = sign_in(who)
    counts = []
    for place in range(3):
        one = add_user(username=f"extra{place}", full_name=f"人{place}", password=None, by=None)
        world.users[one.username] = one
        for person in (one, world["nobody"]):
            Grant.objects.create(
                user=person, role="school_hr", org=world.units[FAR_SCHOOL],
                valid_from=timezone.localdate() + timedelta(place), reason="x", granted_by=world["secadmin"],
            )  # fmt: skip
        ask(world, one.username)
        Invitation.objects.create(
            full_name="甲", org=world.city, code_digest=str(place), made_by=world["sysadmin"], expires_at=timezone.now()
        )
        Grant.objects.create(
            user=one, role="school_hr", org=world.units[SCHOOL], valid_from=timezone.localdate(), kind="delegated",
            valid_until=timezone.localdate() + timedelta(5), on_behalf_of=Grant.objects.get(user=world["school"]),
        )  # fmt: skip
        User.objects.filter(pk=one.pk).update(date_joined=timezone.now() - timedelta(400))
        counts.append(queries(browser, path))
    assert counts[0] == counts[2], counts
