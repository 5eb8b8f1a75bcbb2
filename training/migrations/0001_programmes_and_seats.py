import django.db.models.deletion
import django.db.models.expressions
import kernel.crypto.fields
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('orgs', '0003_first_names_of_schools'),
        ('teachers', '0007_no_reasons_in_clear'),
    ]

    operations = [
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('title', models.CharField(max_length=100, verbose_name='项目名称')),
                ('kind', models.CharField(blank=True, choices=[('', '一般培训'), ('T1', '班主任'), ('T2', '新入职'), ('T3', '紧缺型'), ('T4', '转学段'), ('T5', '跨城乡'), ('T6', '师德第一课'), ('T7', '数字素养'), ('T8', '后备干部')], max_length=2, verbose_name='培训类别')),
                ('level', models.CharField(choices=[('nation', '国家级'), ('province', '省级'), ('city', '市级'), ('county', '县级'), ('school', '校级')], max_length=8, verbose_name='级别')),
                ('mode', models.CharField(choices=[('face', '集中'), ('online', '网络'), ('school_based', '校本'), ('degree', '学历'), ('research', '研修'), ('practice', '实践')], max_length=12, verbose_name='方式')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=5, verbose_name='学时')),
                ('ethics_share', models.PositiveSmallIntegerField(verbose_name='教育家精神与师德教育占比（%）')),
                ('target', models.CharField(max_length=200, verbose_name='培训对象')),
                ('target_stage', models.CharField(blank=True, max_length=12, verbose_name='限定学段')),
                ('target_subject', models.CharField(blank=True, max_length=30, verbose_name='限定学科')),
                ('places', models.PositiveIntegerField(verbose_name='计划人数')),
                ('is_free', models.BooleanField(default=True, verbose_name='不向教师收费')),
                ('fee_note', models.CharField(blank=True, max_length=160, verbose_name='收费依据')),
                ('needs', models.TextField(blank=True, help_text='需求调研的结论，写明本项目回应什么', max_length=1000, verbose_name='需求依据')),
                ('outcome', models.TextField(blank=True, max_length=2000, verbose_name='成效')),
                ('approval', models.CharField(choices=[('none', '无需审批'), ('school', '学校审批'), ('district', '学校、市（区）逐级审批')], default='school', max_length=8, verbose_name='报名审批')),
                ('needs_second_check', models.BooleanField(default=True, verbose_name='中途随机再签到一次')),
                ('state', models.CharField(choices=[('draft', '编制中'), ('submitted', '待市（区）审核'), ('published', '已发布'), ('finished', '已结项'), ('cancelled', '已取消')], default='draft', max_length=10, verbose_name='状态')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('reviewed_at', models.DateTimeField(null=True)),
                ('returned_reason', models.CharField(blank=True, max_length=300, verbose_name='退回意见')),
                ('published_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_reason', models.CharField(blank=True, max_length=300, verbose_name='取消原因')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编制人')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='orgs.organisation', verbose_name='举办单位')),
                ('reviewed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
            ],
            options={
                'verbose_name': '培训项目',
            },
        ),
        migrations.CreateModel(
            name='Course',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(verbose_name='次序')),
                ('title', models.CharField(max_length=100, verbose_name='课程名称')),
                ('hours', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='学时')),
                ('is_ethics', models.BooleanField(default=False, verbose_name='属教育家精神与师德教育')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='courses', to='training.programme')),
            ],
            options={
                'verbose_name': '课程',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'position'), name='course_position_once'), models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 200)), name='course_hours_sane'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='course_has_title')],
            },
        ),
        migrations.CreateModel(
            name='Season',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, unique=True, verbose_name='名称')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('theme', models.CharField(blank=True, max_length=200, verbose_name='主题')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '泰州师说培训季',
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='season_has_name'), models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='season_forward')],
            },
        ),
        migrations.AddField(
            model_name='programme',
            name='season',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='training.season', verbose_name='培训季'),
        ),
        migrations.CreateModel(
            name='Session',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=100, verbose_name='场次名称')),
                ('starts_at', models.DateTimeField(verbose_name='开始时间')),
                ('ends_at', models.DateTimeField(verbose_name='结束时间')),
                ('place', models.CharField(max_length=120, verbose_name='地点')),
                ('is_online', models.BooleanField(default=False, verbose_name='线上')),
                ('capacity', models.PositiveIntegerField(verbose_name='容纳人数')),
                ('hours', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=4, verbose_name='学时')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('state', models.CharField(choices=[('planned', '未开始'), ('running', '签到中'), ('completed', '已结束'), ('cancelled', '已取消')], default='planned', max_length=10, verbose_name='状态')),
                ('opened_at', models.DateTimeField(null=True)),
                ('second_from', models.DateTimeField(null=True)),
                ('second_until', models.DateTimeField(null=True)),
                ('completed_at', models.DateTimeField(null=True)),
                ('cancelled_at', models.DateTimeField(null=True)),
                ('cancelled_reason', models.CharField(blank=True, max_length=300, verbose_name='取消原因')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now_add=True)),
                ('cancelled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('completed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('course', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.course', verbose_name='课程')),
                ('makes_up_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_up_by', to='training.session', verbose_name='补训的场次')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='training.programme')),
            ],
            options={
                'verbose_name': '场次',
            },
        ),
        migrations.CreateModel(
            name='SeatQuota',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seats', models.PositiveIntegerField(verbose_name='名额')),
                ('given', models.PositiveIntegerField(default=0, verbose_name='已下达')),
                ('taken', models.PositiveIntegerField(default=0, verbose_name='已占用')),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='单位')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='training.seatquota')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='quotas', to='training.session')),
            ],
            options={
                'verbose_name': '名额',
                'constraints': [models.UniqueConstraint(fields=('session', 'org'), name='quota_once'), models.UniqueConstraint(condition=models.Q(('parent__isnull', True)), fields=('session',), name='quota_one_root'), models.CheckConstraint(condition=models.Q(('seats__gte', django.db.models.expressions.CombinedExpression(models.F('given'), '+', models.F('taken')))), name='quota_never_exceeded')],
            },
        ),
        migrations.CreateModel(
            name='Enrolment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('seated', '有名额'), ('waiting', '候补'), ('withdrawn', '已退出'), ('refused', '未获同意')], max_length=10, verbose_name='状态')),
                ('awaits', models.CharField(blank=True, choices=[('', '无'), ('school', '待学校审批'), ('district', '待市（区）审批')], max_length=8, verbose_name='待审批')),
                ('enrolled_how', models.CharField(choices=[('self', '本人报名'), ('school', '学校报名'), ('assigned', '指定参加')], max_length=8, verbose_name='报名方式')),
                ('asked_at', models.DateTimeField(help_text='重新报名的，从重新报名时算起', verbose_name='报名时间')),
                ('had_before', models.PositiveSmallIntegerField(default=0, help_text='同类培训，候补按此排序', verbose_name='此前参加次数')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='退出或不同意的原因')),
                ('sequence', models.PositiveIntegerField(default=0)),
                ('changed_at', models.DateTimeField(verbose_name='变动时间')),
                ('enrolled_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='报名人')),
                ('makes_up_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_up_by', to='training.enrolment', verbose_name='补训的缺席')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='报名时所在学校')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher')),
                ('quota', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.seatquota', verbose_name='所占名额')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='enrolments', to='training.session')),
            ],
            options={
                'verbose_name': '报名',
                'indexes': [models.Index(fields=['session', 'state'], name='enrolment_by_state')],
                'constraints': [models.UniqueConstraint(fields=('session', 'teacher'), name='enrolment_once'), models.CheckConstraint(condition=models.Q(models.Q(('quota__isnull', False), ('state', 'seated')), models.Q(models.Q(('state', 'seated'), _negated=True), ('quota__isnull', True)), _connector='OR'), name='enrolment_seat_from_quota'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn', 'refused']), _negated=True), ('awaits', ''), _connector='OR'), name='enrolment_over_awaits_nothing'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['withdrawn', 'refused']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='enrolment_over_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Trainer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='姓名')),
                ('unit_name', models.CharField(max_length=60, verbose_name='单位')),
                ('teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='本市教师')),
            ],
            options={
                'verbose_name': '授课教师',
                'constraints': [models.UniqueConstraint(fields=('name', 'unit_name'), name='trainer_once'), models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('unit_name', ''), _negated=True)), name='trainer_told')],
            },
        ),
        migrations.AddField(
            model_name='session',
            name='trainers',
            field=models.ManyToManyField(related_name='sessions', to='training.trainer', verbose_name='授课教师'),
        ),
        migrations.CreateModel(
            name='TrainingNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('cancelled', '场次取消'), ('moved', '时间或地点变更'), ('seated', '候补转为录取'), ('approved', '报名已同意'), ('refused', '报名未获同意')], max_length=9)),
                ('stamp', models.PositiveIntegerField(default=0, help_text='which change of the session or enrolment it tells')),
                ('at', models.DateTimeField()),
                ('read_at', models.DateTimeField(null=True)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to='training.session')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '培训通知',
                'constraints': [models.UniqueConstraint(fields=('teacher', 'session', 'kind', 'stamp'), name='training_notice_once')],
            },
        ),
        migrations.CreateModel(
            name='TrainingSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('ethics_share', models.PositiveSmallIntegerField(default=20, help_text='按举办单位全年各项目学时加权计算', verbose_name='教育家精神与师德教育学时占比下限（%）')),
                ('freeze_hours', models.PositiveSmallIntegerField(default=24, help_text='冻结后空出的名额由举办单位决定', verbose_name='开始前多少小时起候补名单冻结')),
                ('code_seconds', models.PositiveSmallIntegerField(default=15, verbose_name='签到码更换间隔（秒）')),
                ('code_grace', models.PositiveSmallIntegerField(default=1, verbose_name='签到码过后仍认可的间隔数')),
                ('opens_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='开始前多少分钟起可以签到')),
                ('late_minutes', models.PositiveSmallIntegerField(default=30, verbose_name='开始后多少分钟内可以签到')),
                ('second_minutes', models.PositiveSmallIntegerField(default=10, verbose_name='中途签到持续分钟数')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '培训规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('code_grace__lte', 2), ('code_seconds__gte', 5), ('code_seconds__lte', 120), ('ethics_share__lte', 100), ('freeze_hours__lte', 240), ('late_minutes__lte', 240), ('opens_minutes__lte', 240), ('second_minutes__gte', 1), ('second_minutes__lte', 60)), name='training_setting_sane')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', kernel.crypto.fields.SealedTextField()),
                ('token_digest', models.CharField(max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '日历订阅',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('teacher',), name='feed_one_open')],
            },
        ),
        migrations.CreateModel(
            name='CheckIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('point', models.CharField(choices=[('first', '签到'), ('second', '中途签到')], max_length=6, verbose_name='签到环节')),
                ('how', models.CharField(choices=[('code', '扫码或输入签到码'), ('paper', '纸质签到表补录'), ('staff', '现场人员登记')], max_length=5, verbose_name='方式')),
                ('at', models.DateTimeField(verbose_name='时间')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='check_ins', to='training.enrolment')),
            ],
            options={
                'verbose_name': '签到',
                'constraints': [models.UniqueConstraint(fields=('enrolment', 'point'), name='check_in_once'), models.CheckConstraint(condition=models.Q(('how', 'code'), models.Q(('note', ''), _negated=True), _connector='OR'), name='check_in_by_hand_told')],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('attended', '全程参加'), ('partly', '部分参加'), ('absent', '缺席'), ('excused', '请假')], max_length=8, verbose_name='结果')),
                ('hours', models.DecimalField(decimal_places=1, default=Decimal('0'), max_digits=4, verbose_name='学时')),
                ('note', models.CharField(blank=True, max_length=200, verbose_name='说明')),
                ('at', models.DateTimeField(verbose_name='确认时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('enrolment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='attendance', to='training.enrolment')),
            ],
            options={
                'verbose_name': '出勤',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('hours__gt', 0), ('outcome__in', ['attended', 'partly'])), models.Q(('hours', 0), ('outcome__in', ['absent', 'excused'])), _connector='OR'), name='attendance_hours_fit_outcome')],
            },
        ),
        migrations.CreateModel(
            name='EnrolmentDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('', '无'), ('school', '待学校审批'), ('district', '待市（区）审批')], max_length=8, verbose_name='环节')),
                ('agreed', models.BooleanField(verbose_name='同意')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('enrolment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='training.enrolment')),
            ],
            options={
                'verbose_name': '报名审批',
                'constraints': [models.CheckConstraint(condition=models.Q(('step', ''), _negated=True), name='enrolment_decision_has_step'), models.CheckConstraint(condition=models.Q(('agreed', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='enrolment_refusal_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='PlanSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('drawn_at', models.DateTimeField(auto_now_add=True)),
                ('result', models.CharField(choices=[('open', '待抽查'), ('sound', '符合计划'), ('faults', '有问题，限期整改'), ('mended', '已整改')], default='open', max_length=10, verbose_name='结果')),
                ('finding', models.CharField(blank=True, max_length=500, verbose_name='抽查意见')),
                ('looked_at', models.DateTimeField(null=True)),
                ('drawn_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='抽取人')),
                ('looked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='抽查人')),
                ('programme', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='sample', to='training.programme')),
            ],
            options={
                'verbose_name': '校本培训抽查',
                'constraints': [models.CheckConstraint(condition=models.Q(('result', 'open'), models.Q(('looked_at__isnull', False), ('looked_by__isnull', False), models.Q(('finding', ''), _negated=True)), _connector='OR'), name='sample_result_by_someone')],
            },
        ),
        migrations.AddIndex(
            model_name='programme',
            index=models.Index(fields=['state', 'year'], name='programme_by_state'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.UniqueConstraint(fields=('org', 'year', 'title'), name='programme_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('target', ''), _negated=True)), name='programme_told'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 1000)), name='programme_hours_sane'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('ethics_share__lte', 100)), name='programme_share_sane'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('places__gte', 1)), name='programme_has_places'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('is_free', True), models.Q(('fee_note', ''), _negated=True), _connector='OR'), name='programme_fee_has_ground'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('level', 'school'), ('state__in', ['published', 'finished']), _negated=True), models.Q(('reviewed_at__isnull', False), ('reviewed_by__isnull', False)), _connector='OR'), name='programme_school_reviewed'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('reviewed_by__isnull', True), models.Q(('reviewed_by', models.F('made_by')), _negated=True), _connector='OR'), name='programme_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('closed_reason', ''), _negated=True), _connector='OR'), name='programme_cancelled_with_reason'),
        ),
        migrations.AddIndex(
            model_name='session',
            index=models.Index(fields=['starts_at'], name='session_by_start'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='session_forward'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='session_has_room'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('hours__gt', 0), ('hours__lte', 100)), name='session_hours_sane'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('place', ''), _negated=True)), name='session_told'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('makes_up_for__isnull', True), models.Q(('makes_up_for', models.F('id')), _negated=True), _connector='OR'), name='session_not_its_own_make_up'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'completed'), _negated=True), models.Q(('completed_at__isnull', False), ('completed_by__isnull', False)), _connector='OR'), name='session_completed_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_at__isnull', False), ('cancelled_by__isnull', False), models.Q(('cancelled_reason', ''), _negated=True)), _connector='OR'), name='session_cancelled_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('second_from__isnull', True), ('second_until__isnull', True)), models.Q(('second_from__isnull', False), ('second_until__gt', models.F('second_from'))), _connector='OR'), name='session_second_forward'),
        ),
    ]
