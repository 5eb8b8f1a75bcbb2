"""The reasons of a second signature lie sealed alone; what must not be empty is not."""

from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

from kernel.crypto.fields import SealedJSONField, SealedTextField
from kernel.crypto.moving import exchanged


class Migration(migrations.Migration):
    dependencies = [("signoff", "0003_sealed_reasons")]

    operations = [
        *exchanged("signature", "answer", SealedTextField(blank=True, verbose_name="签署意见")),
        *exchanged("signature", "detail", SealedJSONField()),
        *exchanged("signature", "reason", SealedTextField(verbose_name="理由")),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.CheckConstraint(condition=models.Q(GreaterThan(Length(models.F('reason')), 0)), name='signature_has_reason'),
        ),
    ]
