"""Somebody before a browser: signs in, looks at pages, and notes whatever the browser complains of."""

from __future__ import annotations

import os
from pathlib import Path

from playwright.sync_api import APIResponse, Browser, Download, Locator, Page, expect

from journeys.installation import Installation

DESK, PHONE = 1440, 390
PATIENCE = 20_000  # milliseconds

# What a page must have whoever looks at it, and with whatever: the sentences of what it lacks.
LACKS = """() => {
  const lacks = [], all = (what) => [...document.querySelectorAll(what)], named = (one) =>
    one.getAttribute("aria-label")?.trim() || one.getAttribute("aria-labelledby") || one.textContent.trim();
  if (!document.documentElement.lang) lacks.push("no language");
  if (!document.title.trim()) lacks.push("no title");
  if (all("h1").length !== 1) lacks.push(`${all("h1").length} h1`);
  if (all("main").length !== 1) lacks.push(`${all("main").length} main`);
  all("img:not([alt])").forEach((one) => lacks.push(`no alt: ${one.src}`));
  all("input:not([type=hidden]):not([type=submit]), select, textarea").forEach((one) => {
    if (!one.labels.length && !named(one)) lacks.push(`no label: ${one.name || one.outerHTML}`);
  });
  all("a[href], button").forEach((one) => { if (!named(one)) lacks.push(`no name: ${one.outerHTML}`); });
  all("progress").forEach((one) => { if (!named(one)) lacks.push("a progress bar without a name"); });
  const ids = all("[id]").map((one) => one.id);
  ids.filter((id, at) => ids.indexOf(id) !== at).forEach((id) => lacks.push(`twice the id ${id}`));
  all("[aria-labelledby], [aria-controls], [aria-describedby]").forEach((one) => {
    for (const kind of ["aria-labelledby", "aria-controls", "aria-describedby"])
      (one.getAttribute(kind) || "").split(/\\s+/).filter(Boolean).forEach((id) => {
        if (!document.getElementById(id)) lacks.push(`${kind} points at nothing: ${id}`);
      });
  });
  const room = document.documentElement.clientWidth, wide = document.documentElement.scrollWidth;
  if (wide > room) lacks.push(`${wide} px wide where ${room} are`);
  return lacks;
}"""


class Visitor:
    """A browser window of its own; ``name`` is an account of the demonstration, or empty for a stranger."""

    def __init__(self, browser: Browser, city: Installation, name: str = "", width: int = DESK) -> None:
        self.city, self.name, self.width = city, name, width
        self.complaints: list[str] = []
        self.context = browser.new_context(
            base_url=city.url,
            locale="zh-CN",
            viewport={"width": width, "height": 900},
            is_mobile=width == PHONE,
            has_touch=width == PHONE,
            storage_state=city.sessions.get(name),
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.on("console", lambda line: self._note(line.type, line.text))
        self.context.on("weberror", lambda error: self._note("error", str(error.error)))
        self.page: Page = self.context.new_page()
        if name in city.sessions:
            self.open("/")
        elif name:
            self._sign_in()
            city.sessions[name] = self.context.storage_state()

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(f"{self.name or 'stranger'} at {self.page.url}: {text}")

    def _sign_in(self) -> None:
        self.page.goto("/accounts/login/")
        self.page.get_by_label("用户名").fill(self.name)
        self.page.get_by_label("密码").fill(self.city.password)
        self.follow(self.page.get_by_role("button", name="登录", exact=True))
        if self.name in self.city.accounts.secrets:
            self.page.get_by_label("验证码").fill(self.city.code(self.name))
            self.follow(self.page.get_by_role("button", name="登录", exact=True))
        expect(self.page.get_by_role("heading", level=1)).to_contain_text("您好")

    def button(self, name: str) -> Locator:
        """A button by its words."""
        return self.page.get_by_role("button", name=name)

    def open(self, address: str) -> None:
        """Go to a page that must be there."""
        response = self.page.goto(address)
        assert response is not None
        assert response.status == 200, f"{address}: {response.status}"

    def follow(self, way: Locator) -> None:
        """Click on what leads to another page, and be there."""
        with self.page.expect_navigation():
            way.click()

    def look(self, title: str) -> None:
        """The page is whole; with JOURNEY_SHOTS naming a folder, pictures of it are put there."""
        lacks = self.page.evaluate(LACKS)
        assert lacks == [], f"{title}, {self.page.url}: {lacks}"
        if folder := os.environ.get("JOURNEY_SHOTS"):
            Path(folder).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(folder) / f"{self.width}-{title}.png", full_page=True)

    def figure(self, label: str) -> int:
        """The figure above this label."""
        return int(
            self.page.locator(".figure-box", has=self.page.get_by_text(label, exact=True))
            .locator("strong")
            .inner_text()
        )

    def get(self, address: str) -> APIResponse:
        """The bare answer to this person's browser, redirects not followed."""
        return self.context.request.get(address, max_redirects=0)

    def post(self, address: str, **fields: str) -> APIResponse:
        """A form sent by hand, with the token that a page would carry."""
        token = next(one["value"] for one in self.context.cookies() if one["name"] == "csrftoken")
        return self.context.request.post(address, form={"csrfmiddlewaretoken": token, **fields}, max_redirects=0)

    def download(self, link: str) -> Download:
        """The file behind a link."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("link", name=link).click()
        return waiting.value

    def upload(self, workbook: Path) -> None:
        """Hand a workbook in at the import desk; the page of its run comes up."""
        self.open("/imports/")
        self.page.locator("input[type=file]").set_input_files(workbook)
        self.follow(self.button("上传并核对"))
        expect(self.page.get_by_role("heading", level=1)).to_have_text(workbook.name)

    def hand_on(self) -> None:
        """Bring the draft on the screen to the second person, the schools' part and the publicity done on paper."""
        self.follow(self.button("下发学校核对"))
        self.page.get_by_text("代为办结尚未报送、审核的学校").click()
        self.page.get_by_label("已在系统外由本人确认").check()
        self.page.get_by_label("代为办结的情况说明").fill("纸质名单已由本人签字。")
        self.follow(self.button("代为办结"))
        self.page.get_by_label("系统外公示情况").fill("11 月 2 日至 9 日在各校公示栏公示，无异议。")
        self.follow(self.button("开始公示"))
        self.follow(self.button("提交审批"))
        expect(self.page.get_by_role("alert")).to_contain_text("已提交，等待另一人审批。")
