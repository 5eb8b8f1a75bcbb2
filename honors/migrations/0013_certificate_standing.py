"""Suspension and revocation: two persons, an append-only history."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('honors', '0012_certificate_facts_moved'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='revoked_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出人'),
        ),
        migrations.AddField(
            model_name='certificate',
            name='revoked_reason',
            field=models.CharField(blank=True, choices=[('untrue', '以失实材料取得'), ('sanction', '师德失范受到处理'), ('crime', '违法犯罪'), ('in_error', '错发'), ('other_revocation', '其他依文件')], max_length=20),
        ),
        migrations.AddField(
            model_name='certificate',
            name='revoked_second',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='签署人'),
        ),
        migrations.AlterField(
            model_name='certificate',
            name='status',
            field=models.CharField(choices=[('valid', '有效'), ('suspended', '暂停'), ('revoked', '已撤销')], default='valid', max_length=10, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_reason', 'in_error'), ('status', 'revoked'), _negated=True), fields=('teacher', 'threshold'), name='certificate_once_per_threshold'),
        ),
        migrations.AddConstraint(
            model_name='certificate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('revoked_by__isnull', True), ('revoked_reason', ''), ('revoked_second__isnull', True), ('status__in', ['valid', 'suspended'])), models.Q(('revoked_by__isnull', False), ('revoked_second__isnull', False), ('status', 'revoked'), models.Q(('revoked_reason', ''), _negated=True), models.Q(('revoked_by', models.F('revoked_second')), _negated=True)), _connector='OR'), name='certificate_revoked_by_two'),
        ),
        migrations.CreateModel(
            name='CertificateEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('reissued', '补发'), ('corrected', '更正'), ('renamed', '更正姓名'), ('suspended', '暂停'), ('resumed', '恢复'), ('revoked', '撤销')], max_length=10)),
                ('reason', models.CharField(blank=True, max_length=20)),
                ('document', models.CharField(blank=True, max_length=200)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('on', models.DateField()),
                ('at', models.DateTimeField(auto_now_add=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('certificate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='honors.certificate')),
                ('second_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': '证书变动',
            },
        ),
        migrations.AddConstraint(
            model_name='certificateevent',
            constraint=models.CheckConstraint(condition=models.Q(('second_by', models.F('by')), _negated=True), name='event_two_persons'),
        ),
        migrations.AddConstraint(
            model_name='certificateevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ('renamed', 'revoked')), _negated=True), ('second_by__isnull', False), _connector='OR'), name='event_second_person_there'),
        ),
        migrations.AddConstraint(
            model_name='certificateevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ('corrected', 'renamed', 'revoked', 'suspended')), _negated=True), models.Q(models.Q(('document', ''), _negated=True), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='event_has_document'),
        ),
    ]
