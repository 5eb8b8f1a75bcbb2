"""A draft bears no approver, and a retired design the moment it was retired: the database holds both."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('honors', '0018_when_designs_were_retired'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='certificatetemplate',
            name='template_approved_by_someone',
        ),
        migrations.AddConstraint(
            model_name='certificatetemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('approved_by__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('approved_at__isnull', False), ('approved_by__isnull', False), ('effective_from__isnull', False)), _connector='OR'), name='template_approved_by_someone'),
        ),
        migrations.AddConstraint(
            model_name='certificatetemplate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retired_at__isnull', False), ('state', 'retired')), models.Q(models.Q(('state', 'retired'), _negated=True), ('retired_at__isnull', True)), _connector='OR'), name='template_retired_at_a_moment'),
        ),
    ]
