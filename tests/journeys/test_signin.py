"""A new officer's way in: an own password, a second factor, the next sign-in with it, a wait too long, a session ended
from another browser, and a passkey."""

from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Locator, expect

from journeys.conftest import Visit
from journeys.installation import Installation
from journeys.visitor import PHONE, Visitor

pytestmark = pytest.mark.usefixtures("city")
OWN = "Own-password-77"


class Telephone:
    """An authenticator app with one secret; no code of it is shown twice."""

    def __init__(self, secret: str) -> None:
        self.secret, self.step = secret, -1

    def code(self) -> str:
        """Six digits of now or of the step to come, after a wait if both are used."""
        self.step = max(int(time.time()) // 30, self.step + 1)
        while self.step > int(time.time()) // 30 + 1:
            time.sleep(0.2)
        return format_hotp_value(hotp_value(self.secret, self.step))


def press(person: Visitor, name: str) -> None:
    """A button of exactly this name, and the page it leads to."""
    person.follow(person.page.get_by_role("button", name=name, exact=True))


def heading(person: Visitor) -> Locator:
    return person.page.get_by_role("heading", level=1)


def by_password(person: Visitor, name: str, password: str, there: str = "") -> None:
    person.open(f"{there}/accounts/login/")
    person.page.get_by_label("用户名").fill(name)
    person.page.get_by_label("密码").fill(password)
    press(person, "登录")


def set_up(person: Visitor, name: str, password: str) -> Telephone:
    """The first sign-in with what the administrator handed over, up to the first page."""
    page = person.page
    by_password(person, name, password)
    expect(heading(person)).to_have_text("修改密码")
    person.look("signin-first-password")
    page.locator("[name=oldpassword]").fill(password)
    page.locator("[name=password1]").fill(OWN)
    page.locator("[name=password2]").fill(OWN)
    press(person, "确定")
    expect(heading(person)).to_have_text("请先登记第二因素")
    person.look("signin-set-up")
    person.page.goto("/teachers/")
    expect(heading(person)).to_have_text("请先登记第二因素")
    person.follow(page.get_by_role("link", name="登记身份验证器"))
    expect(page.get_by_role("img", name="登记用的二维码")).to_be_visible()
    person.look("signin-app")
    phone = Telephone(page.locator(".secret").inner_text())
    page.get_by_label("验证码").fill(phone.code())
    press(person, "完成登记")
    expect(page.locator(".codes li")).to_have_count(10)
    person.look("signin-codes")
    person.follow(page.get_by_role("link", name="已保存，继续"))
    expect(heading(person)).to_contain_text("您好")
    return phone


def sign_in(person: Visitor, name: str, phone: Telephone, there: str = "") -> None:
    by_password(person, name, OWN, there)
    expect(heading(person)).to_have_text("登录验证")
    person.page.get_by_label("验证码").fill(phone.code())
    press(person, "登录")
    expect(heading(person)).to_contain_text("您好")


def account(city: Installation, name: str) -> str:
    """A new officer of a school; the initial password."""
    words = ("--name", "林新", "--role", "school_hr", "--unit", "海陵区实验小学")
    return str(city.manage("add_account", name, *words)["password"])


def test_the_way_in(visit: Visit, installation: Installation) -> None:
    password = account(installation, "newcomer")
    office = visit()
    phone = set_up(office, "newcomer", password)
    office.open("/teachers/")
    press(office, "退出")

    # The next time with the code; another browser, a telephone, too.
    sign_in(office, "newcomer", phone)
    home = visit(width=PHONE)
    sign_in(home, "newcomer", phone)

    # From home the office is signed out.
    home.open("/accounts/")
    home.look("signin-own")
    expect(home.page.get_by_text("本次登录")).to_be_visible()
    press(home, "退出此设备")
    expect(home.page.get_by_role("alert")).to_contain_text("该设备上的登录已退出。")
    office.page.goto("/teachers/")
    expect(heading(office)).to_have_text("泰州市教师发展与荣誉登记系统")
    home.open("/teachers/")

    # Nobody touches the office's browser for longer than is allowed (here: seconds instead of minutes).
    with installation.second_web(IDLE_MINUTES="0.1", SENSITIVE_IDLE_MINUTES="0.08") as there:
        sign_in(office, "newcomer", phone, there)
        time.sleep(3)
        office.page.goto(f"{there}/teachers/")
        expect(heading(office)).to_have_text("教师名册")
        time.sleep(7)
        office.page.goto(f"{there}/teachers/")
        expect(office.page.get_by_role("alert")).to_contain_text("长时间没有操作")
        office.look("signin-idle")
    office.page.goto("/teachers/")
    expect(office.page.get_by_label("用户名")).to_be_visible()


def test_a_passkey(visit: Visit, installation: Installation) -> None:
    """A device with a finger print: set up as the second factor, then in place of the password. Browsers allow it at
    a name only, hence localhost."""
    here = installation.url.replace("127.0.0.1", "localhost")
    password = account(installation, "fingers")
    person = visit()
    page = person.page
    device = person.context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    device.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
                "isUserVerified": True, "automaticPresenceSimulation": True,
            }
        },
    )  # fmt: skip
    page.goto(f"{here}/accounts/login/")
    page.get_by_label("用户名").fill("fingers")
    page.get_by_label("密码").fill(password)
    press(person, "登录")
    page.locator("[name=oldpassword]").fill(password)
    page.locator("[name=password1]").fill(OWN)
    page.locator("[name=password2]").fill(OWN)
    press(person, "确定")
    person.follow(page.get_by_role("link", name="登记通行密钥"))
    page.get_by_label("名称").fill("办公室电脑")
    page.get_by_label("可代替密码直接登录").check()
    person.look("signin-passkey")
    press(person, "登记")
    expect(page.locator(".codes li")).to_have_count(10)
    page.goto(f"{here}/accounts/")
    expect(page.get_by_text("办公室电脑")).to_be_visible()
    press(person, "退出")

    press(person, "用通行密钥登录")
    expect(heading(person)).to_contain_text("您好")
    page.goto(f"{here}/teachers/")
    expect(heading(person)).to_contain_text("教师名册")
    press(person, "退出")

    # After the password it is the second step.
    page.get_by_label("用户名").fill("fingers")
    page.get_by_label("密码").fill(OWN)
    press(person, "登录")
    press(person, "使用通行密钥")
    expect(heading(person)).to_contain_text("您好")
