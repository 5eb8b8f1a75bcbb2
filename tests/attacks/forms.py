"""Pages walked as a person would walk them, and the forms on them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings

from attacks.ground import Ground

MOST_PAGES = 45
_NOT_FOLLOWED = ("/accounts/logout/", "/static/")


@dataclass
class Form:
    """One form: where it goes, how, and its fields with the values as drawn."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)

    @property
    def kind(self) -> tuple[str, ...]:
        """What tells forms apart, whatever record they are about."""
        return (self.method, *("#" if any(char.isdigit() for char in part) else part for part in
                               self.action.split("/")), *sorted(self.fields))  # fmt: skip


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.forms, self.links = page, list[Form](), list[str]()
        self._form: Form | None = None
        self._choice = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {key: value or "" for key, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.page, given["href"]))
        elif tag == "form":
            action = urljoin(self.page, given.get("action") or self.page)
            self._form = Form(action, given.get("method", "get").lower())
            self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        assert self._form is not None
        name, fields = given.get("name", ""), self._form.fields
        if tag == "option" and self._choice and ("selected" in given or not fields[self._choice]):
            fields[self._choice] = given.get("value", "")
        elif tag in {"input", "select", "textarea", "button"} and name and name != "csrfmiddlewaretoken":
            if given.get("type") == "file":
                self._form.files.append(name)
            elif given.get("type") not in {"checkbox", "radio"} or "checked" in given or name not in fields:
                fields[name] = given.get("value", "")
            self._choice = name if tag == "select" else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None


def walk(ground: Ground, who: str) -> Iterator[tuple[str, list[Form]]]:
    """The pages that a person reaches from the first page by links, one of each kind of address, with their forms."""
    waiting, seen, kinds = ["/", "/check/", "/publicity/"], set[str](), set[tuple[str, ...]]()
    client = ground.browser(who)
    while waiting and len(seen) < MOST_PAGES:
        url = waiting.pop(0)
        parts = urlsplit(url)
        kind = (*("#" if any(char.isdigit() for char in part) else part for part in parts.path.split("/")), *sorted(
            one.partition("=")[0] for one in parts.query.split("&")))  # fmt: skip
        if url in seen or kind in kinds or parts.path.startswith(_NOT_FOLLOWED):
            continue
        seen.add(url)
        kinds.add(kind)
        answer = client.get(url, REMOTE_ADDR="10.9.0.1")
        if answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html"):
            reader = _Reader(url)
            reader.feed(answer.content.decode())
            waiting += [one for one in reader.links if not urlsplit(one).netloc]
            yield url, reader.forms


def forms_of(ground: Ground, who: str) -> list[Form]:
    """One form of each kind that a person is shown."""
    found: dict[tuple[str, ...], Form] = {}
    for _url, forms in walk(ground, who):
        for form in forms:
            found.setdefault(form.kind, form)
    return list(found.values())


def parameters() -> set[str]:
    """Every name that a view reads from an address or a form, as the code has it."""
    found = set[str]()
    for folder in ("kernel", "teachers", "honors", "staffing"):
        for path in (Path(settings.BASE_DIR) / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                found |= _read(node)
    return found


def _read(node: Any) -> set[str]:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"get", "getlist"}:
        holder = node.func.value
        named = holder.attr if isinstance(holder, ast.Attribute) else ""
        if named in {"GET", "POST", "values"} and node.args and isinstance(node.args[0], ast.Constant):
            return {str(node.args[0].value)}
    return set()
