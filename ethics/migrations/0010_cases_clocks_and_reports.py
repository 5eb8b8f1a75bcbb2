import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('ethics', '0007_first_care_setting'),
        ('files', '0002_workbooks_of_the_house'),
        ('orgs', '0003_first_names_of_schools'),
        ('teachers', '0007_no_reasons_in_clear'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseSerial',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='案号')),
                ('channel', models.CharField(choices=[('report', '举报'), ('supervisor', '师德监督员反映'), ('survey', '家长问卷'), ('inspection', '检查发现'), ('media', '媒体报道'), ('court', '司法文书'), ('screening', '准入查询'), ('transfer', '其他部门移交')], max_length=12, verbose_name='线索来源')),
                ('accused', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='线索所称的被反映人')),
                ('gist', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='反映的主要问题')),
                ('violation', models.CharField(blank=True, choices=[('Z01', '损害党中央权威、违背党的路线方针政策'), ('Z02', '损害国家利益、社会公共利益或者违背公序良俗'), ('Z03', '发表、转发错误观点，编造散布虚假、不良信息'), ('Z04', '违反教学纪律、敷衍教学，擅自兼职兼薪'), ('Z05', '歧视、侮辱、虐待、伤害学生（含体罚）'), ('Z06', '危险中不顾学生安危、擅离职守'), ('Z07', '与学生发生不正当关系，猥亵、性骚扰'), ('Z08', '招生、考试、推优、评聘中徇私舞弊、弄虚作假'), ('Z09', '索要、收受财物，推销或者利用家长资源谋私'), ('Z10', '有偿补课，介绍生源或者提供信息'), ('Z11', '其他违反职业道德的行为'), ('Y01', '保教活动及其他场合损害党中央权威（幼儿园）'), ('Y02', '损害国家利益、社会公共利益或者违背公序良俗（幼儿园）'), ('Y03', '发表、转发错误观点，散布虚假、不良信息（幼儿园）'), ('Y04', '玩忽职守、消极怠工、空岗或者找人替班、兼职兼薪（幼儿园）'), ('Y05', '危险中不顾幼儿安危、擅离职守（幼儿园）'), ('Y06', '体罚、歧视、侮辱、猥亵、虐待、伤害幼儿（幼儿园）'), ('Y07', '提前教授小学内容，组织有碍幼儿身心健康的活动（幼儿园）'), ('Y08', '招生、考核、评聘中徇私舞弊、弄虚作假（幼儿园）'), ('Y09', '索要、收受财物，推销幼儿读物等（幼儿园）'), ('Y10', '组织幼儿参加营利性表演竞赛，泄露幼儿与家长信息（幼儿园）'), ('Y11', '其他违反保教职业道德的行为（幼儿园）'), ('G01', '损害党中央权威、违背党的路线方针政策（高校）'), ('G02', '损害国家利益、社会公共利益或者违背公序良俗（高校）'), ('G03', '发表、转发错误观点，编造散布虚假、不良信息（高校）'), ('G04', '违反教学纪律、敷衍教学，擅自兼职（高校）'), ('G05', '要求学生从事与教学、科研、社会服务无关的事宜（高校）'), ('G06', '与学生发生不正当关系，猥亵、性骚扰（高校）'), ('G07', '抄袭、篡改、侵吞学术成果，滥用学术资源（高校）'), ('G08', '招生、考试、推优、评聘中徇私舞弊、弄虚作假（高校）'), ('G09', '索要、收受财物，利用家长资源谋私（高校）'), ('G10', '假公济私，擅自利用学校名义或者资源谋取私利（高校）'), ('G99', '其他违反职业道德的行为（高校）')], max_length=4, verbose_name='违反情形')),
                ('about_head', models.BooleanField(default=False, verbose_name='被反映人是学校负责人')),
                ('above_school', models.BooleanField(default=False, verbose_name='由教育主管部门办理')),
                ('state', models.CharField(choices=[('registered', '线索待受理'), ('checking', '已受理，初核中'), ('refused', '不予受理'), ('open', '已立案，调查中'), ('reported', '调查终结，听取意见'), ('noticed', '已告知拟处理意见'), ('hearing', '听证中'), ('deliberating', '待集体研究决定'), ('decided', '已决定，待送达'), ('served', '已送达，待备案执行'), ('executed', '已执行，待归档'), ('archived', '已归档'), ('dismissed', '已撤销案件'), ('cleared', '不属实-已澄清')], default='registered', max_length=12, verbose_name='状态')),
                ('outcome', models.CharField(blank=True, choices=[('', '尚未办结'), ('sanctioned', '给予处理'), ('exempt', '免予处分'), ('dismissed', '撤销案件'), ('cleared', '不属实-已澄清'), ('refused', '不予受理')], max_length=10, verbose_name='结果')),
                ('proposed', kernel.crypto.fields.SealedJSONField(help_text='告知的拟处理意见', null=True)),
                ('registered_on', models.DateField(verbose_name='登记日')),
                ('opened_on', models.DateField(null=True, verbose_name='立案日')),
                ('suspended_on', models.DateField(null=True, verbose_name='暂停职责日')),
                ('halted_on', models.DateField(null=True, verbose_name='中止日')),
                ('hearing_on', models.DateField(null=True, verbose_name='听证日')),
                ('decided_on', models.DateField(null=True, verbose_name='决定日')),
                ('closed_on', models.DateField(null=True, verbose_name='结案日')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('once', models.CharField(help_text='同一表单只收一次', max_length=64, unique=True)),
                ('keep_until', models.DateField(null=True, verbose_name='保存至')),
                ('erased_on', models.DateField(null=True, verbose_name='清除日')),
                ('tombstone_digest', models.CharField(blank=True, max_length=64)),
                ('made_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='所在学校')),
                ('teacher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='被反映人')),
            ],
            options={
                'verbose_name': '师德案件',
                'indexes': [models.Index(fields=['teacher', 'state'], name='case_of_person'), models.Index(fields=['school', 'state'], name='case_of_school')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('open', 'reported', 'noticed', 'hearing', 'deliberating')), _negated=True), models.Q(('closed_on__isnull', True), ('opened_on__isnull', False), ('teacher__isnull', False)), _connector='OR'), name='case_opened_against_somebody'), models.CheckConstraint(condition=models.Q(models.Q(('closed_on__isnull', True), ('outcome', ''), ('state__in', ['registered', 'checking', 'open', 'reported', 'noticed', 'hearing', 'deliberating'])), models.Q(models.Q(('state__in', ['registered', 'checking', 'open', 'reported', 'noticed', 'hearing', 'deliberating']), _negated=True), models.Q(('outcome', ''), _negated=True), ('closed_on__isnull', False)), _connector='OR'), name='case_closed_with_outcome'), models.CheckConstraint(condition=models.Q(('opened_on__isnull', True), ('opened_on__gte', models.F('registered_on')), _connector='OR'), name='case_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('about_head', True), _negated=True), ('above_school', True), _connector='OR'), name='case_head_goes_up'), models.CheckConstraint(condition=models.Q(models.Q(('erased_on__isnull', True), ('tombstone_digest', '')), models.Q(('erased_on__isnull', False), ('teacher__isnull', True), models.Q(('tombstone_digest', ''), _negated=True), models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('gist')), 0), _negated=True)), _connector='OR'), name='case_erased_leaves_a_tombstone')],
            },
        ),
        migrations.CreateModel(
            name='CaseClock',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accept', '受理或者不予受理'), ('handle', '立案到作出决定'), ('judgment', '刑事裁判生效到作出处分'), ('statement', '陈述申辩'), ('hearing_request', '申请听证'), ('hearing_notice', '听证前通知'), ('review_lodge', '申请复核'), ('review_decide', '作出复核决定'), ('appeal_lodge', '提出申诉'), ('appeal_decide', '作出申诉处理决定'), ('reappeal_lodge', '提出再申诉'), ('reappeal_decide', '作出再申诉处理决定'), ('law_lodge', '依教师法提出申诉'), ('law_decide', '依教师法作出申诉处理'), ('reconsider_lodge', '申请行政复议'), ('reconsider_dec', '作出行政复议决定'), ('handle_cap', '办案期限延长的上限'), ('appeal_extra', '复杂申诉的延长'), ('keep_decided', '已处理案卷的保存'), ('keep_other', '未处理案卷的保存')], max_length=16, verbose_name='事项')),
                ('started_on', models.DateField(verbose_name='起算事件日')),
                ('length', models.PositiveSmallIntegerField(verbose_name='期限')),
                ('unit', models.CharField(choices=[('working_days', '个工作日'), ('days', '日'), ('months', '个月')], max_length=12, verbose_name='单位')),
                ('document', models.CharField(blank=True, max_length=160, verbose_name='依据文件')),
                ('due_on', models.DateField(null=True, verbose_name='届满日')),
                ('estimated', models.BooleanField(default=False, help_text='所涉年份的放假安排尚未公布，按周末计算')),
                ('stopped_on', models.DateField(null=True, verbose_name='停止日')),
                ('reminded_on', models.DateField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='ethics.case')),
            ],
            options={
                'verbose_name': '期限',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseHand',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('duty', models.CharField(choices=[('desk', '经办'), ('proposer', '提出处理建议'), ('investigator', '调查'), ('decider', '决定'), ('approver', '审批'), ('host', '主持听证'), ('reviewer', '复核申诉')], max_length=12)),
                ('since', models.DateTimeField(auto_now_add=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hands', to='ethics.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'user', 'duty'), name='hand_once')],
            },
        ),
        migrations.CreateModel(
            name='CaseLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('accept', '受理或者不予受理'), ('handle', '立案到作出决定'), ('judgment', '刑事裁判生效到作出处分'), ('statement', '陈述申辩'), ('hearing_request', '申请听证'), ('hearing_notice', '听证前通知'), ('review_lodge', '申请复核'), ('review_decide', '作出复核决定'), ('appeal_lodge', '提出申诉'), ('appeal_decide', '作出申诉处理决定'), ('reappeal_lodge', '提出再申诉'), ('reappeal_decide', '作出再申诉处理决定'), ('law_lodge', '依教师法提出申诉'), ('law_decide', '依教师法作出申诉处理'), ('reconsider_lodge', '申请行政复议'), ('reconsider_dec', '作出行政复议决定'), ('handle_cap', '办案期限延长的上限'), ('appeal_extra', '复杂申诉的延长'), ('keep_decided', '已处理案卷的保存'), ('keep_other', '未处理案卷的保存')], max_length=16, verbose_name='事项')),
                ('effective_from', models.DateField(verbose_name='生效日')),
                ('length', models.PositiveSmallIntegerField(verbose_name='期限')),
                ('unit', models.CharField(choices=[('working_days', '个工作日'), ('days', '日'), ('months', '个月')], max_length=12, verbose_name='单位')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
                ('set_at', models.DateTimeField(auto_now_add=True)),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '办理期限',
                'constraints': [models.UniqueConstraint(fields=('kind', 'effective_from'), name='limit_once_a_day'), models.CheckConstraint(condition=models.Q(('length__gt', 0)), name='limit_positive')],
            },
        ),
        migrations.CreateModel(
            name='CasePaper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('note', '办理说明'), ('preliminary', '初核报告'), ('refusal', '不予受理说明'), ('opening', '立案审批表'), ('suspension', '暂停职责决定'), ('evidence', '证据材料'), ('report', '调查报告'), ('invitation', '陈述申辩告知书'), ('statement', '陈述申辩记录'), ('views', '听取意见记录'), ('notice', '拟处理告知书'), ('hearing_request', '听证申请'), ('hearing_notice', '听证通知书'), ('hearing_record', '听证笔录'), ('proposal', '处理建议'), ('minutes', '集体研究记录'), ('decision', '书面决定'), ('receipt', '送达回证'), ('filing', '备案回执'), ('execution', '执行情况'), ('archive', '归档清单'), ('clarification', '澄清说明'), ('halt', '中止办理审批'), ('extension', '延长期限审批'), ('transfer', '移送函'), ('lifting', '解除或延期决定'), ('remedy', '复核申诉书'), ('remedy_answer', '复核申诉处理决定')], max_length=16)),
                ('text', kernel.crypto.fields.SealedTextField(blank=True)),
                ('served_on', models.DateField(null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='papers', to='ethics.case')),
                ('files', models.ManyToManyField(related_name='+', to='files.storedfile')),
            ],
            options={
                'verbose_name': '案卷材料',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='CaseSanction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sanctions', to='ethics.case')),
                ('sanction', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='of_case', to='ethics.sanction')),
            ],
        ),
        migrations.CreateModel(
            name='CaseStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(max_length=20)),
                ('source', models.CharField(blank=True, choices=[('registered', '线索待受理'), ('checking', '已受理，初核中'), ('refused', '不予受理'), ('open', '已立案，调查中'), ('reported', '调查终结，听取意见'), ('noticed', '已告知拟处理意见'), ('hearing', '听证中'), ('deliberating', '待集体研究决定'), ('decided', '已决定，待送达'), ('served', '已送达，待备案执行'), ('executed', '已执行，待归档'), ('archived', '已归档'), ('dismissed', '已撤销案件'), ('cleared', '不属实-已澄清')], max_length=12)),
                ('target', models.CharField(choices=[('registered', '线索待受理'), ('checking', '已受理，初核中'), ('refused', '不予受理'), ('open', '已立案，调查中'), ('reported', '调查终结，听取意见'), ('noticed', '已告知拟处理意见'), ('hearing', '听证中'), ('deliberating', '待集体研究决定'), ('decided', '已决定，待送达'), ('served', '已送达，待备案执行'), ('executed', '已执行，待归档'), ('archived', '已归档'), ('dismissed', '已撤销案件'), ('cleared', '不属实-已澄清')], max_length=12)),
                ('on', models.DateField(verbose_name='办理日')),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('note', kernel.crypto.fields.SealedTextField(blank=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='ethics.case')),
                ('hand', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='ethics.casehand')),
            ],
            options={
                'verbose_name': '案件步骤',
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('hand__isnull', False), ('by__isnull', True), ('move__in', ['state', 'request_hearing', 'lodge', 'register']), _connector='OR'), name='step_in_a_capacity')],
            },
        ),
        migrations.CreateModel(
            name='ClockLog',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('why', models.CharField(choices=[('started', '起算'), ('paused', '中止'), ('resumed', '恢复'), ('extended', '延长'), ('calendar', '工作日历变更'), ('stopped', '停止')], max_length=10)),
                ('old_due', models.DateField(null=True)),
                ('new_due', models.DateField(null=True)),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='log', to='ethics.caseclock')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ClockPause',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_on', models.DateField()),
                ('until_on', models.DateField(null=True)),
                ('clock', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pauses', to='ethics.caseclock')),
            ],
            options={
                'ordering': ['from_on'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('until_on__isnull', True)), fields=('clock',), name='pause_one_open'), models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gte', models.F('from_on')), _connector='OR'), name='pause_forward')],
            },
        ),
        migrations.CreateModel(
            name='KeepExtension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('until_on', models.DateField(verbose_name='保存至')),
                ('reason', kernel.crypto.fields.SealedTextField(verbose_name='理由')),
                ('asked_at', models.DateTimeField(auto_now_add=True)),
                ('signed_at', models.DateTimeField(null=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='keep_extensions', to='ethics.case')),
                ('signed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人')),
            ],
            options={
                'verbose_name': '案卷延长保存',
                'constraints': [models.CheckConstraint(condition=models.Q(('signed_by__isnull', True), models.Q(('signed_by', models.F('asked_by')), _negated=True), _connector='OR'), name='keep_two_persons'), models.UniqueConstraint(condition=models.Q(('signed_by__isnull', True)), fields=('case',), name='keep_one_open_request'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('reason')), 0)), name='keep_has_reason')],
            },
        ),
        migrations.CreateModel(
            name='PowerSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(verbose_name='生效日')),
                ('group', models.CharField(max_length=10, verbose_name='适用学校')),
                ('private', models.BooleanField(verbose_name='民办')),
                ('kinds', models.CharField(max_length=60, verbose_name='处理种类')),
                ('proposers', models.CharField(max_length=60, verbose_name='提出建议')),
                ('deciders', models.CharField(max_length=60, verbose_name='决定')),
                ('filing', models.CharField(blank=True, max_length=12, verbose_name='备案')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '处理权限',
                'constraints': [models.UniqueConstraint(fields=('effective_from', 'group', 'private', 'kinds'), name='power_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='Relation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('relative', '近亲属'), ('interest', '其他利害关系')], max_length=8, verbose_name='关系')),
                ('note', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='说明')),
                ('declared_on', models.DateField(verbose_name='申报日')),
                ('ended_on', models.DateField(null=True, verbose_name='终止日')),
                ('declared_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='申报人')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='工作人员')),
            ],
            options={
                'verbose_name': '回避关系',
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_on__isnull', True)), fields=('user', 'teacher'), name='relation_once')],
            },
        ),
        migrations.CreateModel(
            name='Remedy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('review', '复核'), ('appeal', '申诉'), ('reappeal', '再申诉'), ('law', '教师法申诉'), ('reconsider', '行政复议')], max_length=10, verbose_name='救济')),
                ('route', models.CharField(choices=[('D12', '中小学教师违反职业道德行为处理办法'), ('PUBLIC_INSTITUTION', '事业单位工作人员处分和申诉规定'), ('TEACHERS_LAW', '教师法申诉'), ('ADMIN_RECONSIDERATION', '行政复议')], max_length=24, verbose_name='途径')),
                ('body', models.CharField(choices=[('school', '学校'), ('sponsor', '举办者'), ('department', '教育主管部门'), ('upper', '上一级教育行政部门')], max_length=12, verbose_name='受理机关')),
                ('state', models.CharField(choices=[('lodged', '已提出，待受理'), ('accepted', '已受理'), ('rejected', '不予受理'), ('upheld', '维持原决定'), ('lightened', '减轻处理'), ('annulled', '撤销原决定')], default='lodged', max_length=10, verbose_name='状态')),
                ('text', kernel.crypto.fields.SealedTextField(verbose_name='请求和理由')),
                ('lodged_on', models.DateField(verbose_name='提出日')),
                ('accepted_on', models.DateField(null=True, verbose_name='受理日')),
                ('decided_on', models.DateField(null=True, verbose_name='决定日')),
                ('answer', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='处理决定')),
                ('once', models.CharField(max_length=64, unique=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='remedies', to='ethics.case')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(related_name='+', to='files.storedfile')),
                ('lodged_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '复核申诉',
                'constraints': [models.UniqueConstraint(fields=('case', 'step', 'route'), name='remedy_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('decided_on__isnull', True), ('state__in', ['lodged', 'accepted'])), models.Q(('state__in', ['rejected', 'upheld', 'lightened', 'annulled']), ('decided_by__isnull', False), ('decided_on__isnull', False), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('answer')), 0)), _connector='OR'), name='remedy_answered'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('lodged_by')), _negated=True), _connector='OR'), name='remedy_two_persons')],
            },
        ),
        migrations.AddField(
            model_name='caseclock',
            name='remedy',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='clocks', to='ethics.remedy'),
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_digest', models.CharField(max_length=64, unique=True)),
                ('once', models.CharField(help_text='同一表单只收一次', max_length=64, unique=True)),
                ('kind', models.CharField(choices=[('school', '学校'), ('parent', '家长'), ('pupil', '学生'), ('staff', '教职工'), ('supervisor', '师德监督员'), ('public', '社会公众')], max_length=10, verbose_name='举报人身份')),
                ('above_school', models.BooleanField(default=False, verbose_name='不交学校办理')),
                ('accused', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='被反映人')),
                ('text', kernel.crypto.fields.SealedTextField(verbose_name='反映的问题')),
                ('state', models.CharField(choices=[('received', '已收到，待受理'), ('accepted', '已受理，正在核实'), ('refused', '不予受理'), ('closed', '已办结')], default='received', max_length=10, verbose_name='状态')),
                ('answer', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='办理答复')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='ethics.case')),
                ('files', models.ManyToManyField(related_name='+', to='files.storedfile')),
                ('school', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='涉及学校')),
            ],
            options={
                'verbose_name': '举报',
            },
        ),
        migrations.CreateModel(
            name='ReporterIdentity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', kernel.crypto.fields.SealedTextField(verbose_name='姓名')),
                ('contact', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='联系方式')),
                ('report', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='identity', to='ethics.report')),
            ],
            options={
                'verbose_name': '举报人身份',
                'constraints': [models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('name')), 0)), name='identity_has_name')],
            },
        ),
        migrations.CreateModel(
            name='ReportMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('from_desk', models.BooleanField()),
                ('text', kernel.crypto.fields.SealedTextField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('once', models.CharField(max_length=64, unique=True)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('files', models.ManyToManyField(related_name='+', to='files.storedfile')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='ethics.report')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('by__isnull', False), ('from_desk', True)), models.Q(('by__isnull', True), ('from_desk', False)), _connector='OR'), name='message_from_one_side')],
            },
        ),
        migrations.CreateModel(
            name='Supervisor',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='姓名')),
                ('kind', models.CharField(choices=[('parent', '家长代表'), ('deputy', '人大代表、政协委员'), ('public', '社会人士'), ('staff', '教职工')], max_length=8, verbose_name='身份')),
                ('contact', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='联系方式')),
                ('code_digest', models.CharField(max_length=64, unique=True)),
                ('since_on', models.DateField(verbose_name='聘任日')),
                ('until_on', models.DateField(verbose_name='聘期止日')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='单位')),
            ],
            options={
                'verbose_name': '师德监督员',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__gt', models.F('since_on'))), name='supervisor_forward'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='supervisor_has_name')],
            },
        ),
        migrations.AddField(
            model_name='report',
            name='supervisor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ethics.supervisor'),
        ),
        migrations.CreateModel(
            name='Survey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('opens_on', models.DateField(verbose_name='开始日')),
                ('closes_on', models.DateField(verbose_name='截止日')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
            ],
            options={
                'verbose_name': '家长问卷',
                'constraints': [models.UniqueConstraint(fields=('year', 'school'), name='survey_once_a_year'), models.CheckConstraint(condition=models.Q(('closes_on__gte', models.F('opens_on'))), name='parents_survey_forward')],
            },
        ),
        migrations.CreateModel(
            name='SurveyClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=30, verbose_name='班级')),
                ('families', models.PositiveSmallIntegerField(verbose_name='家庭数')),
                ('code', kernel.crypto.fields.SealedTextField()),
                ('code_digest', models.CharField(max_length=64, unique=True)),
                ('survey', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='ethics.survey')),
            ],
            options={
                'verbose_name': '问卷班级',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('survey', 'name'), name='survey_class_once'), models.CheckConstraint(condition=models.Q(('families__gt', 0)), name='survey_class_has_families')],
            },
        ),
        migrations.CreateModel(
            name='SurveyAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scores', models.JSONField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('once', models.CharField(max_length=64, unique=True)),
                ('report', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ethics.report')),
                ('of_class', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='ethics.surveyclass')),
            ],
            options={
                'verbose_name': '问卷答复',
            },
        ),
        migrations.AddIndex(
            model_name='caseclock',
            index=models.Index(fields=['stopped_on', 'due_on'], name='clock_due'),
        ),
        migrations.AddConstraint(
            model_name='caseclock',
            constraint=models.UniqueConstraint(condition=models.Q(('remedy__isnull', True), ('stopped_on__isnull', True)), fields=('case', 'kind'), name='clock_runs_once'),
        ),
        migrations.AddConstraint(
            model_name='caseclock',
            constraint=models.CheckConstraint(condition=models.Q(('stopped_on__isnull', True), ('stopped_on__gte', models.F('started_on')), _connector='OR'), name='clock_forward'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['state', 'made_at'], name='report_by_state'),
        ),
    ]
