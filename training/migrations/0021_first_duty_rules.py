"""The defaults of duties, surveys and enterprise practice, as first dated rows, and the terms known so far."""

from datetime import date
from decimal import Decimal

from django.db import migrations

PLAN = "《泰州市教育强市建设实施方案》任务14（默认值）"
LESSON = "《泰州市教育强市建设实施方案》任务13（默认值）"
CLASS_TEACHERS = "《教育部办公厅关于启动实施全国中小学班主任培训计划的通知》（教师厅〔2006〕3号）"
NEW_TEACHERS = "《中小学教师继续教育规定》（教育部令第7号）"
DIGITAL = "《教师数字素养》（JY/T 0646—2022）（默认值）"
# kind, hours, months, days after them, months before, document
RULES = (
    ("T1", "30", 6, 0, 12, CLASS_TEACHERS),
    ("T2", "120", 12, 0, 3, NEW_TEACHERS),
    ("T3", "36", 12, 0, 0, PLAN),
    ("T4", "24", 6, 0, 3, PLAN),
    ("T5", "12", 6, 0, 3, PLAN),
    ("T6", "2", 0, 30, 1, LESSON),
    ("T7", "10", 0, 0, 0, DIGITAL),
)
TERMS = (
    ("2025—2026学年第一学期", date(2025, 9, 1), date(2026, 1, 31)),
    ("2025—2026学年第二学期", date(2026, 2, 23), date(2026, 7, 3)),
    ("2026—2027学年第一学期", date(2026, 9, 1), date(2027, 1, 29)),
    ("2026—2027学年第二学期", date(2027, 2, 22), date(2027, 7, 2)),
)
AFTER = (
    ("content", "内容切合我的工作需要"), ("ethics", "教育家精神和师德内容讲得实在"), ("trainer", "授课教师讲得清楚、有办法"),
    ("order", "组织安排妥当"), ("use", "学到的东西能用到工作中"),
)  # fmt: skip
LATER_SELF = (
    ("used", "我在工作中用上了这次培训的内容"), ("better", "我的教育教学因此有了改进"), ("shared", "我与同事交流过所学"),
    ("more", "这类培训值得继续办"),
)  # fmt: skip
LATER_HEAD = (
    ("used", "参训教师在工作中用上了培训内容"), ("better", "参训教师的教育教学有改进"), ("school", "培训对学校工作有帮助"),
    ("more", "这类培训值得继续派教师参加"),
)  # fmt: skip
GENERAL = ("语文", "数学", "英语", "思想政治", "历史", "体育与健康", "音乐", "美术", "艺术", "信息技术", "劳动", "心理健康")


def first_rows(apps, schema_editor):
    """What calls for a training from the school year 2025 on; surveys and practice from the cycle 2021 on."""
    rule = apps.get_model("training", "DutyRule")
    rule.objects.bulk_create(
        rule(
            kind=kind, effective_from=date(2026, 1, 1) if kind == "T7" else date(2025, 9, 1), hours=Decimal(hours),
            months=months, days=days, months_before=before, remind_days=[60, 30, 0] if months else [14, 0],
            document=document,
        )
        for kind, hours, months, days, before, document in RULES
    )  # fmt: skip
    term = apps.get_model("training", "Term")
    term.objects.bulk_create(term(name=name, starts_on=start, ends_on=end) for name, start, end in TERMS)
    form = apps.get_model("training", "SurveyForm")
    form.objects.bulk_create(
        form(
            kind=kind, effective_from=date(2021, 1, 1), delay_days=delay, open_days=days, threshold=5, document=PLAN,
            questions=[{"code": code, "text": text} for code, text in questions],
        )
        for kind, delay, days, questions in (
            ("after", 0, 14, AFTER), ("later_self", 90, 30, LATER_SELF), ("later_head", 90, 30, LATER_HEAD),
        )
    )  # fmt: skip
    apps.get_model("training", "PracticeRule").objects.create(
        effective_from=date(2021, 1, 1), days_required=180, years=5, window="rolling", anchor_year=2021,
        recheck_years=5, general_subjects=list(GENERAL),
        document="《职业学校教师企业实践规定》（教师〔2016〕3号）；“双师型”复核间隔为默认值",
    )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("training", "0020_duties_needs_evaluation_and_practice")]

    operations = [migrations.RunPython(first_rows, migrations.RunPython.noop)]
