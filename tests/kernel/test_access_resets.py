"""Giving a lost way in back: unlocking, resets, and the second signature where a strong role hangs on the account."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from signing import enrol_app
from world import PASSWORD, World, acts

from kernel.access.actions import accounts, resets
from kernel.access.choices import Reset
from kernel.access.queries.resets import waiting
from kernel.accounts import locks
from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import Grant
from kernel.errors import RuleBroken
from kernel.signoff.models import Signature, SignatureState

pytestmark = pytest.mark.django_db
CHANGE = "/accounts/password/change/"


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def text(answer: Any) -> str:
    return str(answer.content.decode())


def ask(world: World, who: str = "secadmin", what: Reset = Reset.PASSWORD, by: str = "sysadmin") -> Signature:
    made = resets.reset(user=world.user(who), what=what, reason="遗忘密码", by=world.user(by))
    assert isinstance(made, Signature)
    return made


def sign(world: World, asked: Signature, by: str, who: str = "secadmin") -> str:
    return resets.sign(signature=asked, user=world.user(who), by=world.user(by))


def second_sysadmin(world: World) -> None:
    """Another system administrator."""
    made = world.users["sysadmin2"] = add_user(
        username="sysadmin2", full_name="另一系统管理员", password=PASSWORD, by=None, is_initial=False
    )
    grant_role(user=made, role="system_admin", org=world.city, on=timezone.localdate(), by=None)


def test_an_ordinary_account_is_reset_by_one(world: World, client: Client) -> None:
    enrol_app(world["school"])
    made = resets.reset(user=world["school"], what=Reset.PASSWORD, reason="遗忘", by=world.user("sysadmin"))
    assert isinstance(made, str)
    assert world.user("school").check_password(made)
    assert world.user("school").must_change_password
    resets.reset(user=world["school"], what=Reset.FACTORS, reason="手机遗失", by=world.user("sysadmin"))
    assert not Authenticator.objects.filter(user=world["school"]).exists()
    for act, reason in (("sign_in.password_reset", "遗忘"), ("sign_in.factors_reset", "手机遗失")):
        (line,) = acts(act)
        assert (line.actor_name, line.subject_id) == ("sysadmin", str(world["school"].pk))
        assert line.sentence.endswith(f"理由：{reason}")
        assert made not in str(line.detail)


@pytest.mark.parametrize("what", Reset)
def test_nobody_resets_a_strong_account_alone(world: World, what: Reset) -> None:
    enrol_app(world["secadmin"])
    asked = ask(world, what=what)
    assert world.user("secadmin").check_password(PASSWORD)
    assert Authenticator.objects.filter(user=world["secadmin"]).exists()
    with refused("same_person"):
        sign(world, asked, "sysadmin")
    with refused("own_account_reset"):
        sign(world, asked, "secadmin")
    for who in ("city", "approver", "auditadmin", "district_secadmin"):
        with refused("reset_not_yours"):
            sign(world, asked, who)
    assert not acts("sign_in.password_reset") + acts("sign_in.factors_reset")
    made = sign(world, asked, "secadmin2")
    if what == Reset.PASSWORD:
        assert world.user("secadmin").check_password(made)
        assert acts("sign_in.password_reset")[-1].actor_name == "secadmin2"
    else:
        assert not made
        assert not Authenticator.objects.filter(user=world["secadmin"]).exists()
        assert acts("sign_in.factors_reset")[-1].actor_name == "secadmin2"
    assert [acts(f"account.reset_{one}")[-1].actor_name for one in ("asked", "signed")] == ["sysadmin", "secadmin2"]
    with refused("signature_decided"):
        sign(world, asked, "secadmin2")


def test_another_system_administrator_signs_too(world: World) -> None:
    second_sysadmin(world)
    made = sign(world, ask(world), "sysadmin2")
    assert world.user("secadmin").check_password(made)


def test_a_district_signs_for_its_own(world: World) -> None:
    asked = ask(world, "district_secadmin")
    Grant.objects.create(
        user=world["nobody"], role="security_admin", org=world.units["海陵区"], valid_from=timezone.localdate(),
        granted_by=world["secadmin"], second_by=world["secadmin2"], reason="x",
    )  # fmt: skip
    assert sign(world, asked, "nobody", "district_secadmin")


def test_a_strong_role_from_tomorrow_on_is_strong_today(world: World) -> None:
    grant_role(
        user=world["nobody"], role="city_hr", org=world.city, on=timezone.localdate() + timedelta(1), by=None
    )  # fmt: skip
    assert isinstance(ask(world, "nobody"), Signature)


def test_a_role_gained_after_the_request_asks_anew(world: World) -> None:
    asked = ask(world, "district_secadmin")
    Grant.objects.create(
        user=world["district_secadmin"], role="security_admin", org=world.city, valid_from=timezone.localdate(),
        granted_by=world["secadmin"], second_by=world["secadmin2"], reason="x",
    )  # fmt: skip
    with refused("reset_changed"):
        sign(world, asked, "secadmin", "district_secadmin")


def test_a_request_of_who_is_administrator_no_more_is_not_signed(world: World) -> None:
    asked = ask(world)
    Grant.objects.filter(user=world["sysadmin"]).update(valid_until=timezone.localdate())
    with refused("asker_gone"):
        sign(world, asked, "secadmin2")


def test_what_is_refused_on_the_spot(world: World) -> None:
    with refused("own_account_reset"):
        resets.reset(user=world["sysadmin"], what=Reset.PASSWORD, reason="x", by=world.user("sysadmin"))
    with refused("own_account_reset"):
        resets.unlock(user=world["sysadmin"], by=world.user("sysadmin"))
    with refused("no_permission"):
        resets.reset(user=world["school"], what=Reset.PASSWORD, reason="x", by=world.user("secadmin"))
    with refused("no_permission"):
        resets.unlock(user=world["school"], by=world.user("secadmin"))
    with refused("reason_missing"):
        resets.reset(user=world["school"], what=Reset.PASSWORD, reason=" ", by=world.user("sysadmin"))
    with refused("not_locked"):
        resets.unlock(user=world["school"], by=world.user("sysadmin"))
    ask(world)
    with refused("signature_waits"):
        ask(world)
    accounts.close_account(user=world["school"], reason="离职", by=world.user("sysadmin"))
    with refused("account_closed"):
        resets.reset(user=world.user("school"), what=Reset.PASSWORD, reason="x", by=world.user("sysadmin"))


def test_a_lock_is_lifted_on_the_page(world: World, sign_in: Any, client: Client) -> None:
    browser, place = sign_in("sysadmin"), f"/access/accounts/{world['nobody'].pk}/"
    assert "解除锁定" not in text(browser.get(place))
    for _ in range(5):
        client.post("/accounts/login/", {"login": "nobody", "password": "wrong"})
    assert "解除锁定" in text(browser.get(place))
    assert "已解除锁定" in text(browser.post(f"{place}unlock/", follow=True))
    assert not locks.is_locked(world["nobody"])
    assert acts("sign_in.unlocked")[-1].actor_name == "sysadmin"
    assert "没有锁定" in text(browser.post(f"{place}unlock/", follow=True))


def test_the_slip_is_shown_once(world: World, sign_in: Any, client: Client) -> None:
    browser, place = sign_in("sysadmin"), f"/access/accounts/{world['nobody'].pk}/"
    there = sign_in("nobody")
    assert "请写明理由" in text(browser.post(f"{place}reset-password/", follow=True))
    page = browser.post(f"{place}reset-password/", {"reason": "遗忘"})
    password = page.context["password"]
    assert password in text(page)
    assert "no-store" in page["Cache-Control"]
    assert password not in text(browser.get(place))
    assert "初始密码，本人尚未修改" in text(browser.get(place))
    assert there.get("/").status_code == 302
    client.post("/accounts/login/", {"login": "nobody", "password": password})
    assert client.get("/")["Location"] == CHANGE


def test_a_strong_account_needs_both_on_the_pages(world: World, sign_in: Any) -> None:
    first, second = sign_in("sysadmin"), sign_in("secadmin2")
    account = f"/access/accounts/{world['secadmin'].pk}/"
    assert "须由另一名系统管理员或安全管理员签署" in text(first.get(account))
    place = first.post(f"{account}reset-password/", {"reason": "遗忘"})["Location"]
    assert place in text(first.get(account))
    assert "签署同意" not in text(first.get(place))
    assert place not in text(first.get("/access/signatures/"))
    assert place in text(second.get("/access/signatures/"))
    assert "待签署" in text(second.get("/"))
    assert sign_in("district_secadmin").get(place).status_code == 404
    assert sign_in("approver").get(place).status_code == 404
    assert "请先核对并勾选确认" in text(second.post(f"{place}sign/", follow=True))
    assert "提出人不能签署" in text(first.post(f"{place}sign/", {"checked": "1"}, follow=True))
    page = second.post(f"{place}sign/", {"checked": "1"})
    password = page.context["password"]
    assert "no-store" in page["Cache-Control"]
    assert world.user("secadmin").check_password(password)
    for browser in (first, second):
        assert password not in text(browser.get(place))
        assert "已签署" in text(browser.get(place))


def test_a_request_is_refused_or_taken_back(world: World, sign_in: Any) -> None:
    asked = ask(world)
    place = f"/access/resets/{asked.pk}/"
    assert "请写明不同意的理由" in text(sign_in("secadmin2").post(f"{place}refuse/", follow=True))
    assert "已答复提出人" in text(sign_in("secadmin2").post(f"{place}refuse/", {"answer": "未核实"}, follow=True))
    place = f"/access/resets/{ask(world, what=Reset.FACTORS).pk}/"
    assert "只有提出人可以撤回" in text(sign_in("secadmin2").post(f"{place}withdraw/", follow=True))
    assert "已撤回" in text(sign_in("sysadmin").post(f"{place}withdraw/", follow=True))
    assert not Signature.objects.for_system("test").filter(state=SignatureState.OPEN).exists()
    assert world.user("secadmin").check_password(PASSWORD)


def test_the_list_to_sign_costs_the_same_for_one_and_for_three(world: World) -> None:
    counts: list[int] = []
    for who in ("secadmin", "auditadmin", "approver"):
        ask(world, who)
        reader = world.user("secadmin2")
        with CaptureQueriesContext(connection) as seen:
            assert len(waiting(reader)) == len(counts) + 1
        counts.append(len(seen))
    assert len(set(counts)) == 1, counts


def test_who_has_no_password_is_told_so(world: World, sign_in: Any) -> None:
    made = world.users["linked"] = add_user(username="linked", full_name="关联", password=None, by=None)
    page = sign_in("linked").get(CHANGE, follow=True)
    assert page.status_code == 409
    assert "您的账号没有设置密码" in text(page)
    assert not made.has_usable_password()
