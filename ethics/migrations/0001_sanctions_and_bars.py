import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import ethics.models.setting
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('teachers', '0007_no_reasons_in_clear'),
    ]

    operations = [
        migrations.CreateModel(
            name='Sanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('P1', '警告'), ('P2', '记过'), ('P2b', '记大过'), ('P3', '降低岗位等级'), ('P3b', '降级或撤职'), ('P4', '开除'), ('Q1', '批评教育'), ('Q2', '诫勉谈话'), ('Q3', '责令检查'), ('Q4', '通报批评'), ('Q5', '取消资格'), ('Q6', '限制研究生招生'), ('L1', '警告（2014年办法）'), ('L2', '记过（2014年办法）'), ('L3', '降低专业技术职务等级（2014年办法）'), ('L4', '撤销专业技术职务或者行政职务（2014年办法）'), ('L5', '开除或者解除聘用合同（2014年办法）')], max_length=4, verbose_name='处理种类')),
                ('scheme', models.CharField(blank=True, choices=[('MANAGER_6', '管理人员（六种）'), ('STAFF_4', '其他工作人员（四种）'), ('PRIVATE_CONTRACT', '民办学校聘用人员'), ('LEGACY', '2014年办法')], max_length=20, verbose_name='适用处分办法')),
                ('violation', models.CharField(blank=True, choices=[('Z01', '损害党中央权威、违背党的路线方针政策'), ('Z02', '损害国家利益、社会公共利益或者违背公序良俗'), ('Z03', '发表、转发错误观点，编造散布虚假、不良信息'), ('Z04', '违反教学纪律、敷衍教学，擅自兼职兼薪'), ('Z05', '歧视、侮辱、虐待、伤害学生（含体罚）'), ('Z06', '危险中不顾学生安危、擅离职守'), ('Z07', '与学生发生不正当关系，猥亵、性骚扰'), ('Z08', '招生、考试、推优、评聘中徇私舞弊、弄虚作假'), ('Z09', '索要、收受财物，推销或者利用家长资源谋私'), ('Z10', '有偿补课，介绍生源或者提供信息'), ('Z11', '其他违反职业道德的行为'), ('Y01', '保教活动及其他场合损害党中央权威（幼儿园）'), ('Y02', '损害国家利益、社会公共利益或者违背公序良俗（幼儿园）'), ('Y03', '发表、转发错误观点，散布虚假、不良信息（幼儿园）'), ('Y04', '玩忽职守、消极怠工、空岗或者找人替班、兼职兼薪（幼儿园）'), ('Y05', '危险中不顾幼儿安危、擅离职守（幼儿园）'), ('Y06', '体罚、歧视、侮辱、猥亵、虐待、伤害幼儿（幼儿园）'), ('Y07', '提前教授小学内容，组织有碍幼儿身心健康的活动（幼儿园）'), ('Y08', '招生、考核、评聘中徇私舞弊、弄虚作假（幼儿园）'), ('Y09', '索要、收受财物，推销幼儿读物等（幼儿园）'), ('Y10', '组织幼儿参加营利性表演竞赛，泄露幼儿与家长信息（幼儿园）'), ('Y11', '其他违反保教职业道德的行为（幼儿园）'), ('G01', '损害党中央权威、违背党的路线方针政策（高校）'), ('G02', '损害国家利益、社会公共利益或者违背公序良俗（高校）'), ('G03', '发表、转发错误观点，编造散布虚假、不良信息（高校）'), ('G04', '违反教学纪律、敷衍教学，擅自兼职（高校）'), ('G05', '要求学生从事与教学、科研、社会服务无关的事宜（高校）'), ('G06', '与学生发生不正当关系，猥亵、性骚扰（高校）'), ('G07', '抄袭、篡改、侵吞学术成果，滥用学术资源（高校）'), ('G08', '招生、考试、推优、评聘中徇私舞弊、弄虚作假（高校）'), ('G09', '索要、收受财物，利用家长资源谋私（高校）'), ('G10', '假公济私，擅自利用学校名义或者资源谋取私利（高校）'), ('G99', '其他违反职业道德的行为（高校）')], max_length=4, verbose_name='违反情形')),
                ('decided_on', models.DateField(verbose_name='决定日期')),
                ('effective_on', models.DateField(verbose_name='生效日期')),
                ('months', models.PositiveSmallIntegerField(default=0, verbose_name='期限（月）')),
                ('until_on', models.DateField(blank=True, help_text='自这一天起不再影响', null=True, verbose_name='届满日')),
                ('extended_until', models.DateField(blank=True, null=True, verbose_name='延期至')),
                ('decided_by', kernel.crypto.fields.SealedTextField(verbose_name='决定机关')),
                ('document', kernel.crypto.fields.SealedTextField(verbose_name='文号')),
                ('document_digest', models.CharField(editable=False, max_length=64)),
                ('facts', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='事实摘要')),
                ('party_document', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='党纪处分文号')),
                ('state', models.CharField(choices=[('standing', '已作出'), ('annulled', '已撤销（复核、申诉）'), ('cleared', '不属实，已澄清')], default='standing', max_length=10, verbose_name='状态')),
                ('ended_on', models.DateField(blank=True, help_text='自这一天起不再影响', null=True, verbose_name='解除或撤销日')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='期满确认日')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('start_told_on', models.DateField(editable=False, null=True)),
                ('end_told_on', models.DateField(editable=False, null=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '师德处理',
                'indexes': [models.Index(fields=['teacher', 'effective_on'], name='sanction_of_person')],
                'constraints': [models.UniqueConstraint(fields=('teacher', 'kind', 'document_digest'), name='sanction_once'), models.CheckConstraint(condition=models.Q(('effective_on__gte', models.F('decided_on'))), name='sanction_after_decision'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gt', models.F('effective_on')), _connector='OR'), name='sanction_forward'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['P4', 'L5', 'Q1', 'Q2', 'Q3', 'Q4']), ('months', 0), ('until_on__isnull', True)), models.Q(models.Q(('kind__in', ['P4', 'L5', 'Q1', 'Q2', 'Q3', 'Q4']), _negated=True), ('months__gt', 0), ('until_on__isnull', False)), _connector='OR'), name='sanction_period_by_kind'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['Q5', 'Q6']), _negated=True), ('months__gte', 24), _connector='OR'), name='sanction_bar_months'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('document')), 0), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('decided_by')), 0)), name='sanction_has_document'), models.CheckConstraint(condition=models.Q(('state', 'standing'), ('ended_on__isnull', False), _connector='OR'), name='sanction_undone_on_a_day'), models.CheckConstraint(condition=models.Q(models.Q(('confirmed_by__isnull', True), ('confirmed_on__isnull', True)), models.Q(('confirmed_by__isnull', False), ('confirmed_on__isnull', False)), _connector='OR'), name='sanction_confirmed_by_someone')],
            },
        ),
        migrations.CreateModel(
            name='Bar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('domain', models.CharField(choices=[('commendation', '评奖评优'), ('promotion', '职务晋升'), ('title_review', '职称评定'), ('post_appointment', '岗位聘用'), ('pay_step', '工资晋级'), ('talent_plan', '申报人才计划'), ('cadre', '干部选任'), ('research', '申报科研项目')], max_length=20, verbose_name='领域')),
                ('from_on', models.DateField(verbose_name='起始日')),
                ('months', models.PositiveSmallIntegerField(verbose_name='期限（月）')),
                ('until_on', models.DateField(help_text='自这一天起不再影响', verbose_name='终止日')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='解除日')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
                ('sanction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bars', to='ethics.sanction', verbose_name='师德处理')),
            ],
            options={
                'verbose_name': '取消资格',
                'indexes': [models.Index(fields=['teacher', 'domain'], name='bar_of_person')],
                'constraints': [models.UniqueConstraint(fields=('sanction', 'domain'), name='bar_once'), models.CheckConstraint(condition=models.Q(('months__gte', 24)), name='bar_at_least_24_months'), models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('from_on'))), name='bar_forward')],
            },
        ),
        migrations.CreateModel(
            name='SanctionEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(max_length=12)),
                ('document', kernel.crypto.fields.SealedTextField(blank=True)),
                ('reason', kernel.crypto.fields.SealedTextField(blank=True)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sanction', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='ethics.sanction')),
            ],
            options={
                'verbose_name': '师德处理变动',
            },
        ),
        migrations.CreateModel(
            name='StandingSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('q5_auto_end', models.BooleanField(default=True, verbose_name='取消资格到期自动恢复')),
                ('category_move_barred', models.BooleanField(default=True, verbose_name='处分期内不得转岗位类别')),
                ('held_by_case', models.JSONField(default=ethics.models.setting._held_by_case, verbose_name='立案后暂缓的事项')),
                ('barred_by_sanction', models.JSONField(default=ethics.models.setting._barred_by_sanction, verbose_name='处分期内由本市规定不予的事项')),
                ('appraisal_years', models.PositiveSmallIntegerField(default=1, verbose_name='师德考核不合格影响年数')),
                ('cap_months', models.PositiveSmallIntegerField(default=48, verbose_name='数个处分合并的最长月数')),
                ('bar_months', models.PositiveSmallIntegerField(default=24, verbose_name='取消资格的最短月数')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '师德结论规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('appraisal_years__gte', 1), ('bar_months__gte', 24), ('cap_months__gte', 24), ('cap_months__lte', 48)), name='standing_setting_sane')],
            },
        ),
    ]
