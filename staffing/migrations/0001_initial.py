import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('orgs', '0003_first_names_of_schools'),
    ]

    operations = [
        migrations.CreateModel(
            name='PoolLoan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('posts', models.PositiveIntegerField(verbose_name='借出数')),
                ('subject', models.CharField(blank=True, max_length=30, verbose_name='学科')),
                ('stage', models.CharField(blank=True, choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('starts_on', models.DateField(verbose_name='起用日')),
                ('ends_on', models.DateField(help_text='不再使用的第一天', verbose_name='到期日')),
                ('state', models.CharField(choices=[('running', '使用中'), ('recalled', '已通知收回'), ('returned', '已全部归还')], default='running', max_length=10, verbose_name='状态')),
                ('document', models.CharField(max_length=160, verbose_name='批准文号')),
                ('reminded_on', models.DateField(null=True)),
                ('borrower', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='借入单位')),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='周转池')),
            ],
            options={
                'verbose_name': '编制借用',
            },
        ),
        migrations.CreateModel(
            name='LoanTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('lent', '借出'), ('renewed', '续借'), ('recalled', '通知收回')], max_length=10, verbose_name='事项')),
                ('ends_on', models.DateField(verbose_name='到期日')),
                ('document', models.CharField(max_length=160, verbose_name='依据')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('loan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='staffing.poolloan')),
            ],
            options={
                'verbose_name': '借用期限',
            },
        ),
        migrations.CreateModel(
            name='PoolRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=30, verbose_name='学科')),
                ('stage', models.CharField(choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('posts', models.PositiveIntegerField(verbose_name='编制数')),
                ('reason', models.CharField(max_length=300, verbose_name='理由')),
                ('starts_on', models.DateField(verbose_name='起用日')),
                ('ends_on', models.DateField(help_text='不再使用的第一天', verbose_name='到期日')),
                ('state', models.CharField(choices=[('asked', '待市（区）审核'), ('checked', '待市局办理'), ('reserved', '已预留，待签署'), ('lent', '已借出'), ('refused', '不予安排'), ('withdrawn', '已撤回'), ('expired', '预留到期未办结')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='申请时间')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='审核时间')),
                ('check_note', models.CharField(blank=True, max_length=300, verbose_name='审核意见')),
                ('reserved_at', models.DateTimeField(null=True, verbose_name='预留时间')),
                ('reserved_until', models.DateField(help_text='当日仍然有效', null=True, verbose_name='预留截止日')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='办结时间')),
                ('answer', models.CharField(blank=True, max_length=300, verbose_name='答复')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申请人')),
                ('checked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审核人')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='办结人')),
                ('pool', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='周转池')),
                ('reserved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
            ],
            options={
                'verbose_name': '用编申请',
                'constraints': [models.CheckConstraint(condition=models.Q(('posts__gte', 1)), name='poolrequest_asks_for_some'), models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='poolrequest_forward'), models.CheckConstraint(condition=models.Q(('checked_by__isnull', True), models.Q(('checked_by', models.F('asked_by')), _negated=True), _connector='OR'), name='poolrequest_maker_checker'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'lent'), _negated=True), models.Q(('decided_by__isnull', False), ('reserved_by__isnull', False), models.Q(('decided_by', models.F('reserved_by')), _negated=True), models.Q(('decided_by', models.F('asked_by')), _negated=True)), _connector='OR'), name='poolrequest_two_persons')],
            },
        ),
        migrations.AddField(
            model_name='poolloan',
            name='request',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='loan', to='staffing.poolrequest', verbose_name='用编申请'),
        ),
        migrations.CreateModel(
            name='PoolAccount',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('issued', '编办核定'), ('held', '本单位'), ('pool', '在池'), ('reserved', '预留'), ('lent', '借出')], max_length=8, verbose_name='类别')),
                ('balance', models.IntegerField(default=0, verbose_name='余额')),
                ('holder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='所在')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='编制所属')),
                ('loan', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='staffing.poolloan')),
                ('request', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='accounts', to='staffing.poolrequest')),
            ],
            options={
                'verbose_name': '周转池账户',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('balance__lte', 0), ('state', 'issued')), models.Q(models.Q(('state', 'issued'), _negated=True), ('balance__gte', 0)), _connector='OR'), name='poolaccount_never_overdrawn'), models.CheckConstraint(condition=models.Q(models.Q(('holder', models.F('owner')), ('loan__isnull', True), ('request__isnull', True), ('state__in', ['issued', 'held'])), models.Q(('loan__isnull', True), ('request__isnull', True), ('state', 'pool')), models.Q(('loan__isnull', True), ('request__isnull', False), ('state', 'reserved')), models.Q(('loan__isnull', False), ('request__isnull', True), ('state', 'lent')), _connector='OR'), name='poolaccount_is_one_kind'), models.UniqueConstraint(condition=models.Q(('loan__isnull', True), ('request__isnull', True)), fields=('owner', 'holder', 'state'), name='poolaccount_plain_unique'), models.UniqueConstraint(condition=models.Q(('request__isnull', False)), fields=('owner', 'request'), name='poolaccount_request_unique'), models.UniqueConstraint(condition=models.Q(('loan__isnull', False)), fields=('owner', 'loan'), name='poolaccount_loan_unique')],
            },
        ),
        migrations.CreateModel(
            name='PoolUnit',
            fields=[
                ('unit', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='pool_unit', serialize=False, to='orgs.organisation', verbose_name='单位')),
                ('approved', models.IntegerField(default=0, verbose_name='核定编制')),
                ('pooled_out', models.IntegerField(default=0, verbose_name='入池未借出')),
                ('lent_out', models.IntegerField(default=0, verbose_name='借出')),
                ('borrowed_in', models.IntegerField(default=0, verbose_name='借入')),
                ('disposal', models.IntegerField(default=0, verbose_name='可用编制')),
                ('stock', models.IntegerField(default=0, verbose_name='池中可用')),
                ('reserved', models.IntegerField(default=0, verbose_name='池中已预留')),
            ],
            options={
                'verbose_name': '周转池余额',
                'constraints': [models.CheckConstraint(condition=models.Q(('approved__gte', 0), ('borrowed_in__gte', 0), ('disposal__gte', 0), ('lent_out__gte', 0), ('pooled_out__gte', 0), ('reserved__gte', 0), ('stock__gte', 0)), name='poolunit_nothing_below_zero'), models.CheckConstraint(condition=models.Q(('disposal', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('approved'), '-', models.F('pooled_out')), '-', models.F('lent_out')), '+', models.F('borrowed_in')))), name='poolunit_adds_up')],
            },
        ),
        migrations.CreateModel(
            name='SchoolFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(help_text='起始年，如 2026 表示 2026—2027 学年', verbose_name='学年')),
                ('stage', models.CharField(choices=[('preschool', '幼儿园'), ('primary', '小学'), ('junior', '初中'), ('senior', '普通高中'), ('vocational', '中等职业学校'), ('special', '特殊教育')], max_length=12, verbose_name='学段')),
                ('pupils', models.PositiveIntegerField(blank=True, null=True, verbose_name='学生数')),
                ('classes', models.PositiveIntegerField(blank=True, null=True, verbose_name='班级数')),
                ('boarders', models.PositiveIntegerField(blank=True, null=True, verbose_name='寄宿生数')),
                ('special_classes', models.PositiveIntegerField(blank=True, null=True, verbose_name='特教班数')),
                ('resource_rooms', models.PositiveIntegerField(blank=True, null=True, verbose_name='资源教室数')),
                ('day_form', models.CharField(choices=[('full', '全日制'), ('half', '半日制')], default='full', max_length=4, verbose_name='在园时间')),
                ('location_type', models.CharField(blank=True, choices=[('111', '主城区'), ('112', '城乡结合区'), ('121', '镇中心区'), ('122', '镇乡结合区'), ('123', '特殊区域'), ('210', '乡中心区'), ('220', '村庄')], max_length=3, verbose_name='城乡类型')),
                ('source', models.CharField(blank=True, max_length=160, verbose_name='来源')),
                ('entered_at', models.DateTimeField(auto_now=True, verbose_name='填报时间')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
            ],
            options={
                'verbose_name': '学校年度数据',
                'constraints': [models.UniqueConstraint(fields=('school', 'year', 'stage'), name='figures_one_row_a_stage'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='figures_year_sane'), models.CheckConstraint(condition=models.Q(('boarders__isnull', True), ('pupils__isnull', True), ('boarders__lte', models.F('pupils')), _connector='OR'), name='figures_boarders_are_pupils')],
            },
        ),
        migrations.CreateModel(
            name='StaffingSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('combine', models.CharField(choices=[('max_if_small', '小规模学校取两者中较大的，其他学校按生师比'), ('max', '一律取两者中较大的'), ('ratio', '一律按生师比')], default='max_if_small', max_length=12, verbose_name='合并方式')),
                ('rounding', models.CharField(choices=[('ceil', '进位取整'), ('half_up', '四舍五入')], default='ceil', max_length=8, verbose_name='取整')),
                ('small_threshold', models.PositiveIntegerField(default=100, verbose_name='小规模学校人数线')),
                ('class_primary', models.DecimalField(decimal_places=2, default='2.0', max_digits=4, verbose_name='小学每班教职工')),
                ('class_junior', models.DecimalField(decimal_places=2, default='3.3', max_digits=4, verbose_name='初中每班教职工')),
                ('class_senior', models.DecimalField(decimal_places=2, default='3.8', max_digits=4, verbose_name='高中每班教职工')),
                ('class_special', models.DecimalField(decimal_places=2, default='2.7', max_digits=4, verbose_name='特教每班教职工')),
                ('special_ratio', models.DecimalField(decimal_places=2, default='3', max_digits=4, verbose_name='特教每名教职工学生数')),
                ('boarders_per_post', models.PositiveIntegerField(default=100, verbose_name='每多少名寄宿生加 1 名')),
                ('posts_per_special_class', models.DecimalField(decimal_places=2, default='0', max_digits=4, verbose_name='每个特教班加')),
                ('posts_per_resource_room', models.DecimalField(decimal_places=2, default='1', max_digits=4, verbose_name='每个资源教室加')),
                ('cover_percent', models.DecimalField(decimal_places=2, default='0', max_digits=4, verbose_name='进修和产假顶岗比例（%）')),
                ('jump_percent', models.PositiveSmallIntegerField(default=20, verbose_name='与上年相差多少（%）即提示')),
                ('reserve_days', models.PositiveSmallIntegerField(default=30, verbose_name='预留天数')),
                ('loan_years', models.PositiveSmallIntegerField(default=3, verbose_name='借用年限')),
                ('loan_years_most', models.PositiveSmallIntegerField(default=5, verbose_name='最长借用年限')),
                ('due_days', models.PositiveSmallIntegerField(default=90, verbose_name='到期前多少天提醒')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '编制标准设定',
                'constraints': [models.CheckConstraint(condition=models.Q(('boarders_per_post__gte', 1)), name='staffing_boarders_sane'), models.CheckConstraint(condition=models.Q(('special_ratio__gt', 0)), name='staffing_ratio_sane'), models.CheckConstraint(condition=models.Q(('loan_years__gte', 1), ('loan_years_most__gte', 1), ('loan_years_most__lte', 10)), name='staffing_years_sane')],
            },
        ),
        migrations.CreateModel(
            name='EstablishmentApproval',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(verbose_name='生效日')),
                ('posts', models.PositiveIntegerField(verbose_name='核定编制')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
                ('source', models.CharField(choices=[('workbook', '随年度数据导入'), ('document', '编办文件')], max_length=10, verbose_name='来源')),
                ('noted_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('noted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='单位')),
            ],
            options={
                'verbose_name': '编制核定',
                'constraints': [models.UniqueConstraint(fields=('unit', 'effective_from'), name='approval_one_a_day'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='approval_has_document')],
            },
        ),
        migrations.CreateModel(
            name='PoolEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('approve', '核定'), ('reduce', '核减'), ('pool', '入池'), ('unpool', '退池'), ('shift', '池间划转'), ('reserve', '预留'), ('release', '解除预留'), ('lend', '借出'), ('return', '归还')], max_length=8, verbose_name='事项')),
                ('posts', models.PositiveIntegerField(verbose_name='编制数')),
                ('happened_on', models.DateField(verbose_name='日期')),
                ('document', models.CharField(max_length=160, verbose_name='依据')),
                ('ground', models.CharField(blank=True, choices=[('expiry', '到期'), ('attrition', '自然减员（退一收一）'), ('recall', '提前收回'), ('early', '借入单位提前归还')], max_length=10, verbose_name='归还原因')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='记账时间')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staffing.poolaccount', verbose_name='转出')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='staffing.poolaccount', verbose_name='转入')),
            ],
            options={
                'verbose_name': '周转池分录',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('posts__gte', 1)), name='poolentry_moves_some'), models.CheckConstraint(condition=models.Q(('source', models.F('target')), _negated=True), name='poolentry_moves'), models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='poolentry_has_document'), models.CheckConstraint(condition=models.Q(('signed_by__isnull', True), models.Q(('signed_by', models.F('made_by')), _negated=True), _connector='OR'), name='poolentry_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['lend', 'pool', 'unpool', 'shift', 'reduce']), _negated=True), ('signed_by__isnull', False), _connector='OR'), name='poolentry_signed_by_second')],
            },
        ),
        migrations.AddConstraint(
            model_name='poolloan',
            constraint=models.CheckConstraint(condition=models.Q(('posts__gte', 1)), name='poolloan_lends_some'),
        ),
        migrations.AddConstraint(
            model_name='poolloan',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='poolloan_forward'),
        ),
        migrations.AddConstraint(
            model_name='poolloan',
            constraint=models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='poolloan_has_document'),
        ),
    ]
