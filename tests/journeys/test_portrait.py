"""A teacher looks at the own portrait and objects to a fact; whoever keeps the source corrects it; the portrait changes
and a decision that used the old value is flagged."""

from __future__ import annotations

from playwright.sync_api import expect

from journeys.conftest import Visit
from journeys.installation import Installation

APPRAISED = "年度师德考核等次"
# What an appraisal says is changed by ethics in its own way; here by a hand at the database.
CHANGE = """
from ethics.models import Appraisal
rows = Appraisal.objects.for_system("a journey").filter(teacher__user__username="teacher", state="locked")
assert rows.update(grade="excellent") == 1
"""


def test_an_objection_corrects_the_source_and_the_portrait(city: Installation, visit: Visit) -> None:
    teacher = visit("teacher")
    teacher.open("/portraits/mine/")
    expect(teacher.page.get_by_role("heading", level=1)).to_have_text("我的数字画像")
    expect(teacher.page.locator("svg.radar").first).to_be_visible()
    teacher.look("数字画像")
    before = teacher.page.locator("#dimension-ethics .points").inner_text()
    fact = teacher.page.locator("li", has_text=APPRAISED)
    teacher.follow(fact.get_by_role("link", name="有异议"))
    teacher.page.get_by_label("哪里不对，应当是什么").fill("上年度考核为优秀，登记成了合格。")
    teacher.look("画像异议表单")
    teacher.follow(teacher.button("提交异议"))
    expect(teacher.page.get_by_role("alert")).to_contain_text("已提交")

    keeper = visit("school_ethics")
    expect(keeper.page.get_by_text("份画像异议待核实")).to_be_visible()
    keeper.open("/portraits/disputes/")
    row = keeper.page.get_by_role("row", name=APPRAISED)
    keeper.follow(row.get_by_role("link"))
    keeper.look("画像异议")
    keeper.page.get_by_label("来源已更正").check()
    keeper.page.get_by_label("核实情况").fill("登记有误")
    keeper.follow(keeper.button("登记结果"))
    expect(keeper.page.get_by_role("alert")).to_contain_text("来源中的记录还没有变动")
    city.run_python(CHANGE)
    keeper.page.get_by_label("来源已更正").check()
    keeper.page.get_by_label("核实情况").fill("登记有误，已按考核表更正为优秀。")
    keeper.follow(keeper.button("登记结果"))
    expect(keeper.page.get_by_role("alert")).to_contain_text("画像已按来源重新计算")

    teacher.open("/portraits/mine/")
    after = teacher.page.locator("#dimension-ethics .points").inner_text()
    assert float(after) > float(before)
    expect(teacher.page.get_by_text("其后有更正")).to_be_visible()

    school = visit("school")
    school.open("/portraits/decisions/")
    school.look("画像参考记录")
    school.page.get_by_label("复核结论").fill("选派决定仍然成立。")
    school.follow(school.button("登记复核"))
    expect(school.page.get_by_role("alert")).to_contain_text("已登记复核结论")
