"""The register's pages: who sees whom, what is hidden, what a list costs."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Any
from urllib.parse import unquote

import pytest
from django.utils import timezone
from world import FAR_SCHOOL, SCHOOL, World, acts, id_number, person

from teachers.models import Teacher

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("school", {"陈晓", "李长青", "周缺页"}),
        ("district", {"陈晓", "李长青", "周缺页"}),
        ("far_school", {"王远山"}),
        ("far_district", {"王远山"}),
        ("city", {"陈晓", "李长青", "周缺页", "王远山"}),
        ("honors", {"陈晓", "李长青", "周缺页", "王远山"}),
    ],
)
def test_the_list_shows_the_own_people(settled: World, sign_in: Any, who: str, seen: set[str]) -> None:
    text = sign_in(who).get("/teachers/").content.decode()
    assert {name for name in settled.people if name in text} == seen


@pytest.mark.parametrize("who", ["nobody", "teacher"])
def test_the_list_is_refused_to_who_has_no_role(settled: World, sign_in: Any, who: str) -> None:
    answer = sign_in(who).get("/teachers/")
    assert answer.status_code == 403
    assert "李长青" not in answer.content.decode()


def test_a_neighbour_is_not_there(settled: World, sign_in: Any) -> None:
    far = settled.people["王远山"].get_absolute_url()
    assert sign_in("far_school").get(far).status_code == 200
    for who in ("school", "district", "teacher", "nobody"):
        assert sign_in(who).get(far).status_code == 404
    assert sign_in("city").get("/teachers/T0000000000/").status_code == 404


def test_the_number_and_the_phone_are_masked(settled: World, sign_in: Any) -> None:
    settled.enrol(person("陈晓", date(1990, 5, 4), phone="15412345678"))
    teacher = settled.people["陈晓"]
    for who in ("school", "city"):
        text = sign_in(who).get(teacher.get_absolute_url()).content.decode()
        assert "321299************" in text
        assert "154****5678" in text
        assert teacher.id_number not in text
        assert "15412345678" not in text
    assert teacher.id_number not in sign_in("city").get("/teachers/").content.decode()


def test_the_page_shows_the_arithmetic(settled: World, sign_in: Any) -> None:
    text = sign_in("school").get(settled.people["李长青"].get_absolute_url()).content.decode()
    assert "1993-09" in text
    assert "任教计入教龄。" in text
    assert "劳人薪〔1985〕40号" in text
    assert "法定退休年月" in text


def test_somebody_past_the_retirement_month_is_a_warning(settled: World, sign_in: Any) -> None:
    born = timezone.localdate().replace(year=timezone.localdate().year - 66, day=1)
    (late,) = settled.enrol(person("高龄", born, services=[("1980-09", None, "teaching")]))
    warning = "已过法定退休年月"
    assert warning in sign_in("school").get(late.get_absolute_url()).content.decode()
    assert warning not in sign_in("school").get(settled.people["陈晓"].get_absolute_url()).content.decode()


def test_one_sees_the_own_page(settled: World, sign_in: Any) -> None:
    mine = settled.people["李长青"].get_absolute_url()
    client = sign_in("teacher")
    assert mine in client.get("/").content.decode()
    assert "李长青" in client.get(mine).content.decode()


def test_reading_somebody_leaves_a_line_and_reading_oneself_none(settled: World, sign_in: Any) -> None:
    teacher = settled.people["李长青"]
    sign_in("teacher").get(teacher.get_absolute_url())
    assert acts("teacher.read") == []
    sign_in("district").get(teacher.get_absolute_url())
    assert [(one.actor_name, one.subject_id) for one in acts("teacher.read")] == [("district", str(teacher.pk))]


@pytest.mark.parametrize(
    ("query", "seen"),
    [
        ("incomplete=true", {"周缺页"}),
        ("incomplete=none", set()),
        ("employment=contract", set()),
        ("status=active&sort=-name", {"陈晓", "李长青", "周缺页", "王远山"}),
    ],
)
def test_the_list_is_filtered(settled: World, sign_in: Any, query: str, seen: set[str]) -> None:
    text = sign_in("city").get(f"/teachers/?{query}").content.decode()
    assert {name for name in settled.people if name in text} == seen


def test_the_list_is_filtered_by_school_and_number(settled: World, sign_in: Any) -> None:
    def shown(query: str, who: str = "city") -> set[str]:
        text = sign_in(who).get(f"/teachers/?{query}").content.decode()
        return {name for name in settled.people if name in text}

    assert shown(f"school={settled.units[FAR_SCHOOL].pk}") == {"王远山"}
    assert "王远山" not in shown(f"school={settled.units[FAR_SCHOOL].pk}", "school")


def test_the_list_is_searched_without_a_name_in_any_address(settled: World, sign_in: Any) -> None:
    def found(words: str, who: str = "city", **more: str) -> set[str]:
        client = sign_in(who)
        answer = client.post("/teachers/", {"q": words, **more})
        assert answer.status_code == 302
        assert words not in unquote(answer["Location"])
        text = client.get(answer["Location"]).content.decode()
        assert f'value="{words}"' in text, "the box still holds what was typed"
        return {name for name in settled.people if name in text.replace(f'value="{words}"', "")}

    assert found("长青") == {"李长青"}
    assert found("无此人") == set()
    assert found(settled.people["陈晓"].teacher_no.lower()) == {"陈晓"}
    assert found(settled.people["王远山"].teacher_no, "school") == set()
    assert found("周缺", incomplete="true") == {"周缺页"}
    assert found("陈晓", incomplete="true") == set()


def test_a_search_is_for_who_searched(settled: World, sign_in: Any) -> None:
    place = sign_in("city").post("/teachers/", {"q": "长青"})["Location"]
    for address in (place, place[:-6], place.replace("find=", "find=AAAA"), "/teachers/?find=%00长"):
        text = sign_in("honors").get(address).content.decode()
        assert "查询条件已失效" in text
        assert 'value="长青"' not in text


def test_a_name_in_an_address_is_no_search(settled: World, sign_in: Any) -> None:
    text = sign_in("city").get("/teachers/?q=长青").content.decode()
    assert "请在查询框中填写" in text
    assert "陈晓" in text
    assert 'value="长青"' not in text


def test_a_search_turns_its_pages_and_sorts(settled: World, sign_in: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teachers.views.register.PER_PAGE", 1)
    settled.enrol(person("孙长青", date(1980, 1, 1)))
    client = sign_in("city")
    page = client.get(client.post("/teachers/", {"q": "长青"})["Location"]).content.decode()
    following = unescape(re.findall(r'href="(\?[^"]*page=2[^"]*)"', page)[0])
    text = client.get(f"/teachers/{following}").content.decode()
    assert [one for one in ("李长青", "孙长青") if one in page] == ["孙长青"]
    assert [one for one in ("李长青", "孙长青", "陈晓") if one in text] == ["李长青"]
    assert "find=" in unescape(re.findall(r'href="(\?[^"]*sort=name[^"]*)"', page)[0])


@pytest.mark.parametrize("query", ["page=9999", "page=x", "sort=nonsense", "school=0", "sort=id_number", "status=gone"])
def test_an_odd_query_breaks_nothing(settled: World, sign_in: Any, query: str) -> None:
    assert sign_in("city").get(f"/teachers/?{query}").status_code == 200


@pytest.mark.parametrize(("path", "queries"), [("/teachers/", 7), ("/", 36)])
def test_a_list_costs_the_same_for_one_and_for_three(
    world: World, sign_in: Any, django_assert_num_queries: Any, path: str, queries: int
) -> None:
    client = sign_in("city")
    world.enrol(person("甲", date(1980, 1, 1)))
    with django_assert_num_queries(queries):
        client.get(path)
    world.enrol(person("乙", date(1981, 1, 1)), person("丙", date(1982, 1, 1), ("321204", FAR_SCHOOL)))
    with django_assert_num_queries(queries):
        client.get(path)


def test_a_person_costs_the_same_with_one_record_and_with_three(
    world: World, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in("school")
    rows = [("2000-09", "2003-08", "teaching"), ("2003-09", "2004-08", "aid"), ("2004-09", None, "teaching")]
    one, three, another = world.enrol(
        person("甲", date(1980, 1, 1), services=rows[:1]), person("乙", date(1981, 1, 1), services=rows),
        person("丙", date(1982, 1, 1)),
    )  # fmt: skip
    client.get(another.get_absolute_url())  # the session notes once that sensitive data was shown
    for teacher in (one, three):
        with django_assert_num_queries(21):
            client.get(teacher.get_absolute_url())


def test_a_teachers_number_says_nothing_and_is_random(settled: World) -> None:
    numbers = {one.teacher_no for one in settled.people.values()}
    assert len(numbers) == len(settled.people)
    assert all(len(number) == 11 and number.startswith("T") for number in numbers)
    assert not any(number[1:5] in id_number(date(1990, 5, 4)) for number in numbers)


def test_the_account_of_a_teacher_is_given_once(settled: World) -> None:
    from kernel.errors import RuleBroken
    from teachers.actions.accounts import give_account

    with pytest.raises(RuleBroken) as caught:
        give_account(teacher=settled.people["李长青"], user=settled["nobody"], by=settled.command_line)
    assert caught.value.code == "account_taken"
    with pytest.raises(RuleBroken):
        give_account(teacher=settled.people["王远山"], user=settled["nobody"], by=settled["school"])
    assert Teacher.objects.for_system("test").filter(user=settled["nobody"]).count() == 0
    assert SCHOOL in settled.units


def test_a_long_list_is_turned_page_by_page(world: World, sign_in: Any) -> None:
    births = [date(1980, 1 + place // 28, 1 + place % 28) for place in range(51)]
    world.enrol(*(person(f"甲{place:02d}", born) for place, born in enumerate(births)))
    client = sign_in("school")
    first = client.get("/teachers/?sort=name").content.decode()
    assert "共 51 人，第 1 / 2 页" in first
    assert "甲50" not in first
    assert "page=2" in first
    second = client.get("/teachers/?sort=name&page=2").content.decode()
    assert "甲50" in second
    assert "甲49" not in second
