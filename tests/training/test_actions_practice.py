"""Stays count when the office above has confirmed them; a recognition is checked again in its time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from duty_world import mechanic, teachers_of, vocational_school
from world import World, acts

from kernel.accounts.actions import add_user, grant_role
from kernel.accounts.models import User
from kernel.errors import RuleBroken
from training.actions.bases import add_base, end_base
from training.actions.duties import set_practice_rule
from training.actions.practice import check_again, confirm_stay, recognise, record_stay, strike_stay
from training.models import DualRecognition, PracticeStay
from training.queries import practice as queries

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 30)


def code_of(call: Callable[[], object]) -> str:
    with pytest.raises(RuleBroken) as refused:
        call()
    return refused.value.code


def school_officer(world: World) -> User:
    """Who keeps the records of the vocational school."""
    if "vocational" not in world.users:
        user = add_user(username="vocational", full_name="vocational", password="correct-horse-battery",
                        by=world.command_line, is_initial=False)  # fmt: skip
        grant_role(user=user, role="school_hr", org=vocational_school(world), on=date(2020, 1, 1),
                   by=world.command_line)  # fmt: skip
        world.users["vocational"] = user
    return world.user("vocational")


def stay(
    world: World, teacher: Any, first: str = "2025-01-01", last: str = "2025-06-29", **values: Any
) -> PracticeStay:
    given: dict[str, Any] = {
        "company": "示例机械公司",
        "form": "post",
        "task": "数控车间跟岗",
        "by": school_officer(world),
    }
    return record_stay(
        teacher=teacher, first_on=date.fromisoformat(first), last_on=date.fromisoformat(last), on=DAY, **given | values
    )


def test_a_stay_counts_from_its_confirmation_on_and_no_longer_when_struck_out(world: World) -> None:
    teacher = mechanic(world)
    one = stay(world, teacher)
    above = world["district_training"]
    judged: Callable[..., Any] = lambda: queries.practising(above, [teacher], DAY)[0]  # noqa: E731
    assert (judged().verdict.days, judged().waiting, judged().verdict.state) == (0, 1, "behind")
    assert list(queries.to_confirm(above)) == [one]
    assert not queries.to_confirm(school_officer(world))
    confirm_stay(stay=one, by=above)
    assert (judged().verdict.days, judged().waiting, judged().verdict.state) == (180, 0, "met")
    assert code_of(lambda: confirm_stay(stay=one, by=above)) == "stay_moved"
    assert code_of(lambda: strike_stay(stay=one, reason="误登", by=school_officer(world))) == "stay_confirm_above"
    assert code_of(lambda: strike_stay(stay=one, reason=" ", by=above)) == "stay_strike_reason"
    strike_stay(stay=one, reason="误登", by=above)
    assert judged().verdict.days == 0
    assert code_of(lambda: strike_stay(stay=one, reason="误登", by=above)) == "stay_moved"
    assert [len(acts(f"practice.{act}")) for act in ("recorded", "confirmed", "struck")] == [1, 1, 1]


def test_two_stays_at_once_count_once(world: World) -> None:
    teacher = mechanic(world)
    for one in (stay(world, teacher), stay(world, teacher, "2025-03-01", "2025-06-30", company="另一公司")):
        confirm_stay(stay=one, by=world["city_training"])
    assert queries.practising(world["city_training"], [teacher], DAY)[0].verdict.days == 181


def test_what_is_not_taken(world: World) -> None:
    (teacher,) = teachers_of(world, "甲")
    master = mechanic(world)
    stay(world, master)
    assert code_of(lambda: stay(world, master)) == "stay_known"
    assert code_of(lambda: stay(world, master, last="2026-07-01")) == "stay_ahead"
    assert code_of(lambda: stay(world, teacher, by=world["school"])) == "stay_not_vocational"
    assert code_of(lambda: stay(world, master, by=world["school"])) == "duty_elsewhere"
    assert code_of(lambda: stay(world, master, by=world["honors"])) == "no_permission"
    base = add_base(kind="practice", name="实践基地", org=world.city, host="示例公司", address="泰州市", capacity=None,
                    recognised_on=date(2020, 1, 1), document="文件", on=DAY, by=world["city_training"])  # fmt: skip
    end_base(base=base, ended_on=date(2025, 1, 1), reason="期满", on=DAY, by=world["city_training"])
    assert code_of(lambda: stay(world, master, "2025-01-01", company="新公司", base=base)) == "base_over"
    stay(world, master, "2024-12-31", company="新公司", base=base)
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeStay.objects.for_system("a test").update(last_on=date(2020, 1, 1))


def test_nobody_confirms_the_own_record(world: World) -> None:
    teacher = mechanic(world)
    one = stay(world, teacher, by=world["district_training"])
    assert code_of(lambda: confirm_stay(stay=one, by=world["district_training"])) == "stay_confirm_other"
    assert code_of(lambda: confirm_stay(stay=one, by=school_officer(world))) == "stay_confirm_above"
    with pytest.raises(PracticeStay.DoesNotExist):
        confirm_stay(stay=one, by=world["far_district_training"])
    confirm_stay(stay=one, by=world["city_training"])
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeStay.objects.for_system("a test").filter(pk=one.pk).update(confirmed_by=world["district_training"])


def test_whom_the_rule_binds(world: World) -> None:
    mechanic(world)
    general = mechanic(world, "公共课", date(1983, 1, 2), subject="语文")
    mechanic(world, "未填学科", date(1983, 1, 3), subject="")
    mechanic(world, "后勤", date(1983, 1, 4), category="worker")
    new = mechanic(world, "新教师", date(1998, 1, 4), started_teaching_month=date(2024, 9, 1))
    teachers_of(world, "小学教师", subject="科学")
    assert queries.figures(world["city_training"], DAY) == {"met": 0, "running": 1, "behind": 1}
    values = {"days_required": 100, "years": 5, "window": "fixed", "anchor_year": 2021, "recheck_years": 3,
              "general_subjects": [], "document": "新文件"}  # fmt: skip
    assert code_of(lambda: set_practice_rule(effective_from=DAY, **values, on=DAY, by=world["school"])) == (
        "no_permission"
    )
    set_practice_rule(effective_from=DAY, **values, on=DAY, by=world["city_training"])
    assert queries.figures(world["city_training"], DAY) == {"met": 0, "running": 3, "behind": 0}
    assert {general.pk, new.pk} <= {row.pk for row in queries.bound(world["city_training"], _rule())}


def _rule() -> Any:
    from training.queries.duty_rules import practice_rule

    return practice_rule(DAY)


def recognised(world: World, teacher: Any, on: str = "2021-07-01", **values: Any) -> DualRecognition:
    given = {"grade": "middle", "field": "数控技术", "body": "泰州市教育局", "document": "认定文件"}
    return recognise(
        teacher=teacher, recognised_on=date.fromisoformat(on), on=DAY, by=values.pop("by", school_officer(world)),
        **given | values,
    )  # fmt: skip


def test_a_recognition_goes_on_with_its_check_and_ends_without(world: World) -> None:
    teacher = mechanic(world)
    one = recognised(world, teacher)
    assert one.due_on == date(2026, 7, 1)
    assert queries.standing([one], DAY)[0].state == "soon"
    assert code_of(lambda: recognised(world, teacher)) == "dual_standing"
    check: Callable[..., Any] = lambda on, **more: check_again(  # noqa: E731
        recognition=one, checked_on=date.fromisoformat(on), on=DAY, by=world["district_training"],
        **{"has_passed": True, "grade": "senior", "document": "复核文件", "note": "", **more},
    )  # fmt: skip
    assert code_of(lambda: check("2026-07-01")) == "day_ahead"
    assert code_of(lambda: check("2021-06-30")) == "dual_check_early"
    check("2026-06-01")
    one.refresh_from_db()
    assert (one.grade, one.due_on) == ("senior", date(2031, 6, 1))
    assert code_of(lambda: check("2026-06-01")) == "dual_check_known"
    check("2026-06-02", has_passed=False, note="师德考核不合格")
    one.refresh_from_db()
    assert (one.ended_on, one.ended_reason) == (date(2026, 6, 2), "师德考核不合格")
    assert code_of(lambda: check("2026-06-03")) == "dual_ended"
    assert recognised(world, teacher, "2026-06-10").pk != one.pk
    assert [line.detail["passed"] for line in acts("dual.checked")] == [True, False]


def test_who_may_recognise(world: World) -> None:
    teacher = mechanic(world)
    assert code_of(lambda: recognised(world, teacher, by=world["far_district_training"])) == "duty_elsewhere"
    assert code_of(lambda: recognised(world, teacher, by=world["honors"])) == "no_permission"
    assert code_of(lambda: recognised(world, teacher, "2026-07-01")) == "day_ahead"
    (plain,) = teachers_of(world, "甲")
    assert code_of(lambda: recognised(world, plain, by=world["school"])) == "stay_not_vocational"
