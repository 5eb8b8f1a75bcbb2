"""The shipped default: weekly lessons of each subject by stage, and the first rules and weights of plans."""

from __future__ import annotations

from datetime import date

from django.db import migrations

COMPULSORY = "教育部《义务教育课程方案（2022年版）》（教材〔2022〕2号）各科目占比，按周课时折算"
SENIOR = "教育部《普通高中课程方案（2017年版2020年修订）》（教材〔2020〕3号）学分，按周课时折算"
OWN = "系统预置，待市局文件确定"
LESSONS = {
    "preschool": (OWN, "五大领域 30"),
    "primary": (
        COMPULSORY,
        "语文 6.5 数学 4.2 英语 2 道德与法治 2 科学 2 体育与健康 3.5 音乐 1.6 美术 1.6 信息科技 0.6 劳动 1 综合实践活动 1",
    ),
    "junior": (
        COMPULSORY,
        "语文 5.5 数学 5 英语 4 道德与法治 2.2 历史 2 地理 1.5 物理 1.7 化学 1 生物 1.5 体育与健康 3 音乐 1 美术 1 "
        "信息科技 0.8 劳动 1",
    ),
    "senior": (
        SENIOR,
        "语文 4.5 数学 4.5 英语 4.5 思想政治 2.5 历史 2 地理 2 物理 3 化学 2.5 生物 2 体育与健康 2 音乐 0.5 美术 0.5 "
        "信息技术 1 通用技术 0.5",
    ),
}
SCARCE = frozenset({"科学", "音乐", "美术", "体育与健康", "信息科技", "劳动"})


def first_rows(apps, schema_editor):
    share = apps.get_model("staffing", "SubjectShare")
    rows = []
    for stage, (document, text) in LESSONS.items():
        words = text.split()
        for subject, lessons in zip(words[::2], words[1::2], strict=True):
            rows.append(
                share(effective_from=date(2000, 1, 1), stage=stage, subject=subject, lessons=lessons,
                      is_scarce=subject in SCARCE, document=document)
            )
    share.objects.bulk_create(rows)
    apps.get_model("staffing", "PlanSetting").objects.create(effective_from=date(2000, 1, 1), document=OWN)


class Migration(migrations.Migration):
    dependencies = [("staffing", "0010_plans_of_reallocation")]

    operations = [migrations.RunPython(first_rows, migrations.RunPython.noop)]
