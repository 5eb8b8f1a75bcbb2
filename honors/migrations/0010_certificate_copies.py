"""A certificate may have several papers."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('honors', '0003_first_round_setting'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateCopy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('index', models.PositiveSmallIntegerField(verbose_name='版次')),
                ('name', models.CharField(max_length=50, verbose_name='姓名')),
                ('school_name', models.CharField(max_length=60, verbose_name='单位')),
                ('issuer', models.CharField(max_length=60, verbose_name='颁发单位')),
                ('issued_on', models.DateField(verbose_name='颁发日期')),
                ('printed_on', models.DateField(verbose_name='制证日期')),
                ('token', models.CharField(max_length=40, unique=True)),
                ('reason', models.CharField(blank=True, choices=[('lost', '遗失补发'), ('damaged', '损毁换发'), ('corrected', '更正')], max_length=10, verbose_name='原因')),
                ('document', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('file_digest', models.CharField(blank=True, max_length=64)),
                ('drawn_at', models.DateTimeField(null=True)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='honors.certificate')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='经办人')),
            ],
            options={
                'verbose_name': '证书版本',
            },
        ),
        migrations.AddConstraint(
            model_name='certificatecopy',
            constraint=models.UniqueConstraint(fields=('certificate', 'index'), name='copy_once'),
        ),
        migrations.AddConstraint(
            model_name='certificatecopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('drawn_at__isnull', True), ('file_digest', '')), models.Q(('drawn_at__isnull', False), models.Q(('file_digest', ''), _negated=True)), _connector='OR'), name='copy_drawn_has_digest'),
        ),
        migrations.AddConstraint(
            model_name='certificatecopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('index', 0), ('reason', '')), models.Q(('index__gt', 0), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='copy_later_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='certificatecopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'corrected'), _negated=True), models.Q(models.Q(('document', ''), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='copy_corrected_has_document'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='newest',
            field=models.PositiveSmallIntegerField(null=True),
        ),
    ]
