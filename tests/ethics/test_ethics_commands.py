"""The answer and the import of decided sanctions from the command line."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ethics_helpers import punish
from world import World, acts, id_number, person, workbook

from ethics.choices import HandlingKind
from ethics.models import Bar, Sanction

pytestmark = pytest.mark.django_db
NUMBER = id_number(date(1972, 3, 8))
HEAD = ("身份证件号", "姓名", "处理种类", "决定日期", "生效日期", "期限(月)", "取消资格领域", "决定机关", "文号")


def said(*arguments: Any) -> dict[str, Any]:
    out = io.StringIO()
    call_command(*arguments, "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def book(tmp_path: Path, *rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, sheet: str = "师德处理") -> str:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook({sheet: [head, *rows]}))
    return str(path)


def line(number: str = NUMBER, name: str = "李长青", kind: str = "记过", *rest: Any) -> tuple[Any, ...]:
    given = list(rest) + [None] * 6
    defaults = ("2026-03-15", "2026-03-15", 12, "", "海陵区教育局", "泰海教处〔2026〕1号")
    return (number, name, kind, *(value if value is not None else default
                                  for value, default in zip(given, defaults, strict=False)))  # fmt: skip


def test_one_person(settled: World) -> None:
    punish(settled, kind=HandlingKind.P1)
    found = said("standing", "--id", NUMBER, "--purpose", "promotion", "--on", "2026-09-14")
    assert found == {
        "answer": "barred",
        "reasons": [
            {"code": "sanction_P1", "from": "2026-03-15", "until": "2026-09-15", "document": "泰海教处〔2026〕1号"}
        ],
    }
    for on in ("2026-03-14", "2026-09-15"):
        assert said("standing", "--id", NUMBER, "--purpose", "promotion", "--on", on) == {
            "answer": "clear",
            "reasons": [],
        }
    assert said("standing", "--id", NUMBER.lower(), "--purpose", "title_review")["answer"] == "clear"
    assert [one.detail["people"] for one in acts("standing.asked")] == [1] * 4


@pytest.mark.parametrize(
    ("number", "purpose", "code"),
    [
        (NUMBER, "a_medal", "unknown_purpose"), (id_number(date(1999, 1, 1)), "title_review", "unknown_person"),
        ("nonsense", "title_review", "unknown_person"), ("", "title_review", None),
    ],
)  # fmt: skip
def test_what_is_unknown_is_hold(settled: World, number: str, purpose: str, code: str | None) -> None:
    if code is None:
        with pytest.raises(CommandError):
            said("standing", "--id", number, "--purpose", purpose)
        return
    found = said("standing", "--id", number, "--purpose", purpose, "--on", "2026-01-01")
    assert (found["answer"], [one["code"] for one in found["reasons"]]) == ("hold", [code])


def test_a_list_in_a_fixed_number_of_queries(settled: World, tmp_path: Path) -> None:
    settled.enrol(*(person(f"教师{n}", date(1980, 1, 1), number=id_number(date(1980, 1, 1), n)) for n in range(1, 61)))
    punish(settled, kind=HandlingKind.P2)
    counts = []
    for size in (1, 60):
        rows = [(NUMBER, "李长青"), *((id_number(date(1980, 1, 1), n), f"教师{n}") for n in range(1, size + 1))]
        rows.append(("32129919990101001X", "查无此人"))
        file = book(tmp_path, *rows, head=("身份证件号", "姓名"), sheet="名单")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            found = said("standing", "--file", file, "--purpose", "title_review", "--on", "2026-05-01")
        counts.append(len(queries))
        assert found["counts"] == {"clear": size, "barred": 1, "hold": 1}
        assert [one["row"] for one in found["people"]] == list(range(2, size + 4))
    assert counts[0] == counts[1]
    assert acts("standing.asked")[-1].detail["people"] == 62


def test_a_thousand_people_cost_as_many_queries_as_ten(settled: World, tmp_path: Path) -> None:
    born = [date(1980, 1, 1) + timedelta(days=n // 90) for n in range(1_000)]
    numbers = [id_number(day, n % 90 + 1) for n, day in enumerate(born)]
    settled.enrol(*(person(f"教师{n}", born[n], number=numbers[n]) for n in range(1_000)))
    counts = {}
    for size in (10, 1_000):
        rows = [(number, f"教师{n}") for n, number in enumerate(numbers[:size])]
        file = book(tmp_path, *rows, head=("身份证件号", "姓名"), sheet="名单")
        with CaptureQueriesContext(connection) as queries:
            found = said("standing", "--file", file, "--purpose", "long_service", "--on", "2026-05-01")
        counts[size] = len(queries)
        assert found["counts"] == {"clear": size, "barred": 0, "hold": 0}
    assert counts[10] == counts[1_000]


def test_another_name_is_another_person(settled: World, tmp_path: Path) -> None:
    file = book(tmp_path, (NUMBER, "李常青"), head=("身份证件号", "姓名"), sheet="名单")
    (one,) = said("standing", "--file", file, "--purpose", "title_review")["people"]
    assert one["reasons"][0]["code"] == "unknown_person"


def test_decided_sanctions_of_the_past(settled: World, tmp_path: Path) -> None:
    far = id_number(date(1966, 10, 1))
    file = book(
        tmp_path,
        line(),
        line(NUMBER, "李长青", "取消资格", None, None, 24, "职称评定、评奖评优"),
        line(far, "王远山", "记过", "2016-05-04", "2016-05-04", 12, "", "姜堰区教育局", "泰姜教〔2016〕4号"),
        line(
            far, "王远山", "撤销专业技术职务或者行政职务", "2017-05-04", "", "", "", "姜堰区教育局", "泰姜教〔2017〕4号"
        ),
    )
    found = said("import_sanctions", file)
    assert (found["accepted"], found["created"], found["unchanged"], found["rejected"]) == (4, 4, 0, [])
    kinds = Sanction.objects.for_system("test").order_by("effective_on", "kind").values_list("kind", "until_on")
    assert list(kinds) == [
        ("L2", date(2017, 5, 4)), ("L4", date(2019, 5, 4)), ("P2", date(2027, 3, 15)), ("Q5", date(2028, 3, 15)),
    ]  # fmt: skip
    assert Bar.objects.for_system("test").count() == 2
    again = said("import_sanctions", file)
    assert (again["accepted"], again["created"], again["unchanged"]) == (4, 0, 4)


def test_a_dry_run_writes_nothing(settled: World, tmp_path: Path) -> None:
    assert said("import_sanctions", book(tmp_path, line()), "--dry-run")["created"] == 1
    assert not Sanction.objects.for_system("test").exists()


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (line(""), "身份证件号", "id_missing"),
        (line(id_number(date(1999, 1, 1))), "身份证件号", "person_unknown"),
        (line(NUMBER, "李常青"), "姓名", "name_differs"),
        (line(NUMBER, "李长青", "罚款"), "处理种类", "kind_unknown"),
        (line(NUMBER, "李长青", "记过", "三月"), "决定日期", "day_unreadable"),
        (line(NUMBER, "李长青", "记过", ""), "决定日期", "decided_on_missing"),
        (line(NUMBER, "李长青", "记过", "2026-03-15", "2026-03-14"), "生效日期", "effective_before_decided"),
        (line(NUMBER, "李长青", "记过", "2099-03-15", "2099-03-15"), "决定日期", "decided_in_future"),
        (line(NUMBER, "李长青", "记过", None, None, "半年"), "期限(月)", "months_unreadable"),
        (line(NUMBER, "李长青", "记过", None, None, 6), "期限(月)", "period_not_fit"),
        (line(NUMBER, "李长青", "取消资格", None, None, 12, "职称评定"), "期限(月)", "period_missing"),
        (line(NUMBER, "李长青", "取消资格", None, None, 24, "滑冰"), "取消资格领域", "domain_unknown"),
        (line(NUMBER, "李长青", "取消资格", None, None, 24, ""), "取消资格领域", "domains_missing"),
        (line(NUMBER, "李长青", "记过", None, None, 12, "职称评定"), "取消资格领域", "domains_not_fit"),
        (line(NUMBER, "李长青", "记过", None, None, 12, "", ""), "决定机关", "document_missing"),
        (line(NUMBER, "李长青", "降低专业技术职务等级", None, None, 24), "处理种类", "kind_not_in_time"),
    ],
)
def test_refused_rows(settled: World, tmp_path: Path, row: tuple[Any, ...], column: str, code: str) -> None:
    far = line(id_number(date(1966, 10, 1)), "王远山", "警告", "2020-05-04", "2020-05-04", 6, "", "区局", "文1")
    found = said("import_sanctions", book(tmp_path, far, row))
    assert found["created"] == 1, "the good row is written"
    (one,) = found["rejected"]
    assert (one["sheet"], one["row"], one["column"], one["code"]) == ("师德处理", 3, column, code)
    assert one["message"].endswith("。")


def test_of_two_sanctions_of_one_decision_one_goes_back(settled: World, tmp_path: Path) -> None:
    found = said("import_sanctions", book(tmp_path, line(), line(NUMBER, "李长青", "警告", None, None, 6)))
    assert [one["code"] for one in found["rejected"]] == ["two_sanctions_at_once"]
