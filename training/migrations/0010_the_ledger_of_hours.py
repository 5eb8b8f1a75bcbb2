import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('files', '0002_workbooks_of_the_house'),
        ('teachers', '0007_no_reasons_in_clear'),
        ('training', '0003_check_ins_are_written_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='HourEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.CharField(choices=[('session', '培训场次'), ('claim', '本人申报'), ('import', '批量导入')], max_length=8, verbose_name='来源')),
                ('title', models.CharField(max_length=100, verbose_name='项目名称')),
                ('kind', models.CharField(blank=True, choices=[('', '一般培训'), ('T1', '班主任'), ('T2', '新入职'), ('T3', '紧缺型'), ('T4', '转学段'), ('T5', '跨城乡'), ('T6', '师德第一课'), ('T7', '数字素养'), ('T8', '后备干部')], max_length=2, verbose_name='培训类别')),
                ('level', models.CharField(choices=[('nation', '国家级'), ('province', '省级'), ('city', '市级'), ('county', '县级'), ('school', '校级')], max_length=8, verbose_name='级别')),
                ('mode', models.CharField(choices=[('face', '集中'), ('online', '网络'), ('school_based', '校本'), ('degree', '学历'), ('research', '研修'), ('practice', '实践')], max_length=12, verbose_name='方式')),
                ('tenths', models.PositiveIntegerField(verbose_name='学时（十分之一学时）')),
                ('started_on', models.DateField(verbose_name='开始日期')),
                ('ended_on', models.DateField(verbose_name='结束日期')),
                ('certificate_no', models.CharField(blank=True, max_length=60, verbose_name='证书编号')),
                ('basis', models.CharField(max_length=200, verbose_name='计算依据')),
                ('key', models.CharField(max_length=64)),
                ('attempt', models.PositiveSmallIntegerField(default=1)),
                ('put_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('enrolment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.enrolment', verbose_name='报名')),
                ('put_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '学时',
                'indexes': [models.Index(fields=['teacher', 'ended_on'], name='hours_of_teacher')],
                'constraints': [models.UniqueConstraint(fields=('key', 'attempt'), name='hours_once'), models.CheckConstraint(condition=models.Q(('tenths__gt', 0), ('tenths__lte', 50000)), name='hours_sane'), models.CheckConstraint(condition=models.Q(('ended_on__gte', models.F('started_on'))), name='hours_forward'), models.CheckConstraint(condition=models.Q(models.Q(('title', ''), _negated=True), models.Q(('basis', ''), _negated=True)), name='hours_told'), models.CheckConstraint(condition=models.Q(models.Q(('enrolment__isnull', False), ('source', 'session')), models.Q(('source', 'session'), _negated=True), _connector='OR'), name='hours_of_session')],
            },
        ),
        migrations.CreateModel(
            name='HourCycle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_year', models.PositiveSmallIntegerField(unique=True, verbose_name='首年')),
                ('last_year', models.PositiveSmallIntegerField(unique=True, verbose_name='末年')),
                ('due_tenths', models.PositiveIntegerField(verbose_name='应修学时（十分之一学时）')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '学时周期',
                'ordering': ['first_year'],
                'constraints': [models.CheckConstraint(condition=models.Q(('first_year__gte', 2000), ('last_year__gte', models.F('first_year')), ('last_year__lte', 2100)), name='hour_cycle_forward'), models.CheckConstraint(condition=models.Q(('due_tenths__gt', 0)), name='hour_cycle_has_due')],
            },
        ),
        migrations.CreateModel(
            name='HourStanding',
            fields=[
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='standing', serialize=False, to='training.hourentry')),
                ('state', models.CharField(choices=[('proposed', '待学校审核'), ('checked', '待市（区）审核'), ('approved', '已认定'), ('locked', '已锁定'), ('refused', '未认定'), ('withdrawn', '已撤回'), ('reversed', '已冲销')], max_length=9, verbose_name='状态')),
                ('seq', models.PositiveSmallIntegerField()),
            ],
            options={
                'verbose_name': '学时状态',
            },
        ),
        migrations.CreateModel(
            name='HourClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claim_kind', models.CharField(choices=[('course', '参加培训（集中）'), ('online', '网络研修'), ('degree', '学历提升'), ('research', '教研科研'), ('practice', '企业实践')], max_length=8, verbose_name='申报种类')),
                ('organiser', models.CharField(max_length=100, verbose_name='举办单位')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='说明')),
                ('once', models.CharField(help_text='同一表单只收一次', max_length=64, unique=True)),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='申报时间')),
                ('files', models.ManyToManyField(related_name='+', to='files.storedfile', verbose_name='证明材料')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申报人')),
                ('entry', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claim', to='training.hourentry')),
            ],
            options={
                'verbose_name': '学时申报',
                'constraints': [models.CheckConstraint(condition=models.Q(('organiser', ''), _negated=True), name='claim_has_organiser')],
            },
        ),
        migrations.CreateModel(
            name='HourKindTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(blank=True, choices=[('', '一般培训'), ('T1', '班主任'), ('T2', '新入职'), ('T3', '紧缺型'), ('T4', '转学段'), ('T5', '跨城乡'), ('T6', '师德第一课'), ('T7', '数字素养'), ('T8', '后备干部')], max_length=2, verbose_name='培训类别')),
                ('tenths', models.PositiveIntegerField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='training.hourcycle')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '分类学时合计',
                'constraints': [models.UniqueConstraint(fields=('cycle', 'teacher', 'kind'), name='hour_kind_total_once')],
            },
        ),
        migrations.CreateModel(
            name='HourMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('seq', models.PositiveSmallIntegerField()),
                ('name', models.CharField(choices=[('propose', '提出'), ('import', '导入'), ('check', '学校审核'), ('approve', '认定'), ('refuse', '不予认定'), ('withdraw', '撤回'), ('lock', '锁定'), ('reverse', '冲销')], max_length=8, verbose_name='操作')),
                ('target', models.CharField(choices=[('proposed', '待学校审核'), ('checked', '待市（区）审核'), ('approved', '已认定'), ('locked', '已锁定'), ('refused', '未认定'), ('withdrawn', '已撤回'), ('reversed', '已冲销')], max_length=9, verbose_name='结果')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='理由')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办理人')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='moves', to='training.hourentry')),
            ],
            options={
                'verbose_name': '学时办理记录',
                'ordering': ['seq'],
                'constraints': [models.UniqueConstraint(fields=('entry', 'seq'), name='hour_move_in_turn'), models.CheckConstraint(condition=models.Q(models.Q(('target__in', ['refused', 'reversed']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='hour_move_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='HourRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('minutes', models.PositiveSmallIntegerField(default=45, verbose_name='1 学时折合分钟数')),
                ('day_tenths', models.PositiveSmallIntegerField(default=100, verbose_name='每日学时上限（十分之一学时）')),
                ('higher_percent', models.PositiveSmallIntegerField(default=50, verbose_name='县级以上学时占应修学时的下限（%）')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '学时规则',
                'ordering': ['effective_from'],
                'constraints': [models.CheckConstraint(condition=models.Q(('day_tenths__gte', 10), ('day_tenths__lte', 320), ('higher_percent__lte', 100), ('minutes__gte', 30), ('minutes__lte', 60)), name='hour_rule_sane'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='hour_rule_has_document')],
            },
        ),
        migrations.CreateModel(
            name='HourCap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('face', '集中'), ('online', '网络'), ('school_based', '校本'), ('degree', '学历'), ('research', '研修'), ('practice', '实践')], max_length=12, verbose_name='方式')),
                ('year_tenths', models.PositiveIntegerField(null=True, verbose_name='年度上限')),
                ('cycle_tenths', models.PositiveIntegerField(null=True, verbose_name='周期上限')),
                ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='caps', to='training.hourrule')),
            ],
            options={
                'verbose_name': '方式上限',
                'constraints': [models.UniqueConstraint(fields=('rule', 'mode'), name='hour_cap_once')],
            },
        ),
        migrations.CreateModel(
            name='HourTotal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('raw', models.PositiveIntegerField()),
                ('counted', models.PositiveIntegerField()),
                ('higher', models.PositiveIntegerField()),
                ('due', models.PositiveIntegerField()),
                ('months', models.PositiveSmallIntegerField(help_text='of service in the cycle')),
                ('passes', models.BooleanField()),
                ('reckoned_on', models.DateField()),
                ('cycle', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='totals', to='training.hourcycle')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher')),
            ],
            options={
                'verbose_name': '周期学时合计',
                'constraints': [models.UniqueConstraint(fields=('cycle', 'teacher'), name='hour_total_once'), models.CheckConstraint(condition=models.Q(('counted__lte', models.F('raw')), ('higher__lte', models.F('counted'))), name='hour_total_in_order')],
            },
        ),
        migrations.AddField(
            model_name='hourstanding',
            name='teacher',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher'),
        ),
        migrations.AddIndex(
            model_name='hourstanding',
            index=models.Index(fields=['teacher', 'state'], name='standing_of_teacher'),
        ),
        migrations.AddIndex(
            model_name='hourstanding',
            index=models.Index(condition=models.Q(('state__in', ['proposed', 'checked'])), fields=['teacher'], name='standing_open'),
        ),
    ]
