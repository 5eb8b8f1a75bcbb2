"""The public site of the demonstration city: what its editors wrote, each page approved by the second person."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from wagtail.rich_text import RichText

from cms.actions.cases import draft_page
from cms.actions.publishing import approve, submit
from cms.models import (
    CaseIndexPage,
    CasePage,
    ExemplaryIndexPage,
    ExemplaryPage,
    NoticeIndexPage,
    NoticePage,
    PolicyIndexPage,
    PolicyPage,
)
from config.demo.site_words import CASES, EXEMPLARY, NOTICES, POLICIES
from ethics.actions.care import warn
from ethics.choices.care import WarningLevel
from ethics.queries.notices import notices_without
from honors.queries.roll import public_roll
from kernel.accounts.models import User
from kernel.orgs.models import Organisation


def blocks(parts: Any) -> list[tuple[str, Any]]:
    """Parts of a text as an editor puts them together: words, headings (``#``), tables (rows)."""
    found: list[tuple[str, Any]] = []
    for part in parts:
        if isinstance(part, tuple):
            found.append(("table", {"data": [list(row) for row in part], "first_row_is_table_header": True,
                                    "first_col_is_header": False, "table_caption": ""}))  # fmt: skip
        elif part.startswith("#"):
            found.append(("heading", part[1:]))
        else:
            found.append(("paragraph", RichText(f"<p>{part}</p>")))
    return found


class Site:
    """Makes it as the two people at the desk would."""

    def __init__(self, users: Mapping[str, User], today: date) -> None:
        self.users, self.today = users, today
        self.editor = User.objects.get(pk=users["editor"].pk)
        self.publisher = User.objects.get(pk=users["publisher"].pk)

    def make(self) -> None:
        """Every kind of page; one that waits for approval, one that waits for its time."""
        self._notices()
        self._cases()
        self._policies()
        self._exemplary()

    def _out(self, page: Any) -> None:
        submit(page=page, by=self.editor)
        approve(page=page, by=self.publisher)

    def _add(self, section: Any, page: Any) -> Any:
        page.owner, page.live = self.editor, False
        section.refresh_from_db()
        section.add_child(instance=page)
        page.save_revision(user=self.editor)
        return page

    def _notices(self) -> None:
        section = NoticeIndexPage.objects.get()
        for days, kind, number, title, summary, body in NOTICES:
            day = self.today - timedelta(days=days)
            page = NoticePage(
                title=title.format(year=day.year), kind=kind, summary=summary, published_on=day,
                number=number.format(year=day.year), body=blocks(body),
            )  # fmt: skip
            self._out(self._add(section, page))
        waits = NoticePage(
            title=f"关于做好 {self.today.year + 1} 年寒假期间师德师风工作的通知", published_on=self.today,
            summary="严禁有偿补课，畅通监督渠道。", number=f"泰教人〔{self.today.year}〕41号",
            body=blocks([
                "各市（区）教育局，市直属学校：",
                "寒假将至，请各地各校组织教师重温职业行为准则，公布监督渠道，及时核查群众反映。",
            ]),
        )  # fmt: skip
        submit(page=self._add(section, waits), by=self.editor)
        later = NoticePage(
            title="教师发展与荣誉公开网站使用说明", kind="guide", published_on=self.today,
            summary="怎样检索文件、核验证书、反映问题。", body=blocks(["本说明在网站全面启用之日公开。"]),
            go_live_at=timezone.make_aware(datetime.combine(self.today + timedelta(days=30), time(9))),
        )  # fmt: skip
        self._out(self._add(section, later))

    def _cases(self) -> None:
        ethics = self.users["ethics"]
        school = Organisation.objects.get(name="海陵区实验小学")
        for days, text, _lesson in CASES:
            warn(
                level=WarningLevel.NOTICE, school=school, teacher=None, ground="示例：已查实案件的警示通报",
                public_text=text, by=ethics, on=self.today - timedelta(days=days),
            )  # fmt: skip
        lessons = {text: lesson for _days, text, lesson in CASES}
        assert CaseIndexPage.objects.exists()
        for one in notices_without([])[1:]:  # the newest waits at the desk
            page = draft_page(key=one.key, by=self.editor)
            page.lesson = blocks(lessons.get(one.text, []))
            page.save_revision(user=self.editor)
            self._out(CasePage.objects.get(pk=page.pk))

    def _policies(self) -> None:
        section = PolicyIndexPage.objects.get()
        by_number: dict[str, PolicyPage] = {}
        for title, number, issuer, level, issued, effective, status, replaced_by, summary in POLICIES:
            page = PolicyPage(
                title=title, number=number, issuer=issuer, level=level, issued_on=date.fromisoformat(issued),
                effective_on=date.fromisoformat(effective) if effective else None, status=status, summary=summary,
                replaced_by=by_number.get(replaced_by),
            )  # fmt: skip
            self._out(self._add(section, page))
            by_number[number] = page

    def _exemplary(self) -> None:
        section = ExemplaryIndexPage.objects.get()
        longest = public_roll().order_by("-certificate__threshold", "certificate__number")
        numbers = list(longest.values_list("certificate__number", flat=True)[: len(EXEMPLARY)])
        for number, (title, summary, body, shows_name) in zip(numbers, EXEMPLARY, strict=False):
            page = ExemplaryPage(
                title=title, summary=summary, certificate_number=number, show_name=shows_name,
                consent_on=self.today - timedelta(days=12), body=blocks(body),
            )  # fmt: skip
            self._out(self._add(section, page))
