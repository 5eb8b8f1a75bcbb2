import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("orgs", "0003_first_names_of_schools"),
        ("teachers", "0007_no_reasons_in_clear"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PortraitVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(unique=True, verbose_name="版次")),
                ("effective_from", models.DateField(verbose_name="生效日")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草案"), ("asked", "待另一人签署"), ("approved", "已批准")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("document", models.CharField(max_length=120, verbose_name="依据文件")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="修订说明")),
                (
                    "least_percent",
                    models.PositiveSmallIntegerField(default=40, verbose_name="给出得分所需的最低数据完整度（%）"),
                ),
                (
                    "least_cohort",
                    models.PositiveSmallIntegerField(default=10, verbose_name="给出区间所需的最少同组人数"),
                ),
                (
                    "stale_months",
                    models.PositiveSmallIntegerField(default=24, verbose_name="多少个月没有新数据即提示陈旧"),
                ),
                ("first_days", models.PositiveSmallIntegerField(default=10, verbose_name="本人先阅的天数")),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("approved_at", models.DateTimeField(null=True, verbose_name="批准时间")),
                (
                    "approved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="批准人",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="起草人",
                    ),
                ),
            ],
            options={
                "verbose_name": "画像维度版本",
                "ordering": ["-number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("approved_by__isnull", True),
                            models.Q(
                                ("made_by__isnull", False),
                                models.Q(("approved_by", models.F("made_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="portrait_version_two_persons",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "approved"), _negated=True),
                            ("approved_at__isnull", False),
                            _connector="OR",
                        ),
                        name="portrait_version_approved_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("least_cohort__gte", 10),
                            ("least_percent__gte", 1),
                            ("least_percent__lte", 100),
                            ("stale_months__gte", 1),
                        ),
                        name="portrait_version_sane",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved"), _negated=True),
                        fields=("state",),
                        name="portrait_version_one_in_hand",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("effective_from",),
                        name="portrait_version_one_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortraitWeight",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=30, verbose_name="指标")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="权重")),
                ("standard", models.PositiveIntegerField(default=0, verbose_name="满分标准")),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="weights",
                        to="teachers.portraitversion",
                    ),
                ),
            ],
            options={
                "verbose_name": "画像指标",
                "constraints": [
                    models.UniqueConstraint(fields=("version", "code"), name="portrait_weight_once"),
                    models.CheckConstraint(condition=models.Q(("weight__lte", 100)), name="portrait_weight_sane"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Portrait",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("on", models.DateField(verbose_name="计算日期")),
                ("made_on", models.DateField(verbose_name="首次生成日期")),
                ("seen_on", models.DateField(null=True, verbose_name="本人首次查看日期")),
                ("stage", models.CharField(blank=True, max_length=12, verbose_name="学段")),
                ("subject", models.CharField(blank=True, max_length=30, verbose_name="学科")),
                ("scores", models.JSONField()),
                ("facts", models.JSONField()),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="orgs.organisation",
                        verbose_name="市（区）",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="portraits",
                        to="teachers.teacher",
                        verbose_name="教师",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teachers.portraitversion",
                        verbose_name="版次",
                    ),
                ),
            ],
            options={
                "verbose_name": "数字画像",
                "constraints": [
                    models.UniqueConstraint(fields=("teacher", "year", "version"), name="portrait_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("made_on__lte", models.F("on"))), name="portrait_forward"
                    ),
                ],
                "indexes": [
                    models.Index(fields=["version", "year", "district", "stage", "subject"], name="portrait_cohort")
                ],
            },
        ),
        migrations.CreateModel(
            name="PortraitCohort",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                ("stage", models.CharField(blank=True, max_length=12)),
                ("subject", models.CharField(blank=True, max_length=30)),
                ("cuts", models.JSONField()),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="orgs.organisation"
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="teachers.portraitversion"
                    ),
                ),
            ],
            options={
                "verbose_name": "画像同组区间",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("version", "year", "district", "stage", "subject"), name="portrait_cohort_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="FactDispute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("measure", models.CharField(max_length=40)),
                ("fact", models.CharField(max_length=120)),
                ("title", models.CharField(max_length=200, verbose_name="有异议的事实")),
                ("value", models.JSONField()),
                ("value_after", models.JSONField(null=True)),
                ("permission", models.CharField(max_length=60)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("open", "待来源单位核实"),
                            ("corrected", "来源已更正"),
                            ("kept", "核实无误，维持原记录"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="open",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", kernel.crypto.fields.SealedTextField(verbose_name="异议理由")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="提出时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="答复时间")),
                ("answer", kernel.crypto.fields.SealedTextField(blank=True, verbose_name="答复")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="答复人",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teachers.teacher",
                        verbose_name="教师",
                    ),
                ),
            ],
            options={
                "verbose_name": "画像异议",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length(models.F("reason")), 0
                            )
                        ),
                        name="dispute_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ["corrected", "kept"]), _negated=True),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("decided_by", models.F("asked_by")), _negated=True),
                                django.db.models.lookups.GreaterThan(
                                    django.db.models.functions.text.Length(models.F("answer")), 0
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="dispute_answered_by_another",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "open")),
                        fields=("teacher", "fact"),
                        name="dispute_one_open_for_a_fact",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PortraitUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("backbone", "骨干教师推荐"),
                            ("award", "评优评先推荐"),
                            ("training", "选派培训"),
                            ("post", "岗位安排"),
                            ("other", "其他"),
                        ],
                        max_length=10,
                        verbose_name="事项",
                    ),
                ),
                ("decision", kernel.crypto.fields.SealedTextField(verbose_name="决定和理由")),
                ("scores", models.JSONField()),
                ("facts", models.JSONField()),
                ("decided_at", models.DateTimeField(auto_now_add=True, verbose_name="决定时间")),
                ("flag", models.CharField(blank=True, max_length=300, verbose_name="其后更正的事实")),
                ("flagged_at", models.DateTimeField(null=True)),
                ("review", kernel.crypto.fields.SealedTextField(blank=True, verbose_name="复核结论")),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="复核时间")),
                (
                    "decided_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="决定人",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teachers.teacher",
                        verbose_name="教师",
                    ),
                ),
                (
                    "version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="teachers.portraitversion",
                        verbose_name="版次",
                    ),
                ),
            ],
            options={
                "verbose_name": "画像参考记录",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            django.db.models.lookups.GreaterThan(
                                django.db.models.functions.text.Length(models.F("decision")), 0
                            )
                        ),
                        name="portrait_use_has_decision",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("flag", ""), ("flagged_at__isnull", True)),
                            models.Q(models.Q(("flag", ""), _negated=True), ("flagged_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="portrait_use_flagged_says_what",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("reviewed_at__isnull", True), ("reviewed_by__isnull", True)),
                            models.Q(
                                ("flagged_at__isnull", False),
                                ("reviewed_at__isnull", False),
                                ("reviewed_by__isnull", False),
                                django.db.models.lookups.GreaterThan(
                                    django.db.models.functions.text.Length(models.F("review")), 0
                                ),
                            ),
                            _connector="OR",
                        ),
                        name="portrait_use_reviewed_says_what",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="LiteracyAssessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "source",
                    models.CharField(
                        choices=[("self", "本人自评"), ("third", "第三方测评")], max_length=5, verbose_name="来源"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("on", models.DateField(verbose_name="测评日期")),
                ("means", models.JSONField(verbose_name="五个维度均分")),
                ("mean", models.PositiveSmallIntegerField(verbose_name="总均分（百分之一分）")),
                ("answers", models.JSONField(null=True, verbose_name="作答")),
                ("organiser", models.CharField(blank=True, max_length=100, verbose_name="测评单位")),
                ("put_at", models.DateTimeField(auto_now_add=True)),
                (
                    "put_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="teachers.teacher",
                        verbose_name="教师",
                    ),
                ),
            ],
            options={
                "verbose_name": "数字素养测评",
                "constraints": [
                    models.UniqueConstraint(fields=("teacher", "source", "year"), name="literacy_once_a_year"),
                    models.CheckConstraint(
                        condition=models.Q(("mean__gte", 100), ("mean__lte", 500)), name="literacy_on_the_scale"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("organiser", ""), ("source", "self")),
                            models.Q(
                                ("answers__isnull", True),
                                ("source", "third"),
                                models.Q(("organiser", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="literacy_third_party_is_named",
                    ),
                ],
            },
        ),
    ]
