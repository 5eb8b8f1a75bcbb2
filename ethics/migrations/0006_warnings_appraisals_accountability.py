import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('ethics', '0005_first_clearance_setting'),
        ('orgs', '0003_first_names_of_schools'),
        ('teachers', '0007_no_reasons_in_clear'),
    ]

    operations = [
        migrations.CreateModel(
            name='Accountability',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('no_mechanism', '师德师风长效机制建设、日常教育督导不到位'), ('not_found', '师德失范问题排查发现不及时'), ('weakly', '对已发现的师德失范行为处置不力、方式不当，拒不处理、拖延、推诿或者隐瞒'), ('not_carried_out', '已作出的处理决定落实不到位，整改不彻底'), ('repeated', '多次出现师德失范问题或者引起不良社会影响'), ('other_ground', '其他应当问责的失职失责情形')], max_length=20, verbose_name='情形')),
                ('measure', models.CharField(choices=[('talk', '约谈'), ('admonish', '诫勉谈话'), ('circulate', '通报批评'), ('discipline', '纪律处分'), ('reorganise', '组织处理')], max_length=12, verbose_name='措施')),
                ('person', models.CharField(choices=[('head', '主要负责人'), ('in_charge', '分管负责人'), ('direct', '直接责任人员')], max_length=12, verbose_name='对象')),
                ('person_name', models.CharField(blank=True, max_length=50, verbose_name='姓名')),
                ('case_number', models.CharField(blank=True, max_length=40, verbose_name='关联案件编号')),
                ('facts', kernel.crypto.fields.SealedTextField(verbose_name='事实')),
                ('document', kernel.crypto.fields.SealedTextField(verbose_name='文号')),
                ('decided_on', models.DateField(verbose_name='决定日期')),
                ('decided_by_unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='决定机关')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='被问责单位')),
            ],
            options={
                'verbose_name': '单位问责',
                'constraints': [models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('document')), 0), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('facts')), 0)), name='accountability_has_document'), models.CheckConstraint(condition=models.Q(('unit', models.F('decided_by_unit')), _negated=True), name='accountability_from_above')],
            },
        ),
        migrations.CreateModel(
            name='Appraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('state', models.CharField(choices=[('open', '学校评定中'), ('told', '已告知本人'), ('objected', '本人有异议'), ('locked', '已锁定')], default='open', max_length=10, verbose_name='状态')),
                ('grade', models.CharField(blank=True, choices=[('excellent', '优秀'), ('passed', '合格'), ('basic', '基本合格'), ('failed', '不合格')], max_length=10, verbose_name='等次')),
                ('statement', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='个人自评')),
                ('opinion', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='考核小组意见')),
                ('told_on', models.DateField(null=True, verbose_name='告知日期')),
                ('object_until', models.DateField(help_text='当日仍可提出', null=True, verbose_name='异议截止日')),
                ('objection', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='异议')),
                ('answer', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='异议处理')),
                ('locked_on', models.DateField(null=True, verbose_name='锁定日期')),
                ('graded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='评定人')),
                ('locked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='锁定人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '师德考核',
                'constraints': [models.UniqueConstraint(fields=('teacher', 'year'), name='appraisal_once'), models.CheckConstraint(condition=models.Q(('state', 'open'), models.Q(('grade', ''), _negated=True), _connector='OR'), name='appraisal_told_has_grade'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'locked'), _negated=True), models.Q(('locked_by__isnull', False), ('locked_on__isnull', False)), _connector='OR'), name='appraisal_locked_by_someone'), models.CheckConstraint(condition=models.Q(('locked_by__isnull', True), models.Q(('graded_by__isnull', False), models.Q(('locked_by', models.F('graded_by')), _negated=True)), _connector='OR'), name='appraisal_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('grade', 'failed'), _negated=True), ('state', 'open'), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('opinion')), 0), _connector='OR'), name='appraisal_failed_says_why')],
            },
        ),
        migrations.CreateModel(
            name='CareSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('reminder_months', models.PositiveSmallIntegerField(default=12, verbose_name='提醒自动失效（月）')),
                ('window_months', models.PositiveSmallIntegerField(default=12, verbose_name='累计期间（月）')),
                ('person_count', models.PositiveSmallIntegerField(default=2, verbose_name='个人预警起数')),
                ('school_count', models.PositiveSmallIntegerField(default=3, verbose_name='学校预警起数')),
                ('objection_days', models.PositiveSmallIntegerField(default=5, verbose_name='师德考核异议工作日数')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '提醒预警规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('objection_days__gte', 1), ('person_count__gte', 1), ('reminder_months__gte', 1), ('school_count__gte', 1)), name='care_setting_sane')],
            },
        ),
        migrations.CreateModel(
            name='Warning',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('reminder', '提醒'), ('early', '预警'), ('notice', '通报')], max_length=10, verbose_name='层级')),
                ('ground', kernel.crypto.fields.SealedTextField(verbose_name='事由')),
                ('plan', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='整改要求')),
                ('plan_due_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('plan_done_on', models.DateField(null=True, verbose_name='整改完成日')),
                ('public_text', models.TextField(blank=True, max_length=2000, verbose_name='通报文本')),
                ('given_on', models.DateField(verbose_name='发出日期')),
                ('until_on', models.DateField(verbose_name='自动失效日')),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发出人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '提醒预警通报',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('given_on'))), name='warning_forward'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'early'), _negated=True), models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('plan')), 0), ('plan_due_on__isnull', False)), _connector='OR'), name='warning_has_plan'), models.CheckConstraint(condition=models.Q(models.Q(('level', 'notice'), ('teacher__isnull', True), models.Q(('public_text', ''), _negated=True)), models.Q(models.Q(('level', 'notice'), _negated=True), ('public_text', '')), _connector='OR'), name='warning_notice_names_nobody')],
            },
        ),
    ]
