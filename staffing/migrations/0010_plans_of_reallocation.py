import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('orgs', '0003_first_names_of_schools'),
        ('staffing', '0004_the_ledger_keeps_itself'),
        ('teachers', '0007_no_reasons_in_clear'),
    ]

    operations = [
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='学年')),
                ('mode', models.CharField(choices=[('posts', '只调编制，不指名'), ('people', '指名到愿意交流的教师')], default='posts', max_length=8, verbose_name='方式')),
                ('state', models.CharField(choices=[('solving', '正在求解'), ('solved', '已求解'), ('failed', '无解'), ('submitted', '待签署'), ('accepted', '已批准'), ('dropped', '已弃用')], default='solving', max_length=10, verbose_name='状态')),
                ('options', models.JSONField(default=dict)),
                ('notes', models.JSONField(default=list)),
                ('problem', models.CharField(blank=True, max_length=200)),
                ('status', models.CharField(blank=True, max_length=10)),
                ('gap', models.FloatField(null=True)),
                ('seconds', models.FloatField(null=True)),
                ('ways', models.PositiveIntegerField(null=True)),
                ('of_ways', models.PositiveIntegerField(null=True)),
                ('objective', models.JSONField(null=True)),
                ('greedy', models.JSONField(null=True)),
                ('document', models.CharField(blank=True, max_length=160, verbose_name='批准文号')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='编制时间')),
                ('submitted_at', models.DateTimeField(null=True, verbose_name='提交时间')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='签署时间')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='签署意见')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编制人')),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staffing.plan', verbose_name='由此调整')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提交人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='范围')),
            ],
            options={
                'verbose_name': '调剂方案',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(models.Q(('decided_by', models.F('submitted_by')), _negated=True), models.Q(('decided_by', models.F('made_by')), _negated=True)), _connector='OR'), name='plan_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'accepted'), _negated=True), models.Q(('decided_by__isnull', False), models.Q(('document', ''), _negated=True)), _connector='OR'), name='plan_accepted_by_second'), models.UniqueConstraint(condition=models.Q(('state', 'submitted')), fields=('unit', 'year'), name='plan_one_before_the_second')],
            },
        ),
        migrations.CreateModel(
            name='PlanLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('subject', models.CharField(max_length=30, verbose_name='学科')),
                ('need', models.PositiveIntegerField(verbose_name='应配')),
                ('in_post', models.PositiveIntegerField(verbose_name='在编')),
                ('weight', models.PositiveSmallIntegerField(verbose_name='权重')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='staffing.plan')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
            ],
            options={
                'verbose_name': '方案的学科余缺',
                'constraints': [models.UniqueConstraint(fields=('plan', 'school', 'stage', 'subject'), name='planline_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanMove',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('method', models.CharField(choices=[('best', '最优方案'), ('greedy', '就近逐校方案')], default='best', max_length=6)),
                ('stage', models.CharField(choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('subject', models.CharField(max_length=30, verbose_name='学科')),
                ('posts', models.PositiveSmallIntegerField(verbose_name='名额')),
                ('hectometres', models.PositiveIntegerField(default=0, verbose_name='距离（百米）')),
                ('early', models.PositiveSmallIntegerField(default=0, verbose_name='距应交流的年数')),
                ('state', models.CharField(choices=[('proposed', '方案中'), ('open', '待各方同意'), ('done', '已办结'), ('declined', '不办理')], default='proposed', max_length=9, verbose_name='状态')),
                ('giver_agreed_at', models.DateTimeField(null=True)),
                ('taker_agreed_at', models.DateTimeField(null=True)),
                ('teacher_agreed_at', models.DateTimeField(null=True)),
                ('teacher_paper', models.CharField(blank=True, max_length=160, verbose_name='本人书面同意的凭据')),
                ('closed_at', models.DateTimeField(null=True)),
                ('reason', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='不办理的理由')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('giver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='调出学校')),
                ('giver_agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('loan', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staffing.poolloan')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='moves', to='staffing.plan')),
                ('taker', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='调入学校')),
                ('taker_agreed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('teacher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '调剂事项',
                'ordering': ['subject', 'taker', 'pk'],
                'indexes': [models.Index(fields=['state'], name='planmove_by_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(('posts__gte', 1)), name='planmove_moves_some'), models.CheckConstraint(condition=models.Q(('giver__isnull', True), models.Q(('giver', models.F('taker')), _negated=True), _connector='OR'), name='planmove_two_schools'), models.CheckConstraint(condition=models.Q(('teacher__isnull', True), models.Q(('giver__isnull', False), ('posts', 1)), _connector='OR'), name='planmove_one_person'), models.CheckConstraint(condition=models.Q(('giver_agreed_by__isnull', True), ('taker_agreed_by__isnull', True), models.Q(('giver_agreed_by', models.F('taker_agreed_by')), _negated=True), _connector='OR'), name='planmove_ends_differ'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'done'), _negated=True), models.Q(('loan__isnull', False), ('taker_agreed_at__isnull', False), models.Q(('giver__isnull', True), ('giver_agreed_at__isnull', False), _connector='OR'), models.Q(('teacher__isnull', True), ('teacher_agreed_at__isnull', False), _connector='OR')), _connector='OR'), name='planmove_done_when_all_agreed'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('teacher',), name='planmove_one_open_for_a_teacher')],
            },
        ),
        migrations.CreateModel(
            name='PlanRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('pin', '锁定'), ('ban', '禁止')], max_length=4, verbose_name='类别')),
                ('stage', models.CharField(blank=True, choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('subject', models.CharField(blank=True, max_length=30, verbose_name='学科')),
                ('posts', models.PositiveSmallIntegerField(default=0, verbose_name='名额')),
                ('is_applied', models.BooleanField(default=False)),
                ('giver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='调出学校')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rules', to='staffing.plan')),
                ('taker', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='调入学校')),
            ],
            options={
                'verbose_name': '锁定与禁止',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'ban'), ('posts', 0), models.Q(('giver__isnull', False), ('taker__isnull', False), _connector='OR')), models.Q(('giver__isnull', False), ('kind', 'pin'), ('posts__gte', 1), ('taker__isnull', False), models.Q(('subject', ''), _negated=True)), _connector='OR'), name='planrule_is_one_kind'), models.UniqueConstraint(fields=('plan', 'kind', 'giver', 'taker', 'stage', 'subject'), name='planrule_once')],
            },
        ),
        migrations.CreateModel(
            name='PlanSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('weight_base', models.PositiveSmallIntegerField(default=10, verbose_name='缺编权重')),
                ('weight_rural', models.PositiveSmallIntegerField(default=5, verbose_name='乡村学校加权')),
                ('weight_scarce', models.PositiveSmallIntegerField(default=3, verbose_name='紧缺学科加权')),
                ('most_km', models.PositiveSmallIntegerField(default=40, verbose_name='最远距离（公里）')),
                ('school_percent', models.PositiveSmallIntegerField(default=15, verbose_name='一校一年调出调入上限（%）')),
                ('school_least', models.PositiveSmallIntegerField(default=2, verbose_name='小校上限（名）')),
                ('district_most', models.PositiveSmallIntegerField(default=60, verbose_name='一市（区）跨区上限（名）')),
                ('due_years', models.PositiveSmallIntegerField(default=6, verbose_name='应交流年限（年）')),
                ('same_district_km', models.PositiveSmallIntegerField(default=12, verbose_name='同市（区）估计距离（公里）')),
                ('other_district_km', models.PositiveSmallIntegerField(default=35, verbose_name='跨市（区）估计距离（公里）')),
                ('teaching_preschool', models.PositiveSmallIntegerField(default=65, verbose_name='幼儿园专任教师比例（%）')),
                ('teaching_primary', models.PositiveSmallIntegerField(default=91, verbose_name='小学专任教师比例（%）')),
                ('teaching_junior', models.PositiveSmallIntegerField(default=85, verbose_name='初中专任教师比例（%）')),
                ('teaching_senior', models.PositiveSmallIntegerField(default=84, verbose_name='高中专任教师比例（%）')),
                ('seconds', models.PositiveSmallIntegerField(default=240, verbose_name='求解时限（秒）')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
            ],
            options={
                'verbose_name': '调剂方案设定',
                'constraints': [models.CheckConstraint(condition=models.Q(('due_years__gte', 1), ('weight_base__gte', 1)), name='plansetting_sane')],
            },
        ),
        migrations.CreateModel(
            name='SchoolPlace',
            fields=[
                ('school', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='+', serialize=False, to='orgs.organisation', verbose_name='学校')),
                ('longitude', models.DecimalField(decimal_places=6, max_digits=9, verbose_name='经度')),
                ('latitude', models.DecimalField(decimal_places=6, max_digits=8, verbose_name='纬度')),
                ('source', models.CharField(max_length=160, verbose_name='来源')),
            ],
            options={
                'verbose_name': '学校位置',
                'constraints': [models.CheckConstraint(condition=models.Q(('latitude__gte', 3), ('latitude__lte', 54), ('longitude__gte', 73), ('longitude__lte', 136)), name='place_in_china')],
            },
        ),
        migrations.CreateModel(
            name='SubjectShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(verbose_name='生效日')),
                ('stage', models.CharField(choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('subject', models.CharField(max_length=30, verbose_name='学科')),
                ('lessons', models.DecimalField(decimal_places=1, max_digits=4, verbose_name='每班每周课时')),
                ('is_scarce', models.BooleanField(default=False, verbose_name='紧缺学科')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
            ],
            options={
                'verbose_name': '学科课时',
                'constraints': [models.UniqueConstraint(fields=('effective_from', 'stage', 'subject'), name='share_one_a_day'), models.CheckConstraint(condition=models.Q(('lessons__gt', 0)), name='share_has_lessons')],
            },
        ),
        migrations.CreateModel(
            name='Willingness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_willing', models.BooleanField(default=False, verbose_name='愿意参加交流')),
                ('most_km', models.PositiveSmallIntegerField(default=20, verbose_name='可接受的最远距离（公里）')),
                ('said_at', models.DateTimeField(null=True, verbose_name='填报时间')),
                ('exempt', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='暂不交流的原因')),
                ('exempt_until', models.DateField(blank=True, null=True, verbose_name='暂不交流至')),
                ('exempt_paper', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='凭据')),
                ('exempt_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('teacher', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '交流意愿',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('exempt')), 0), _negated=True), ('exempt_until__isnull', True)), models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('exempt')), 0), ('exempt_until__isnull', False)), _connector='OR'), name='willingness_exempt_has_end'), models.CheckConstraint(condition=models.Q(('most_km__gte', 1), ('most_km__lte', 200)), name='willingness_sane')],
            },
        ),
    ]
