"""The limits and the open rows of the table of powers as they are shipped; officers add later ones."""

from datetime import date

from django.db import migrations

FIRST = date(2018, 11, 8)
WORK, DAYS, MONTHS = "working_days", "days", "months"
OURS = "本市默认，可由市局设定"
HEARING = "参照《中华人民共和国行政处罚法》第六十四条、第八十五条"
APPEAL = "《事业单位工作人员申诉规定》（人社部发〔2014〕45号）"
LIMITS = (
    ("accept", 5, WORK, OURS),
    ("handle", 6, MONTHS, "《事业单位工作人员处分规定》（人社部发〔2023〕58号）"),
    ("handle_cap", 12, MONTHS, "《事业单位工作人员处分规定》（人社部发〔2023〕58号）"),
    ("judgment", 1, MONTHS, "《事业单位工作人员处分规定》（人社部发〔2023〕58号）"),
    ("statement", 5, WORK, OURS),
    ("hearing_request", 5, WORK, HEARING),
    ("hearing_notice", 7, WORK, HEARING),
    ("review_lodge", 30, DAYS, APPEAL),
    ("review_decide", 30, DAYS, APPEAL),
    ("appeal_lodge", 30, DAYS, APPEAL),
    ("appeal_decide", 60, DAYS, APPEAL),
    ("appeal_extra", 30, DAYS, APPEAL),
    ("reappeal_lodge", 30, DAYS, APPEAL),
    ("reappeal_decide", 60, DAYS, APPEAL),
    ("law_lodge", 30, DAYS, OURS),
    ("law_decide", 30, DAYS, "《中华人民共和国教师法》第三十九条"),
    ("reconsider_lodge", 60, DAYS, "《中华人民共和国行政复议法》第二十条"),
    ("reconsider_dec", 60, DAYS, "《中华人民共和国行政复议法》第六十二条"),
    ("keep_decided", 120, MONTHS, OURS),
    ("keep_other", 24, MONTHS, OURS),
)


def put(apps, schema_editor):
    limit = apps.get_model("ethics", "CaseLimit")
    limit.objects.bulk_create(
        limit(kind=kind, effective_from=FIRST, length=length, unit=unit, document=document)
        for kind, length, unit, document in LIMITS
    )
    # 办法第七条 has no sentence of its own for 撤职 and 降低岗位等级 at private schools.
    apps.get_model("ethics", "PowerSetting").objects.create(
        effective_from=FIRST, group="k12", private=True, kinds="P3,P3b,L3,L4", proposers="school", deciders="school",
        filing="department", document=OURS,
    )


class Migration(migrations.Migration):
    dependencies = [("ethics", "0010_cases_clocks_and_reports")]
    operations = [migrations.RunPython(put, migrations.RunPython.noop)]
