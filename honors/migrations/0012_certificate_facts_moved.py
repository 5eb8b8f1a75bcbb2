"""What is printed stands on the copies alone."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ('honors', '0011_first_copies'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='certificate',
            name='certificate_once_per_threshold',
        ),
        migrations.RemoveConstraint(
            model_name='certificate',
            name='certificate_drawn_has_digest',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='drawn_at',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='file_digest',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='issued_on',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='issuer',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='name',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='school_name',
        ),
        migrations.RemoveField(
            model_name='certificate',
            name='token',
        ),
    ]
