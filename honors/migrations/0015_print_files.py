"""Files for the printer and for the hand-over."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ('honors', '0014_share_links'),
        ('orgs', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PrintFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('certificates', '证书合订本'), ('handover', '交接清单')], max_length=12)),
                ('design', models.CharField(blank=True, max_length=60, verbose_name='证书样式')),
                ('version', models.PositiveSmallIntegerField()),
                ('certificates', models.PositiveIntegerField()),
                ('pages', models.PositiveIntegerField()),
                ('content', models.CharField(max_length=64)),
                ('file_digest', models.CharField(max_length=64)),
                ('drawn_at', models.DateTimeField(auto_now_add=True)),
                ('org', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orgs.organisation')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='print_files', to='honors.honorround')),
            ],
            options={
                'verbose_name': '打印文件',
            },
        ),
        migrations.AddConstraint(
            model_name='printfile',
            constraint=models.UniqueConstraint(fields=('round', 'kind', 'org', 'design', 'version'), name='print_file_once'),
        ),
        migrations.AddConstraint(
            model_name='printfile',
            constraint=models.CheckConstraint(condition=models.Q(('pages__gte', 1), ('version__gte', 1)), name='print_file_counts'),
        ),
    ]
