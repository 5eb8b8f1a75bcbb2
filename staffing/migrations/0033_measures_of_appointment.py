"""Measures of appointment, their steps and what the city decides about the process."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0003_first_names_of_schools'),
        ('staffing', '0032_exemptions_and_years_of_rotation'),
        ('teachers', '0007_no_reasons_in_clear'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='MeasureSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('effective_from', models.DateField(unique=True, verbose_name='生效日')),
                ('statement_days', models.PositiveSmallIntegerField(default=5, verbose_name='陈述期限（工作日）')),
                ('term_months_most', models.PositiveSmallIntegerField(default=36, verbose_name='低聘、转聘最长期限（月）')),
                ('document', models.CharField(max_length=160, verbose_name='依据文件')),
            ],
            options={
                'verbose_name': '聘用事项设定',
                'constraints': [models.CheckConstraint(condition=models.Q(('statement_days__gte', 1), ('statement_days__lte', 60), ('term_months_most__gte', 1)), name='measuresetting_sane')],
            },
        ),
        migrations.CreateModel(
            name='PostMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('lower', '低聘'), ('convert', '转聘'), ('end', '解除聘用合同')], max_length=8, verbose_name='事项')),
                ('ground', kernel.crypto.fields.SealedTextField(verbose_name='事由')),
                ('facts', kernel.crypto.fields.SealedTextField(verbose_name='事实和依据')),
                ('appraisal_year', models.PositiveSmallIntegerField(null=True, verbose_name='考核年度')),
                ('absent_days', models.PositiveSmallIntegerField(null=True, verbose_name='旷工工作日数')),
                ('from_grade', models.PositiveSmallIntegerField(null=True, verbose_name='原岗位等级')),
                ('to_grade', models.PositiveSmallIntegerField(null=True, verbose_name='拟聘岗位等级')),
                ('to_category', models.CharField(blank=True, choices=[('teacher', '专任教师'), ('management', '行政人员'), ('support', '教辅人员'), ('worker', '工勤人员'), ('other', '其他')], max_length=20, verbose_name='拟转岗位类别')),
                ('term_months', models.PositiveSmallIntegerField(null=True, verbose_name='期限（月）')),
                ('protection_checked', models.BooleanField(default=False, verbose_name='已核对不属于不得解除的情形')),
                ('notified_on', models.DateField(null=True, verbose_name='本人书面提出日')),
                ('state', models.CharField(choices=[('proposed', '已提出'), ('noticed', '已告知本人'), ('heard', '本人意见已在案'), ('decided', '集体研究已决定'), ('approved', '主管部门已核准'), ('served', '已送达'), ('effective', '已生效'), ('reviewed', '期满考核已办结'), ('withdrawn', '已撤回')], default='proposed', max_length=10, verbose_name='状态')),
                ('proposed_on', models.DateField(verbose_name='提出日')),
                ('noticed_on', models.DateField(null=True, verbose_name='告知日')),
                ('state_until', models.DateField(help_text='当日仍可陈述', null=True, verbose_name='陈述截止日')),
                ('served_on', models.DateField(null=True, verbose_name='送达日')),
                ('effective_on', models.DateField(null=True, verbose_name='生效日')),
                ('term_until', models.DateField(null=True, verbose_name='期满日')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='核准人')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记决定人')),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '聘用事项',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='MeasureStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('move', models.CharField(choices=[('propose', '提出'), ('notice', '书面告知本人'), ('state', '本人陈述意见'), ('note_statement', '登记本人陈述'), ('no_statement', '登记期满未陈述'), ('decide', '集体研究决定'), ('approve', '核准'), ('give_back', '退回'), ('serve', '送达本人'), ('effect', '生效'), ('review', '期满考核'), ('withdraw', '撤回')], max_length=16, verbose_name='步骤')),
                ('happened_on', models.DateField(verbose_name='日期')),
                ('document', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='文书或记录')),
                ('words', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='内容')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='staffing.postmeasure')),
            ],
            options={
                'verbose_name': '聘用事项步骤',
                'ordering': ['pk'],
            },
        ),
        migrations.AddConstraint(
            model_name='postmeasure',
            constraint=models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('ground')), 0), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('facts')), 0)), name='measure_says_why'),
        ),
        migrations.AddConstraint(
            model_name='postmeasure',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(models.Q(('approved_by', models.F('proposed_by')), _negated=True), models.Q(('approved_by', models.F('decided_by')), _negated=True)), _connector='OR'), name='measure_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='postmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'served', 'effective', 'reviewed']), _negated=True), models.Q(('approved_by__isnull', False), ('decided_by__isnull', False)), _connector='OR'), name='measure_approved_by_second'),
        ),
        migrations.AddConstraint(
            model_name='postmeasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['served', 'effective', 'reviewed']), _negated=True), models.Q(('effective_on__gte', models.F('served_on')), ('served_on__isnull', False)), _connector='OR'), name='measure_served_before_it_holds'),
        ),
        migrations.AddConstraint(
            model_name='postmeasure',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ['proposed', 'noticed', 'heard', 'decided', 'approved', 'served'])), fields=('teacher',), name='measure_one_open'),
        ),
    ]
