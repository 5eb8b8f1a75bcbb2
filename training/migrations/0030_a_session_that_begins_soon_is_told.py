"""A notice that a session begins soon."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('training', '0021_first_duty_rules'),
    ]

    operations = [
        migrations.AlterField(
            model_name='trainingnotice',
            name='kind',
            field=models.CharField(choices=[('cancelled', '场次取消'), ('moved', '时间或地点变更'), ('seated', '候补转为录取'), ('approved', '报名已同意'), ('refused', '报名未获同意'), ('soon', '即将开始')], max_length=9),
        ),
    ]
