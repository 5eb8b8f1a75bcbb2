"""Two people for every entry; terms, recall, expiry; each refusal with its sentence."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from pools import Pools
from world import FAR_SCHOOL, HAILING, JIANGYAN, SCHOOL, SISTER, World, acts

from kernel.errors import RuleBroken
from kernel.signoff.models import Signature
from staffing.actions import chores, loans, pool, requests
from staffing.actions.approvals import open_ledger
from staffing.actions.ledger import Ground
from staffing.actions.settings import set_standard
from staffing.choices import FigureStage, RequestState, ReturnGround
from staffing.models import LoanTerm, PoolLoan, PoolRequest, StaffingSetting
from staffing.queries.pool import due
from staffing.queries.standard import setting_on
from staffing.queries.waiting import signatures, waiting
from staffing.rules.figures import year_on
from staffing.rules.pool import REQUEST_MOVES, recall_day, term_fault, years_later

TODAY = timezone.localdate()
START = date(year_on(TODAY) + 1, 9, 1)
END = years_later(START, 3)


@pytest.fixture
def pools(settled: World) -> Pools:
    found = Pools(settled)
    found.approve(SCHOOL, 12)
    found.approve(SISTER, 20)
    found.put_in(SISTER, 8)
    return found


def _ask(pools: Pools, posts: int = 3, **changes: Any) -> PoolRequest:
    given = {
        "school": pools.unit(SCHOOL), "subject": "数学", "stage": FigureStage.PRIMARY, "posts": posts, "reason": "缺员",
        "starts_on": START, "ends_on": END, "by": pools.world["school"], "on": TODAY, **changes,
    }  # fmt: skip
    return requests.ask_posts(**given)


def _reserved(pools: Pools, posts: int = 3) -> tuple[PoolRequest, Signature]:
    one = requests.check(request=_ask(pools, posts), by=pools.world["district"])
    signature = requests.reserve(
        request=one, pool=pools.unit(HAILING), document="泰教人〔2026〕9号", by=pools.world["city"], on=TODAY
    )
    one.refresh_from_db()
    return one, signature


def _lent(pools: Pools, posts: int = 3) -> PoolLoan:
    _one, signature = _reserved(pools, posts)
    pool.sign(signature=signature, by=pools.world["signer"], on=TODAY)
    return PoolLoan.objects.get()


def test_an_approved_number_takes_two(pools: Pools) -> None:
    world = pools.world
    asked = pool.ask_approval(
        unit=pools.unit(SCHOOL), posts=15, document="泰编办〔2026〕2号", effective_from=TODAY, by=world["city"]
    )
    assert pools.row(SCHOOL).approved == 12
    for who, code in (("city", "no_permission"), ("approver", "no_permission")):
        with pytest.raises(RuleBroken) as refused:
            pool.sign(signature=asked, by=world[who], on=TODAY)
        assert refused.value.code == code
    pool.sign(signature=asked, by=world["signer"], on=TODAY)
    assert pools.row(SCHOOL).approved == 15
    assert acts("pool.approved")[0].detail["posts"] == 15


def test_posts_go_in_and_out_and_between_pools(pools: Pools) -> None:
    world, city = pools.world, pools.world.city
    moves: list[tuple[Any, dict[str, Any]]] = [
        (pool.ask_put_in, {"unit": pools.unit(SCHOOL), "pool": pools.unit(HAILING), "posts": 4}),
        (pool.ask_take_out, {"unit": pools.unit(SCHOOL), "pool": pools.unit(HAILING), "posts": 1}),
        (pool.ask_shift, {"pool": pools.unit(HAILING), "into": city, "posts": 9}),
    ]  # fmt: skip
    for ask, values in moves:
        signature = ask(**values, document="泰教人〔2026〕9号", by=world["city"])
        pool.sign(signature=signature, by=world["signer"], on=TODAY)
    assert (pools.row(HAILING).stock, pools.row(city.name).stock, pools.row(SCHOOL).disposal) == (2, 9, 9)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"pool": SCHOOL}, "not_a_pool"),
        ({"pool": JIANGYAN}, "not_own_pool"),
        ({"posts": 0}, "posts_missing"),
        ({"document": " "}, "document_missing"),
        ({"by": "far_district"}, "out_of_scope"),
        ({"by": "school"}, "no_permission"),
    ],
)
def test_what_may_not_be_asked(pools: Pools, values: dict[str, Any], code: str) -> None:
    given = {"pool": HAILING, "posts": 1, "document": "文", "by": "city", **values}
    with pytest.raises(RuleBroken) as refused:
        pool.ask_put_in(
            unit=pools.unit(SCHOOL), pool=pools.unit(given["pool"]), posts=given["posts"], document=given["document"],
            by=pools.world[given["by"]],
        )  # fmt: skip
    assert refused.value.code == code


def test_what_the_ledger_refuses_leaves_the_request_waiting(pools: Pools) -> None:
    asked = pool.ask_put_in(
        unit=pools.unit(SCHOOL), pool=pools.unit(HAILING), posts=10, document="文", by=pools.world["city"]
    )
    with pytest.raises(RuleBroken, match="将超编 1 人"):
        pool.sign(signature=asked, by=pools.world["signer"], on=TODAY)
    asked.refresh_from_db()
    assert asked.state == "open"
    pool.turn_down(signature=asked, by=pools.world["signer"], answer="数量不符")
    assert asked.state == "refused"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"subject": " "}, "subject_missing"),
        ({"reason": ""}, "reason_missing"),
        ({"posts": 0}, "posts_missing"),
        ({"starts_on": TODAY - timedelta(days=1)}, "request_past"),
        ({"ends_on": START + timedelta(days=30)}, "term_short"),
        ({"ends_on": years_later(START, 6)}, "term_long"),
    ],
)
def test_a_request_that_is_not_whole(pools: Pools, values: dict[str, Any], code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        _ask(pools, **{"posts": 1, **values})
    assert refused.value.code == code
    assert not PoolRequest.objects.exists()


def test_nobody_acts_twice_on_a_request(pools: Pools) -> None:
    world = pools.world
    own = _ask(pools, by=world["city"]) if world["city"].holds("staffing.request") else _ask(pools)
    with pytest.raises(RuleBroken) as refused:
        requests.check(request=own, by=own.asked_by)
    assert refused.value.code in {"same_checker", "no_permission"}
    one, signature = _reserved(pools)
    assert one.reserved_until == TODAY + timedelta(days=setting_on(TODAY).reserve_days)
    with pytest.raises(RuleBroken) as again:
        requests.check(request=one, by=world["district"])
    assert again.value.code == "request_moved"
    with pytest.raises(RuleBroken):
        pool.sign(signature=signature, by=world["city"], on=TODAY)


def test_every_move_of_the_table_has_its_state() -> None:
    assert {move.target for move in REQUEST_MOVES} | {RequestState.ASKED} == set(RequestState)


def test_an_overdraft_of_a_reservation_changes_nothing(pools: Pools) -> None:
    one = requests.check(request=_ask(pools, 9), by=pools.world["district"])
    with pytest.raises(RuleBroken, match="可用编制 8 名，申请 9 名，缺 1 名"):
        requests.reserve(request=one, pool=pools.unit(HAILING), document="文", by=pools.world["city"], on=TODAY)
    one.refresh_from_db()
    assert (one.state, pools.row(HAILING).stock) == ("checked", 8)


def test_a_reservation_runs_out(pools: Pools) -> None:
    one, signature = _reserved(pools)
    assert chores.expire_reservations() == 0
    PoolRequest.objects.filter(pk=one.pk).update(reserved_until=TODAY - timedelta(days=1))
    assert chores.expire_reservations() == 1
    one.refresh_from_db()
    signature.refresh_from_db()
    assert (one.state, signature.state, pools.row(HAILING).stock) == ("expired", "withdrawn", 8)


def test_a_reservation_is_released_and_made_again(pools: Pools) -> None:
    one, _signature = _reserved(pools)
    requests.release(request=one, reason="换池", by=pools.world["city"], on=TODAY)
    assert (one.state, pools.row(HAILING).reserved) == ("checked", 0)
    requests.reserve(request=one, pool=pools.unit(HAILING), document="文", by=pools.world["city"], on=TODAY)
    assert pools.row(HAILING).reserved == 3


def test_refused_and_withdrawn(pools: Pools) -> None:
    one = requests.turn_down(request=_ask(pools), by=pools.world["district"], answer="本区内调剂")
    assert (one.state, one.answer) == ("refused", "本区内调剂")
    assert requests.withdraw(request=_ask(pools), by=pools.world["school"]).state == "withdrawn"


def test_a_loan_is_renewed_within_five_years(pools: Pools) -> None:
    loan, world = _lent(pools), pools.world
    for ends_on, code in ((loan.ends_on, "term_back"), (years_later(START, 6), "term_long")):
        with pytest.raises(RuleBroken) as refused:
            pool.ask_renewal(loan=loan, ends_on=ends_on, document="文", by=world["city"])
        assert refused.value.code == code
    asked = pool.ask_renewal(loan=loan, ends_on=years_later(START, 5), document="泰教人〔2028〕1号", by=world["city"])
    pool.sign(signature=asked, by=world["signer"], on=TODAY)
    loan.refresh_from_db()
    assert loan.ends_on == years_later(START, 5)
    assert list(LoanTerm.objects.values_list("act", flat=True)) == ["lent", "renewed"]


def test_a_recall_gives_a_school_year_notice(pools: Pools) -> None:
    loan, world = _lent(pools), pools.world
    asked = pool.ask_recall(loan=loan, document="文", by=world["city"], on=TODAY)
    pool.sign(signature=asked, by=world["signer"], on=TODAY)
    loan.refresh_from_db()
    assert (loan.ends_on, loan.state) == (recall_day(TODAY), "recalled")
    with pytest.raises(RuleBroken) as refused:
        pool.ask_renewal(loan=loan, ends_on=years_later(START, 5), document="文", by=world["city"])
    assert refused.value.code == "recalled_already"
    pool.give_back(
        loan=loan, posts=3, returned=ReturnGround.RECALL, document="文", by=world["city"], on=TODAY
    )  # fmt: skip
    loan.refresh_from_db()
    assert (loan.state, pools.row(HAILING).stock, pools.row(SCHOOL).borrowed_in) == ("returned", 8, 0)
    with pytest.raises(RuleBroken) as over:
        loans.renew_now(loan=loan, ends_on=END, ground=Ground("文", TODAY, world["city"], world["signer"]))
    assert over.value.code == "loan_over"


@pytest.mark.parametrize(
    ("noticed", "day"),
    [
        (date(2026, 11, 24), date(2028, 9, 1)),
        (date(2026, 9, 1), date(2028, 9, 1)),
        (date(2026, 8, 31), date(2027, 9, 1)),
    ],
)
def test_the_day_of_a_recall(noticed: date, day: date) -> None:
    assert recall_day(noticed) == day


def test_terms() -> None:
    start = date(2026, 9, 1)
    assert term_fault(start, date(2027, 9, 1), 5) == ""
    assert term_fault(start, date(2027, 8, 31), 5) == "term_short"
    assert term_fault(start, date(2031, 9, 1), 5) == ""
    assert term_fault(start, date(2031, 9, 2), 5) == "term_long"
    assert years_later(date(2024, 2, 29), 1) == date(2025, 3, 1)


def test_what_is_due_is_announced_once_and_waits(pools: Pools) -> None:
    loan = _lent(pools)
    assert chores.remind() == 0
    assert due(pools.world["city"], TODAY) == []
    PoolLoan.objects.filter(pk=loan.pk).update(starts_on=TODAY - timedelta(days=400), ends_on=TODAY)
    chores.daily()
    chores.daily()
    assert len(acts("pool.due")) == 1
    assert [one.pk for one in due(pools.world["school"], TODAY)] == [loan.pk]
    assert due(pools.world["far_district"], TODAY) == []
    assert any("已到期未还 1 笔" in one.detail for one in waiting(pools.world.user("school")))


def test_who_may_sign_is_told(pools: Pools) -> None:
    _one, _signature = _reserved(pools)
    assert [f"借给“{SCHOOL}”编制 3 名" in one.title for one in signatures(pools.world.user("signer"))] == [True]
    assert signatures(pools.world.user("city")) == []
    _ask(pools)
    assert any("1 份用编申请待审核" in one.title for one in waiting(pools.world.user("district")))


def test_the_number_of_a_workbook_opens_once(pools: Pools) -> None:
    far, city = pools.unit(FAR_SCHOOL), pools.world["city"]
    given: dict[str, Any] = {"unit": far, "document": "年度数据", "by": city, "on": TODAY}
    assert open_ledger(posts=9, effective_from=date(2025, 9, 1), **given) == "opened"
    assert open_ledger(posts=9, effective_from=date(2026, 9, 1), **given) == "same"
    assert open_ledger(posts=5, effective_from=date(2024, 9, 1), **given) == "past"
    assert open_ledger(posts=10, effective_from=date(2026, 9, 1), **given) == "asked"
    assert open_ledger(posts=10, effective_from=date(2026, 9, 1), **given) == "asked"
    assert open_ledger(posts=11, effective_from=date(2026, 9, 1), **given) == "asked"
    signature = Signature.objects.for_system("test").get(kind="staffing.approve", state="open")
    pool.sign(signature=signature, by=pools.world["signer"], on=TODAY)
    assert pools.row(FAR_SCHOOL).approved == 11


def test_a_standard_is_a_dated_row(pools: Pools) -> None:
    world = pools.world
    values = {"combine": "max", "rounding": "half_up", "small_threshold": 200, "document": "泰教人〔2026〕3号"}
    with pytest.raises(RuleBroken) as past:
        set_standard(effective_from=date(2020, 9, 1), by=world["city"], on=TODAY, **values)
    assert past.value.code == "setting_past"
    set_standard(effective_from=TODAY, by=world["city"], on=TODAY, **values)
    assert setting_on(TODAY).small_threshold == 200
    assert setting_on(date(2020, 9, 1)).small_threshold == 100
    with pytest.raises(RuleBroken) as twice:
        set_standard(effective_from=TODAY, by=world["city"], on=TODAY, **values)
    assert twice.value.code == "setting_exists"
    with pytest.raises(RuleBroken):
        set_standard(effective_from=TODAY + timedelta(days=1), by=world["district"], on=TODAY, **values)
    assert StaffingSetting.objects.count() == 2
