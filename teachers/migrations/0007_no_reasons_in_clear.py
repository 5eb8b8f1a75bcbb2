"""The reasons and answers of corrections lie sealed alone; what must not be empty is not."""

from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

from kernel.crypto.fields import SealedTextField
from kernel.crypto.moving import exchanged


class Migration(migrations.Migration):
    dependencies = [("teachers", "0006_sealed_reasons")]

    operations = [
        *exchanged("correction", "answer", SealedTextField(blank=True, verbose_name="办理意见")),
        *exchanged("correction", "checked_note", SealedTextField(blank=True, verbose_name="核对意见")),
        *exchanged("correction", "reason", SealedTextField(verbose_name="理由")),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(GreaterThan(Length(models.F('reason')), 0)), name='correction_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='correction',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), GreaterThan(Length(models.F('answer')), 0), _connector='OR'), name='correction_refused_says_why'),
        ),
    ]
