import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '__first__'),
        ('ethics', '0003_receipts'),
        ('files', '0002_workbooks_of_the_house'),
        ('orgs', '0003_first_names_of_schools'),
        ('teachers', '0007_no_reasons_in_clear'),
    ]

    operations = [
        migrations.CreateModel(
            name='ClearanceBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='批次编号')),
                ('made_on', models.DateField(verbose_name='编制日期')),
                ('people', models.PositiveIntegerField(verbose_name='人数')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='查询单位')),
            ],
            options={
                'verbose_name': '准入查询批次',
            },
        ),
        migrations.CreateModel(
            name='Clearance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(choices=[('new_teacher', '拟聘教师'), ('new_staff', '拟聘其他教职员工'), ('applicant', '教师资格申请人'), ('serving', '在职教职员工')], max_length=12, verbose_name='查询对象')),
                ('name', models.CharField(max_length=50, verbose_name='姓名')),
                ('id_number', kernel.crypto.fields.SealedTextField(verbose_name='证件号码')),
                ('id_digest', models.CharField(editable=False, max_length=64)),
                ('authorised_on', models.DateField(verbose_name='授权日期')),
                ('asked_on', models.DateField(verbose_name='提出日期')),
                ('result', models.CharField(choices=[('PENDING', '等待结果'), ('NONE', '无记录'), ('HIT', '有记录'), ('DISPUTED', '复核中')], default='PENDING', max_length=8, verbose_name='结果')),
                ('queried_on', models.DateField(null=True, verbose_name='查询日期')),
                ('reference', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='平台编号')),
                ('detail', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='命中情况')),
                ('handling', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='处置情况')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('authorisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile', verbose_name='授权书')),
                ('noted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结果登记人')),
                ('teacher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='用人单位')),
                ('batch', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='queries', to='ethics.clearancebatch')),
            ],
            options={
                'verbose_name': '准入查询',
                'indexes': [models.Index(fields=['teacher', 'queried_on'], name='clearance_of_teacher'), models.Index(fields=['id_digest'], name='clearance_by_digest')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('result', 'PENDING')), fields=('id_digest', 'unit'), name='clearance_one_pending'), models.CheckConstraint(condition=models.Q(models.Q(('queried_on__isnull', True), ('result', 'PENDING')), models.Q(models.Q(('result', 'PENDING'), _negated=True), ('noted_by__isnull', False), ('queried_on__isnull', False)), _connector='OR'), name='clearance_result_on_a_day'), models.CheckConstraint(condition=models.Q(('queried_on__isnull', True), ('queried_on__gte', models.F('authorised_on')), _connector='OR'), name='clearance_after_authorisation')],
            },
        ),
        migrations.CreateModel(
            name='ClearanceSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('valid_days', models.PositiveSmallIntegerField(default=60, verbose_name='结果有效天数')),
                ('recheck_months', models.PositiveSmallIntegerField(default=12, verbose_name='在职人员复查间隔（月）')),
                ('retention_years', models.PositiveSmallIntegerField(default=10, verbose_name='离职后保存年数')),
                ('document', models.CharField(max_length=120, verbose_name='依据文件')),
                ('set_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='设定人')),
            ],
            options={
                'verbose_name': '准入查询规则',
                'constraints': [models.CheckConstraint(condition=models.Q(('recheck_months__gte', 1), ('recheck_months__lte', 12), ('valid_days__gte', 1)), name='clearance_setting_sane')],
            },
        ),
        migrations.CreateModel(
            name='Prohibition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=50, verbose_name='姓名')),
                ('id_number', kernel.crypto.fields.SealedTextField(verbose_name='证件号码')),
                ('id_digest', models.CharField(editable=False, max_length=64)),
                ('code', models.CharField(choices=[('B1', 'B1 终身禁止从事密切接触未成年人的工作'), ('B2', 'B2 丧失教师资格'), ('B3', 'B3 撤销教师资格'), ('B4', 'B4 法院判令从业禁止'), ('B5', 'B5 管制或者缓刑期间禁止令'), ('B6', 'B6 幼儿园从业禁止人员名单'), ('B7', 'B7 严重师德违规人员名单'), ('B8', 'B8 教师资格考试作弊禁考')], max_length=2, verbose_name='类别')),
                ('from_on', models.DateField(help_text='B4 从刑罚执行完毕或者假释之日起算。', verbose_name='起始日')),
                ('until_on', models.DateField(blank=True, help_text='自这一天起不再禁止；终身的不填。', null=True, verbose_name='终止日')),
                ('decided_by', kernel.crypto.fields.SealedTextField(verbose_name='作出机关')),
                ('document', kernel.crypto.fields.SealedTextField(verbose_name='文书号')),
                ('recorded_at', models.DateTimeField(auto_now_add=True)),
                ('lifted_on', models.DateField(null=True, verbose_name='撤销登记日')),
                ('lifted_document', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='撤销依据')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '从业禁止',
                'constraints': [models.CheckConstraint(condition=models.Q(('until_on__isnull', True), ('until_on__gt', models.F('from_on')), _connector='OR'), name='prohibition_forward'), models.CheckConstraint(condition=models.Q(models.Q(('code__in', ['B1', 'B2']), _negated=True), ('until_on__isnull', True), _connector='OR'), name='prohibition_for_life'), models.CheckConstraint(condition=models.Q(models.Q(('code__in', ['B3', 'B4', 'B5', 'B8']), _negated=True), ('until_on__isnull', False), _connector='OR'), name='prohibition_with_end'), models.CheckConstraint(condition=models.Q(('lifted_on__isnull', True), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('lifted_document')), 0), _connector='OR'), name='prohibition_lifted_by_document')],
            },
        ),
    ]
