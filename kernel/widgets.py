"""Widgets of our own."""

from __future__ import annotations

from typing import Any

from django import forms
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """What a field offers this person: pairs of key and label, or a queryset for a field that chooses among rows."""
    field: Any = form.fields[name]
    setattr(field, "queryset" if isinstance(field, forms.ModelChoiceField) else "choices", choices)


class LongSelect(forms.Select):
    """A list of hundreds of choices, written in one go: Django's own draws a template for each of them, which takes
    longer than all the rest of a page."""

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: BaseRenderer | None = None
    ) -> SafeString:
        chosen = {str(one) for one in self.format_value(value)}
        options = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                (key, flatatt({"selected": str(key) in chosen}), label)
                for key, label in ((("" if key is None else key), label) for key, label in self.choices)
            ),
        )
        return format_html(
            "<select{}>\n{}\n</select>", flatatt({**self.build_attrs(self.attrs, attrs), "name": name}), options
        )
