import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('orgs', '0003_first_names_of_schools'),
        ('teachers', '0007_no_reasons_in_clear'),
        ('training', '0003_check_ins_are_written_once'),
        ('training', '0012_first_cycles_and_caps'),
    ]

    operations = [
        migrations.CreateModel(
            name='Base',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('ethics', '师德教育基地'), ('dual', '“双师型”教师培训基地'), ('practice', '教师企业实践基地')], max_length=8, verbose_name='类别')),
                ('name', models.CharField(max_length=80, verbose_name='名称')),
                ('host', models.CharField(max_length=80, verbose_name='依托单位')),
                ('address', models.CharField(max_length=120, verbose_name='地址')),
                ('capacity', models.PositiveIntegerField(blank=True, null=True, verbose_name='一次可接待人数')),
                ('recognised_on', models.DateField(verbose_name='认定日期')),
                ('document', models.CharField(max_length=120, verbose_name='认定文件')),
                ('ended_on', models.DateField(null=True, verbose_name='停用日期')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='停用原因')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='管理单位')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '基地',
                'ordering': ['kind', 'name'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('kind', 'name'), name='base_name_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('host', ''), _negated=True), models.Q(('address', ''), _negated=True), models.Q(('document', ''), _negated=True)), name='base_told'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), models.Q(('ended_on__gte', models.F('recognised_on')), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='base_end_told')],
            },
        ),
        migrations.CreateModel(
            name='ClassTeacherDuty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('class_name', models.CharField(max_length=30, verbose_name='班级')),
                ('started_on', models.DateField(verbose_name='任职日期')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='卸任日期')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '班主任任职',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('teacher',), name='class_duty_one_open'), models.UniqueConstraint(fields=('teacher', 'started_on'), name='class_duty_once'), models.CheckConstraint(condition=models.Q(('ended_on__isnull', True), ('ended_on__gt', models.F('started_on')), _connector='OR'), name='class_duty_forward'), models.CheckConstraint(condition=models.Q(('class_name', ''), _negated=True), name='class_duty_has_class')],
            },
        ),
        migrations.CreateModel(
            name='DualRecognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('grade', models.CharField(choices=[('initial', '初级'), ('middle', '中级'), ('senior', '高级')], max_length=8, verbose_name='级别')),
                ('field', models.CharField(max_length=40, verbose_name='专业')),
                ('body', models.CharField(max_length=80, verbose_name='认定单位')),
                ('document', models.CharField(max_length=120, verbose_name='认定文件')),
                ('recognised_on', models.DateField(verbose_name='认定日期')),
                ('due_on', models.DateField(verbose_name='复核期限')),
                ('ended_on', models.DateField(null=True, verbose_name='终止日期')),
                ('ended_reason', models.CharField(blank=True, max_length=200, verbose_name='终止原因')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '“双师型”教师认定',
                'ordering': ['due_on', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('teacher',), name='dual_one_standing'), models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('recognised_on'))), name='dual_forward'), models.CheckConstraint(condition=models.Q(models.Q(('document', ''), _negated=True), models.Q(('body', ''), _negated=True), models.Q(('field', ''), _negated=True)), name='dual_told'), models.CheckConstraint(condition=models.Q(models.Q(('ended_on__isnull', True), ('ended_reason', '')), models.Q(('ended_on__isnull', False), models.Q(('ended_reason', ''), _negated=True)), _connector='OR'), name='dual_end_told')],
            },
        ),
        migrations.CreateModel(
            name='DualCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_on', models.DateField(verbose_name='复核日期')),
                ('has_passed', models.BooleanField(verbose_name='通过')),
                ('grade', models.CharField(choices=[('initial', '初级'), ('middle', '中级'), ('senior', '高级')], max_length=8, verbose_name='复核后级别')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('recognition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='training.dualrecognition')),
            ],
            options={
                'verbose_name': '“双师型”教师复核',
                'ordering': ['-checked_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('recognition', 'checked_on'), name='dual_check_once_a_day'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='dual_check_has_document')],
            },
        ),
        migrations.CreateModel(
            name='DutyRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('T1', '班主任'), ('T2', '新入职'), ('T3', '紧缺型'), ('T4', '转学段'), ('T5', '跨城乡'), ('T6', '师德第一课'), ('T7', '数字素养')], max_length=2, verbose_name='培训类别')),
                ('effective_from', models.DateField(help_text='这一天起发生的变动按本规则办理', verbose_name='生效日')),
                ('is_on', models.BooleanField(default=True, verbose_name='自动下达')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, validators=[django.core.validators.MinValueValidator(Decimal('0.1'))], verbose_name='应完成学时')),
                ('months', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='期限（月）')),
                ('days', models.PositiveSmallIntegerField(default=0, help_text='期限为月数之后再加的天数', validators=[django.core.validators.MaxValueValidator(366)], verbose_name='另加天数')),
                ('months_before', models.PositiveSmallIntegerField(default=0, help_text='变动之前这几个月内参加的同类培训也计入', validators=[django.core.validators.MaxValueValidator(60)], verbose_name='任职前可计的月数')),
                ('remind_days', models.JSONField(default=list, verbose_name='提前提醒天数')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '适岗培训规则',
                'ordering': ['kind', '-effective_from'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'effective_from'), name='duty_rule_once_a_day'), models.CheckConstraint(condition=models.Q(('days__lte', 366), ('hours__gt', 0), ('months__lte', 60)), name='duty_rule_sane'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='duty_rule_has_document')],
            },
        ),
        migrations.CreateModel(
            name='EthicsEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('tour', '教育家精神巡回宣讲'), ('visit', '师德教育基地研学')], max_length=5, verbose_name='形式')),
                ('title', models.CharField(max_length=100, verbose_name='主题')),
                ('place', models.CharField(max_length=120, verbose_name='地点')),
                ('speaker', models.CharField(blank=True, max_length=80, verbose_name='主讲人')),
                ('held_on', models.DateField(verbose_name='举办日期')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=3, validators=[django.core.validators.MinValueValidator(Decimal('0.5'))], verbose_name='学时')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='training.base', verbose_name='师德教育基地')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='组织单位')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '宣讲与研学',
                'ordering': ['-held_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('org', 'title', 'held_on'), name='ethics_event_once'), models.CheckConstraint(condition=models.Q(models.Q(('base__isnull', True), ('kind', 'tour'), models.Q(('speaker', ''), _negated=True)), models.Q(('base__isnull', False), ('kind', 'visit')), _connector='OR'), name='ethics_event_visit_has_base'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('place', ''), _negated=True), ('hours__gt', 0)), name='ethics_event_told')],
            },
        ),
        migrations.CreateModel(
            name='EthicsAttendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='training.ethicsevent')),
            ],
            options={
                'verbose_name': '参加记录',
                'constraints': [models.UniqueConstraint(fields=('event', 'teacher'), name='ethics_attendance_once')],
            },
        ),
        migrations.CreateModel(
            name='LastLook',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('post', models.BigIntegerField(default=0, help_text='key of the current post then, 0 for none')),
                ('stage', models.CharField(blank=True, max_length=12)),
                ('subject', models.CharField(blank=True, max_length=30)),
                ('on', models.DateField()),
                ('teacher', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '登记变动比对',
            },
        ),
        migrations.CreateModel(
            name='NeedsSurvey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='计划年度')),
                ('title', models.CharField(max_length=80, verbose_name='调研名称')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('most', models.PositiveSmallIntegerField(default=3, verbose_name='每人最多选几项')),
                ('opens_on', models.DateField(verbose_name='开始日期')),
                ('closes_on', models.DateField(verbose_name='截止日期')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发起人')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='调研单位')),
            ],
            options={
                'verbose_name': '需求调研',
                'ordering': ['-closes_on', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('org', 'year', 'title'), name='needs_survey_once_a_year'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='needs_survey_forward'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), ('most__gte', 1)), name='needs_survey_told')],
            },
        ),
        migrations.CreateModel(
            name='NeedsTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=80, verbose_name='需求')),
                ('kind', models.CharField(blank=True, choices=[('', '一般培训'), ('T1', '班主任'), ('T2', '新入职'), ('T3', '紧缺型'), ('T4', '转学段'), ('T5', '跨城乡'), ('T6', '师德第一课'), ('T7', '数字素养'), ('T8', '后备干部')], max_length=2, verbose_name='对应培训类别')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='topics', to='training.needssurvey')),
            ],
            options={
                'verbose_name': '需求选项',
                'ordering': ['survey', 'position'],
                'constraints': [models.UniqueConstraint(fields=('survey', 'position'), name='needs_topic_position_once'), models.UniqueConstraint(fields=('survey', 'title'), name='needs_topic_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='needs_topic_told')],
            },
        ),
        migrations.CreateModel(
            name='NeedsAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('words', models.CharField(blank=True, max_length=300, verbose_name='其他需求')),
                ('answered_at', models.DateTimeField(auto_now_add=True)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.needssurvey')),
                ('topics', models.ManyToManyField(related_name='+', to='training.needstopic')),
            ],
            options={
                'verbose_name': '需求答卷',
                'constraints': [models.UniqueConstraint(fields=('survey', 'teacher'), name='needs_answer_once')],
            },
        ),
        migrations.CreateModel(
            name='PracticeRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('days_required', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1800)], verbose_name='应实践天数')),
                ('years', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(10)], verbose_name='周期（年）')),
                ('window', models.CharField(choices=[('rolling', '截至当日的前五年滚动计算'), ('fixed', '按固定五年周期计算')], max_length=7, verbose_name='周期算法')),
                ('anchor_year', models.PositiveSmallIntegerField(default=2021, validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='固定周期起始年')),
                ('recheck_years', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='“双师型”教师复核间隔（年）')),
                ('general_subjects', models.JSONField(default=list, help_text='每行一门；任教这些课程的教师不按天数要求企业实践', verbose_name='公共基础课')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '企业实践规则',
                'ordering': ['-effective_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('days_required__gte', 1), ('recheck_years__gte', 1), ('years__gte', 1)), name='practice_rule_sane')],
            },
        ),
        migrations.CreateModel(
            name='PracticeStay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('company', models.CharField(max_length=80, verbose_name='企业')),
                ('form', models.CharField(choices=[('visit', '考察观摩'), ('skills', '接受技能培训'), ('post', '在企业生产和管理岗位兼职或任职'), ('research', '参与产品研发和技术创新')], max_length=8, verbose_name='形式')),
                ('task', models.CharField(max_length=160, verbose_name='岗位与内容')),
                ('first_on', models.DateField(verbose_name='第一天')),
                ('last_on', models.DateField(verbose_name='最后一天')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('confirmed_at', models.DateTimeField(null=True)),
                ('struck_at', models.DateTimeField(null=True)),
                ('struck_reason', models.CharField(blank=True, max_length=200, verbose_name='撤销理由')),
                ('base', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.base', verbose_name='实践基地')),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('struck_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='撤销人')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '企业实践',
                'ordering': ['-first_on', '-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('struck_at__isnull', True)), fields=('teacher', 'company', 'first_on'), name='stay_once'), models.CheckConstraint(condition=models.Q(('last_on__gte', models.F('first_on'))), name='stay_forward'), models.CheckConstraint(condition=models.Q(models.Q(('company', ''), _negated=True), models.Q(('task', ''), _negated=True)), name='stay_told'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_at__isnull', True), ('confirmed_by__isnull', True)), models.Q(('confirmed_at__isnull', False), ('confirmed_by__isnull', False), models.Q(('confirmed_by', models.F('recorded_by')), _negated=True)), _connector='OR'), name='stay_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('struck_at__isnull', True), ('struck_by__isnull', True), ('struck_reason', '')), models.Q(('struck_at__isnull', False), ('struck_by__isnull', False), models.Q(('struck_reason', ''), _negated=True)), _connector='OR'), name='stay_struck_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='ProgrammeGround',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('named_at', models.DateTimeField(auto_now_add=True)),
                ('named_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='grounds', to='training.programme')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grounds', to='training.needstopic', verbose_name='需求')),
            ],
            options={
                'verbose_name': '立项依据',
                'constraints': [models.UniqueConstraint(fields=('programme', 'topic'), name='programme_ground_once')],
            },
        ),
        migrations.CreateModel(
            name='QualifiedSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=30, verbose_name='资格证任教学科')),
                ('stage', models.CharField(blank=True, choices=[('preschool', '学前'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中职'), ('special', '特殊教育'), ('higher', '高校'), ('nine_year', '九年一贯制')], max_length=12, verbose_name='资格证学段')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '资格证任教学科',
                'constraints': [models.UniqueConstraint(fields=('teacher', 'subject', 'stage'), name='qualified_subject_once'), models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='qualified_subject_told')],
            },
        ),
        migrations.CreateModel(
            name='Requirement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('T1', '班主任'), ('T2', '新入职'), ('T3', '紧缺型'), ('T4', '转学段'), ('T5', '跨城乡'), ('T6', '师德第一课'), ('T7', '数字素养')], max_length=2, verbose_name='培训类别')),
                ('key', models.CharField(max_length=80)),
                ('detail', models.CharField(blank=True, max_length=60)),
                ('triggered_on', models.DateField(verbose_name='下达依据发生日')),
                ('counts_from', models.DateField(verbose_name='学时起计日')),
                ('due_on', models.DateField(verbose_name='完成期限')),
                ('hours_needed', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='应完成学时')),
                ('hours_done', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=6, verbose_name='已完成学时')),
                ('met_on', models.DateField(null=True, verbose_name='完成日期')),
                ('waived_at', models.DateTimeField(null=True, verbose_name='免除时间')),
                ('waived_reason', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='免除理由')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.dutyrule', verbose_name='依据规则')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='requirements', to='teachers.teacher', verbose_name='教师')),
                ('waived_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='免除人')),
            ],
            options={
                'verbose_name': '适岗培训任务',
                'indexes': [models.Index(fields=['kind', 'due_on'], name='requirement_by_due')],
                'constraints': [models.UniqueConstraint(fields=('teacher', 'kind', 'key'), name='requirement_once_for_an_event'), models.CheckConstraint(condition=models.Q(('counts_from__lte', models.F('due_on')), ('due_on__gte', models.F('triggered_on'))), name='requirement_forward'), models.CheckConstraint(condition=models.Q(('hours_needed__gt', 0)), name='requirement_has_hours'), models.CheckConstraint(condition=models.Q(models.Q(('waived_at__isnull', True), ('waived_by__isnull', True)), models.Q(('waived_at__isnull', False), ('waived_by__isnull', False), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('waived_reason')), 0)), _connector='OR'), name='requirement_waived_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.SmallIntegerField(verbose_name='提前天数')),
                ('told_on', models.DateField(verbose_name='提醒日期')),
                ('read_at', models.DateTimeField(null=True, verbose_name='本人阅读时间')),
                ('requirement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='training.requirement')),
            ],
            options={
                'verbose_name': '培训提醒',
                'constraints': [models.UniqueConstraint(fields=('requirement', 'step'), name='reminder_once_a_step')],
            },
        ),
        migrations.CreateModel(
            name='ShortageSubject',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('subject', models.CharField(max_length=30, verbose_name='学科')),
                ('stage', models.CharField(blank=True, choices=[('preschool', '学前'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中职'), ('special', '特殊教育'), ('higher', '高校'), ('nine_year', '九年一贯制')], max_length=12, verbose_name='学段')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '紧缺学科',
                'ordering': ['-year', 'subject', 'stage'],
                'constraints': [models.UniqueConstraint(fields=('year', 'subject', 'stage'), name='shortage_subject_once'), models.CheckConstraint(condition=models.Q(models.Q(('subject', ''), _negated=True), models.Q(('document', ''), _negated=True)), name='shortage_subject_told')],
            },
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('after', '训后评价'), ('later_self', '跟踪评价（本人）'), ('later_head', '跟踪评价（学校）')], max_length=10)),
                ('opens_on', models.DateField(verbose_name='开始日期')),
                ('closes_on', models.DateField(verbose_name='截止日期')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='surveys', to='training.session')),
            ],
            options={
                'verbose_name': '评价调查',
            },
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField()),
                ('words', kernel.crypto.fields.SealedTextField(blank=True)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='training.survey')),
            ],
            options={
                'verbose_name': '评价答卷',
            },
        ),
        migrations.CreateModel(
            name='SurveyForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('after', '训后评价'), ('later_self', '跟踪评价（本人）'), ('later_head', '跟踪评价（学校）')], max_length=10, verbose_name='调查')),
                ('effective_from', models.DateField(help_text='这一天起结束的场次用这份问卷', verbose_name='生效日')),
                ('questions', models.JSONField(help_text='每行一题，按 1 至 5 分回答', verbose_name='题目')),
                ('delay_days', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(730)], verbose_name='培训结束后几天发放')),
                ('open_days', models.PositiveSmallIntegerField(default=14, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(180)], verbose_name='开放天数')),
                ('threshold', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(50)], verbose_name='至少几份答卷才显示结果')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '评价问卷',
                'ordering': ['kind', '-effective_from'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'effective_from'), name='survey_form_once_a_day'), models.CheckConstraint(condition=models.Q(('delay_days__lte', 730), ('open_days__gte', 1), ('threshold__gte', 3)), name='survey_form_sane')],
            },
        ),
        migrations.AddField(
            model_name='survey',
            name='form',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.surveyform'),
        ),
        migrations.CreateModel(
            name='SurveyTicket',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_used', models.BooleanField(default=False, verbose_name='已填写')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tickets', to='training.survey')),
                ('teacher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '评价邀请',
                'constraints': [models.UniqueConstraint(fields=('survey', 'teacher'), name='survey_ticket_once'), models.UniqueConstraint(fields=('survey', 'school'), name='survey_ticket_once_a_school'), models.CheckConstraint(condition=models.Q(models.Q(('school__isnull', True), ('teacher__isnull', False)), models.Q(('school__isnull', False), ('teacher__isnull', True)), _connector='OR'), name='survey_ticket_of_one')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='学期')),
                ('starts_on', models.DateField(unique=True, verbose_name='开学日')),
                ('ends_on', models.DateField(verbose_name='学期结束日')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '学期',
                'ordering': ['-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='term_forward')],
            },
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.UniqueConstraint(fields=('session', 'kind'), name='survey_once_a_session'),
        ),
        migrations.AddConstraint(
            model_name='survey',
            constraint=models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='survey_forward'),
        ),
    ]
