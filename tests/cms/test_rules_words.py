"""Chinese for the index: pairs, single characters, numbers of documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.rules.words import index_text, is_single, nearest, query_text, tidy

HAN = st.text(alphabet=st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("通知", "通知 知"),
        ("班主任", "班主 主任 任"),
        ("学", "学"),
        ("泰教人〔2026〕15号", "泰教 教人 人 2026 15 号"),
        ("JY/T 0646—2022", "JY T 0646 2022"),
        ("２０２６年", "2026 年"),
    ],
)
def test_what_is_put_into_the_index(text: str, indexed: str) -> None:
    assert index_text(text).split() == indexed.split()


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("通知", "通知"), ("学科带头人", "学科 科带 带头 头人"), ("学", "学"), ("  ", ""), ("〔〕", ""),
        ("泰教人〔2026〕15号", "泰教 教人 2026 15 号"), ("师德 考核", "师德 考核"), ('"学时"', "学时"),
    ],
)  # fmt: skip
def test_what_is_asked_of_the_index(typed: str, asked: str) -> None:
    assert query_text(typed) == asked


@given(HAN, HAN, HAN)
def test_a_word_of_two_or_more_is_found_wherever_it_stands(before: str, word: str, after: str) -> None:
    if len(word) > 1:
        assert set(query_text(word).split()) <= set(index_text(before + word + after).split())


@given(HAN)
def test_every_character_begins_some_word_of_the_index(text: str) -> None:
    indexed = index_text(text).split()
    assert all(any(one.startswith(char) for one in indexed) for char in text)


@given(st.text(max_size=200))
def test_what_is_typed_never_becomes_an_operator(typed: str) -> None:
    assert not set('"*^:(){}-+~<>|&!') & set(query_text(typed))
    assert len(tidy(typed)) <= 60


def test_a_single_character() -> None:
    assert is_single("学")
    assert is_single("〔学〕")
    assert not is_single("学时")
    assert not is_single("a")


def test_the_nearest_titles_share_most() -> None:
    titles = ["继续教育学时登记办法", "师德考核办法", "证书核验"]
    assert nearest("学时登记细则", titles)[0] == "继续教育学时登记办法"
    assert nearest("量子", titles) == []
