"""Exports and their numbers."""

import django.db.models.deletion
import kernel.crypto.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0002_workbooks_of_the_house'),
        ('orgs', '0003_first_names_of_schools'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ExportSequence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(unique=True)),
                ('last', models.PositiveIntegerField(default=0)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last__lte', 999999)), name='export_sequence_six_digits')],
            },
        ),
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='导出编号')),
                ('kind', models.CharField(max_length=30)),
                ('title', models.CharField(max_length=100, verbose_name='名称')),
                ('asked_at', models.DateTimeField(auto_now_add=True, verbose_name='申请时间')),
                ('paths', models.JSONField()),
                ('scope_words', models.CharField(max_length=200, verbose_name='数据范围')),
                ('options', kernel.crypto.fields.SealedJSONField()),
                ('filters', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='筛选条件')),
                ('reason', kernel.crypto.fields.SealedTextField(blank=True, verbose_name='用途')),
                ('rows', models.PositiveIntegerField(verbose_name='行数')),
                ('grade', models.CharField(max_length=2, verbose_name='最高数据级别')),
                ('state', models.CharField(choices=[('waiting', '待审批'), ('making', '正在生成'), ('ready', '可下载'), ('refused', '未批准'), ('withdrawn', '已撤回'), ('failed', '未生成'), ('expired', '文件已删除')], max_length=10, verbose_name='状态')),
                ('needs_approval', models.BooleanField(verbose_name='须经审批')),
                ('problem', models.CharField(blank=True, max_length=300)),
                ('file_name', models.CharField(max_length=120)),
                ('digest', models.CharField(blank=True, help_text='文件的 SHA-256', max_length=64)),
                ('size', models.PositiveIntegerField(default=0, verbose_name='大小（字节）')),
                ('made_at', models.DateTimeField(null=True, verbose_name='生成时间')),
                ('expires_at', models.DateTimeField(null=True, verbose_name='文件保留至')),
                ('downloads', models.PositiveIntegerField(default=0, verbose_name='下载次数')),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='审批人')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='导出人')),
                ('file', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='files.storedfile')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation', verbose_name='范围')),
            ],
            options={
                'verbose_name': '导出',
                'indexes': [models.Index(fields=['state', 'expires_at'], name='export_by_end')],
                'constraints': [models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('asked_by')), _negated=True), _connector='OR'), name='export_two_persons'), models.CheckConstraint(condition=models.Q(('needs_approval', False), ('approved_by__isnull', False), ('state__in', ['waiting', 'refused', 'withdrawn', 'failed']), _connector='OR'), name='export_approved_before_it_is_made'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'ready'), _negated=True), models.Q(('expires_at__isnull', False), ('file__isnull', False), ('made_at__isnull', False), models.Q(('digest', ''), _negated=True)), _connector='OR'), name='export_ready_has_file'), models.CheckConstraint(condition=models.Q(('state', 'ready'), ('file__isnull', True), _connector='OR'), name='export_file_only_if_ready')],
            },
        ),
    ]
