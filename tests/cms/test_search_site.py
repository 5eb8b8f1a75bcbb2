"""Chinese search over the site: the vectors that were measured before, and words of the demonstration's pages."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from site_scene import blocks_of, notice, policy
from wagtail.models import Page
from world import World

from cms.queries.search import found, keys_of, near, suggestions
from config.demo.site_words import NOTICES, POLICIES

pytestmark = pytest.mark.django_db

# Six texts and what finds which of them, as measured on both databases when the search was chosen.
SIX = {
    "a": ("关于做好教师培训的通知", "", "请各校按时报送继续教育学时登记材料。"),
    "b": ("班主任工作研讨会通知", "", "会议安排如下。"),
    "c": ("学科带头人评选结果公告", "", "名单附后。"),
    "d": ("加强师德建设的意见", "", "师德师风是评价教师的第一标准。"),
    "e": ("优秀教师王雅琴事迹", "", "三十年如一日。"),
    "f": ("编制调剂办法", "泰教人〔2026〕15号", "自发布之日起施行。"),
}
VECTORS = [
    ("通知", "ab"), ("继续教育", "a"), ("班主任", "b"), ("学科带头人", "c"), ("师德", "d"), ("王雅琴", "e"),
    ("学时登记", "a"), ("学时", "a"), ("师德师风", "d"), ("教师 通知", "a"), ("通知 教师", "a"), ("泰教人〔2026〕15号", "f"),
    ("2026", "f"), ("15号", "f"), ("雅", "e"), ("调", "f"), ("量子力学", ""), ("王琴", ""),
]  # fmt: skip


@pytest.fixture
def six(world: World) -> dict[int, str]:
    return {
        notice(world, title, number=number, text=text, issuer="市局").pk: name
        for name, (title, number, text) in SIX.items()
    }


def test_the_measured_vectors(six: dict[int, str]) -> None:
    got = {words: "".join(sorted(six[key] for key in keys_of(words) if key in six)) for words, _names in VECTORS}
    assert got == dict(VECTORS)


# Words of the demonstration: what is typed, and a title that must be among what is found.
DEMO = [
    ("学时", "继续教育学时登记"), ("登记", "继续教育学时登记"), ("补登", "继续教育学时登记"), ("泰教人〔2026〕15号", "继续教育学时登记"),
    ("泰教人 15号", "继续教育学时登记"), ("公示", "拟授予人员公示"), ("异议", "拟授予人员公示"), ("匿名", "拟授予人员公示"),
    ("研修", "秋季研修"), ("候补", "秋季研修"), ("泰教师〔2026〕22号", "秋季研修"), ("宣讲", "巡回宣讲"), ("姜堰", "巡回宣讲"),
    ("报国", "巡回宣讲"), ("准入", "准入查询"), ("未成年人保护法", "准入查询"), ("公安", "准入查询"), ("补发", "证书补发"),
    ("遗失", "证书补发"), ("换发", "证书补发"), ("班额", "班额和教职工数据"), ("寄宿生", "班额和教职工数据"), ("百分之二十", "班额和教职工数据"),
    ("基地", "师德教育基地"), ("跟岗", "跟岗研修"), ("骨干", "跟岗研修"), ("考核", "年度师德考核"), ("等次", "年度师德考核"),
    ("档案", "年度师德考核"), ("教师〔2018〕16号", "十项准则"), ("2018 16号", "十项准则"), ("准则", "十项准则"), ("处分", "处分规定"),
    ("人社部发〔2023〕58号", "处分规定"), ("退休", "退休年龄"), ("0646", "教师数字素养"), ("素养", "教师数字素养"), ("教师法", "教师法"),
    ("岗", "跟岗研修"), ("龄", "退休年龄"),
]  # fmt: skip


@pytest.fixture
def demo(world: World) -> None:
    for _days, kind, number, title, summary, body in NOTICES:
        notice(world, title.format(year=2026), kind=kind, number=number.format(year=2026), summary=summary,
               body=blocks_of(body))  # fmt: skip
    for title, number, issuer, level, issued, _since, _status, _by, summary in POLICIES:
        policy(world, title, number, issuer=issuer, level=level, issued_on=date.fromisoformat(issued), summary=summary)


def test_words_of_the_demonstration(demo: None) -> None:
    titles = dict(Page.objects.values_list("pk", "title"))
    missed = [
        (words, title) for words, title in DEMO if not any(title in titles[key] for key in keys_of(words))
    ]  # fmt: skip
    assert len(DEMO) >= 30
    assert missed == []


def test_suggestions_and_a_way_on(demo: None, client: Client) -> None:
    assert any("学时登记" in page.title for page in suggestions("学时"))
    assert suggestions("") == suggestions("〔〕") == []
    answer = found("继续教育学时登记细则", "")
    assert not answer.page.object_list
    assert "继续教育学时登记" in answer.near[0].title
    text = client.get("/site/search/", {"q": "继续教育学时登记细则"}).content.decode()
    for way in ("没有找到", "您是不是要找", "荣誉名录", "证书核验", "反映师德问题", "政策文件库"):
        assert way in text
    assert near("𠮷") == []
    assert "学时登记" in client.get("/site/search/suggest/", {"q": "学时"}).content.decode()


@pytest.mark.parametrize(
    "words", ["", " ", "'", '"', "a" * 500, "%", "*", "学*", "NOT", "OR 1", "-学时", "\x00", "〔", "a:b", "^", "NEAR("]
)
def test_odd_words_are_answered(world: World, client: Client, words: str) -> None:
    assert client.get("/site/search/", {"q": words}).status_code == 200


def test_what_is_no_longer_out_is_not_found(six: dict[int, str]) -> None:
    page = Page.objects.get(pk=next(iter(six))).specific
    page.unpublish()
    assert page.pk not in keys_of("通知")
