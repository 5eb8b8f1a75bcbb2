"""The long list of choices is, to a browser, Django's own."""

from __future__ import annotations

import pytest
from django import forms
from django.test.html import parse_html

from kernel.widgets import LongSelect

CHOICES = [("", "全部"), ("1", "海陵区实验小学"), ("2", '<script>"&')]


@pytest.mark.parametrize("value", ["", None, "1", "2", "9", '"><x>'])
def test_it_says_what_djangos_says(value: str | None) -> None:
    attrs = {"class": "select form-select", "id": "id_school"}
    ours = LongSelect(choices=CHOICES).render("school", value, attrs)
    assert parse_html(ours) == parse_html(forms.Select(choices=CHOICES).render("school", value, attrs))
    assert "<script>" not in ours
