"""Editions of the allowance for years of teaching with their tiers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("staffing", "0023_first_rules_of_recruitment"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AllowanceEdition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("effective_from", models.DateField(unique=True, verbose_name="生效日")),
                (
                    "sick_months",
                    models.PositiveSmallIntegerField(default=6, verbose_name="病假连续超过多少个月整段不计"),
                ),
                (
                    "personal_months",
                    models.PositiveSmallIntegerField(default=6, verbose_name="事假连续超过多少个月整段不计"),
                ),
                (
                    "secondment_months",
                    models.PositiveSmallIntegerField(default=12, verbose_name="借调连续超过多少个月整段不计"),
                ),
                ("counts_research", models.BooleanField(default=False, verbose_name="教研计入教龄")),
                ("counts_management", models.BooleanField(default=True, verbose_name="学校管理计入教龄")),
                ("counts_study", models.BooleanField(default=True, verbose_name="脱产学习后返回任教的计入教龄")),
                ("only_establishment", models.BooleanField(default=True, verbose_name="只发给在编教师")),
                ("document", models.CharField(max_length=160, verbose_name="依据文件")),
                ("set_at", models.DateTimeField(auto_now_add=True)),
                (
                    "set_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="设定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "教龄津贴标准",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("document", ""), _negated=True), name="allowance_has_document"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AllowanceTier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("years", models.PositiveSmallIntegerField(verbose_name="满多少年")),
                ("yuan", models.DecimalField(decimal_places=2, max_digits=7, verbose_name="每月金额（元）")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="staffing.allowanceedition",
                    ),
                ),
            ],
            options={
                "verbose_name": "教龄津贴档次",
                "ordering": ["years"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "years"), name="allowance_tier_once"),
                    models.CheckConstraint(
                        condition=models.Q(("years__gte", 1), ("years__lte", 60), ("yuan__gte", 0)),
                        name="allowance_tier_sane",
                    ),
                ],
            },
        ),
    ]
