"""Accounts that nobody uses lapse, the strongest first; they are closed, never deleted, and opened again by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from commands import run
from django.utils import timezone
from world import World, acts, at_the_same_moment, build

from kernel.access.actions.accounts import close_account, lapse_accounts, reopen_account
from kernel.access.models import Closure
from kernel.access.queries import accounts
from kernel.access.queries.lapse import lapsing, of_user
from kernel.access.queries.waiting import waiting
from kernel.accounts.models import Grant, User
from kernel.errors import RuleBroken

pytestmark = pytest.mark.django_db


def refused(code: str) -> Any:
    return pytest.raises(RuleBroken, check=lambda broken: broken.code == code)


def today(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days)


def age(world: World, days: int, *names: str) -> None:
    """As if the people had last signed in so many days ago, and nothing had been granted since."""
    then = timezone.now() - timedelta(days)
    rows = User.objects.filter(username__in=names or list(world.users))
    rows.update(last_login=then, date_joined=then - timedelta(900))
    Grant.objects.filter(user__in=rows).update(granted_at=then - timedelta(900))


def closed() -> set[str]:
    return set(User.objects.filter(is_active=False).exclude(username="命令行").values_list("username", flat=True))


@pytest.mark.parametrize(
    ("who", "days"), [("approver", 90), ("auditadmin", 90), ("school", 180), ("teacher", 365), ("nobody", 365)]
)
def test_an_account_lapses_after_its_time(world: World, who: str, days: int) -> None:
    age(world, days - 1, who)
    assert lapse_accounts() == []
    age(world, days, who)
    assert [row["username"] for row in lapse_accounts()] == [who]
    assert closed() == {who}
    row = Closure.objects.for_system("test").get()
    assert (row.kind, row.closed_by, row.user) == ("lapsed", world.command_line, world[who])
    assert acts("account.closed")[-1].sentence == f"账号长期未用，自动停用：最近一次使用在 {today(-days)}，已自动停用"
    assert lapse_accounts() == [], "it is closed already"


def test_the_strongest_go_first(world: World) -> None:
    age(world, 400, "nobody", "school", "approver")
    assert [(row["username"], row["level"]) for row in lapse_accounts()] == [
        ("approver", "strong"), ("school", "role"), ("nobody", "none")
    ]  # fmt: skip


def test_the_last_administrators_are_left(world: World) -> None:
    age(world, 400)
    outcome = {row["username"]: row["outcome"] for row in lapse_accounts()}
    assert outcome["sysadmin"] == "last_administrator"
    assert sorted([outcome["secadmin"], outcome["secadmin2"]]) == ["closed", "last_administrator"]
    assert "命令行" not in outcome
    assert closed() == set(world.users) - {name for name, what in outcome.items() if what != "closed"}


def test_a_trial_changes_nothing(world: World) -> None:
    age(world, 400, "school")
    answer = run("lapse_accounts", "--dry-run")
    assert [row["username"] for row in answer["accounts"]] == ["school"]
    assert answer["accounts"][0]["outcome"] == "would_close"
    assert closed() == set()
    assert run("lapse_accounts")["accounts"][0]["outcome"] == "closed"
    assert closed() == {"school"}


@pytest.mark.parametrize("fresh", ["signed in", "made", "granted", "opened again"])
def test_whatever_is_new_counts_as_use(world: World, fresh: str) -> None:
    age(world, 400, "school")
    mine, now = User.objects.filter(username="school"), timezone.now()
    if fresh == "signed in":
        mine.update(last_login=now)
    elif fresh == "made":
        mine.update(last_login=None, date_joined=now)
    elif fresh == "granted":
        Grant.objects.filter(user=world["school"]).update(granted_at=now)
    else:
        close_account(user=world["school"], reason="离岗", by=world.user("sysadmin"))
        reopen_account(user=world["school"], reason="返岗", by=world.user("sysadmin"))
    assert lapse_accounts() == []


def test_they_are_announced_before(world: World) -> None:
    age(world, 155, "school")
    keeper = world.user("sysadmin")
    assert [row.lapses_on for row in lapsing(today(), 30)] == [today(25)]
    assert [item.title for item in waiting(keeper)] == ["1 个账号将在 30 天内因长期未用停用"]
    _page, rows = accounts.accounts(keeper, state="lapsing")
    assert [(one.username, use.lapses_on) for one, use in rows] == [("school", today(25))]
    assert waiting(world.user("secadmin")) == []
    assert [item.title for item in waiting(world.user("school"))] == [f"您的账号将于 {today(25)} 因长期未用停用"]
    age(world, 140, "school")
    assert waiting(keeper) == waiting(world.user("school")) == []


def test_a_grant_that_runs_out_is_announced(world: World) -> None:
    Grant.objects.filter(user=world["school"]).update(valid_until=today(10))
    assert f"于 {today(10)} 到期" in waiting(world.user("school"))[0].title


def test_closing_and_opening_by_hand(world: World, sign_in: Any) -> None:
    browser = sign_in("school")
    assert browser.get("/").status_code == 200
    close_account(user=world["school"], reason="离职", by=world.user("sysadmin"))
    assert browser.get("/").status_code == 302, "the session is over"
    assert not world.user("school").holds("teachers.view")
    with refused("account_closed_already"):
        close_account(user=world["school"], reason="离职", by=world.user("sysadmin"))
    reopen_account(user=world["school"], reason="返岗", by=world.user("sysadmin"))
    assert world.user("school").holds("teachers.view")
    row = Closure.objects.for_system("test").get()
    assert (row.reason, row.reopened_by) == ("离职", world["sysadmin"])
    assert [one.act for one in acts("account.reopened")] == ["account.reopened"]
    with refused("account_open"):
        reopen_account(user=world["school"], reason="返岗", by=world.user("sysadmin"))


def test_an_account_that_was_closed_before_is_opened(world: World) -> None:
    User.objects.filter(username="school").update(is_active=False)
    reopen_account(user=world["school"], reason="返岗", by=world.user("sysadmin"))
    assert Closure.objects.for_system("test").get().reopened_by == world["sysadmin"]


@pytest.mark.parametrize(
    ("who", "by", "reason", "code"),
    [
        ("school", "secadmin", "x", "no_permission"),
        ("school", "city", "x", "no_permission"),
        ("sysadmin", "sysadmin", "x", "own_account"),
        ("school", "sysadmin", " ", "reason_missing"),
    ],
)
def test_what_is_not_closed(world: World, who: str, by: str, reason: str, code: str) -> None:
    with refused(code):
        close_account(user=world[who], reason=reason, by=world.user(by))
    with refused("no_permission" if code == "no_permission" else "account_open" if reason.strip() else code):
        reopen_account(user=world[who], reason=reason, by=world.user(by))
    assert closed() == set()


def test_the_last_security_administrator_is_not_closed(world: World) -> None:
    close_account(user=world["secadmin"], reason="离职", by=world.user("sysadmin"))
    with refused("last_administrator"):
        close_account(user=world["secadmin2"], reason="离职", by=world.user("sysadmin"))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_both_security_administrators_are_not_closed_at_the_same_moment() -> None:
    world = build()
    names = ["secadmin", "secadmin2"]
    keeper = world.user("sysadmin")
    assert keeper.holds("access.accounts")

    def close_one() -> None:
        close_account(user=world.users[names.pop()], reason="离职", by=keeper)

    results = at_the_same_moment(2, close_one)
    assert sorted(isinstance(one, RuleBroken) for one in results) == [False, True], results


def test_the_command_line_never_lapses(world: World) -> None:
    User.objects.filter(username="命令行").update(date_joined=timezone.now() - timedelta(900))
    assert lapse_accounts() == []
    with refused("account_closed_already"):
        close_account(user=world.command_line, reason="x", by=world.user("sysadmin"))


def test_the_day_of_lapse_is_told(world: World) -> None:
    age(world, 10, "school", "approver", "nobody")
    days = [(of_user(world[name]).lapses_on - today()).days for name in ("school", "approver", "nobody")]
    assert days == [170, 80, 355]
