"""Being left out of the exchange for a time, and the years of heads beside those of teachers."""

import django.db.models.deletion
import django.db.models.functions.text
import django.db.models.lookups
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orgs', '0003_first_names_of_schools'),
        ('staffing', '0031_first_tiers_of_the_allowance'),
        ('teachers', '0007_no_reasons_in_clear'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='plansetting',
            name='exchange_percent',
            field=models.PositiveSmallIntegerField(default=10, verbose_name='每学年交流比例（%）'),
        ),
        migrations.AddField(
            model_name='plansetting',
            name='exempt_years_most',
            field=models.PositiveSmallIntegerField(default=3, verbose_name='暂不交流一次最长年限（年）'),
        ),
        migrations.AddField(
            model_name='plansetting',
            name='head_years',
            field=models.PositiveSmallIntegerField(default=10, verbose_name='学校管理人员应交流年限（年）'),
        ),
        migrations.CreateModel(
            name='Exemption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', kernel.crypto.fields.SealedTextField(verbose_name='原因')),
                ('paper', kernel.crypto.fields.SealedTextField(verbose_name='凭据')),
                ('starts_on', models.DateField(verbose_name='起始日')),
                ('until', models.DateField(verbose_name='暂不交流至')),
                ('state', models.CharField(choices=[('asked', '待确认'), ('confirmed', '已确认'), ('refused', '不予确认'), ('withdrawn', '已撤回'), ('ended', '已提前结束')], default='asked', max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('decided_at', models.DateTimeField(null=True, verbose_name='确认时间')),
                ('answer', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='意见')),
                ('ended_on', models.DateField(null=True, verbose_name='提前结束日')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='确认人')),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='结束人')),
                ('school', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='学校')),
                ('teacher', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='teachers.teacher', verbose_name='教师')),
            ],
            options={
                'verbose_name': '暂不交流',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('starts_on'))), name='exemption_forward'), models.CheckConstraint(condition=models.Q(django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('ground')), 0), django.db.models.lookups.GreaterThan(django.db.models.functions.text.Length(models.F('paper')), 0)), name='exemption_says_why'), models.CheckConstraint(condition=models.Q(('decided_by__isnull', True), models.Q(('decided_by', models.F('asked_by')), _negated=True), _connector='OR'), name='exemption_two_persons'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('state__in', ['asked', 'withdrawn'])), models.Q(('decided_by__isnull', False), ('state__in', ['confirmed', 'refused', 'ended'])), _connector='OR'), name='exemption_decided_by_someone'), models.UniqueConstraint(condition=models.Q(('state', 'asked')), fields=('teacher',), name='exemption_one_asked')],
            },
        ),
    ]
