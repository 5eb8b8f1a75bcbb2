"""The grounds, documents and answers lie sealed alone; what must not be empty is not."""

from django.db import migrations, models
from django.db.models.functions import Length
from django.db.models.lookups import GreaterThan

from kernel.crypto.fields import SealedTextField
from kernel.crypto.moving import exchanged


class Migration(migrations.Migration):
    dependencies = [("honors", "0021_sealed_grounds")]

    operations = [
        *exchanged("certificatecopy", "document", SealedTextField(blank=True, verbose_name="依据")),
        *exchanged("certificatecopy", "note", SealedTextField(blank=True, verbose_name="说明")),
        *exchanged("certificateevent", "document", SealedTextField(blank=True)),
        *exchanged("certificateevent", "note", SealedTextField(blank=True)),
        *exchanged("honorround", "returned_reason", SealedTextField(blank=True, verbose_name="退回理由")),
        *exchanged("objection", "answer", SealedTextField(blank=True, verbose_name="处理意见")),
        *exchanged("roundentry", "confirmed_note", SealedTextField(blank=True, verbose_name="核实说明")),
        *exchanged("roundentry", "reason_note", SealedTextField(blank=True, verbose_name="原因说明")),
        *exchanged("schoollist", "returned_reason", SealedTextField(blank=True, verbose_name="退回理由")),
        *exchanged("setaside", "document", SealedTextField(blank=True, verbose_name="依据文件")),
        *exchanged("setaside", "ground", SealedTextField(verbose_name="事由")),
        *exchanged("setaside", "lifted_reason", SealedTextField(blank=True, verbose_name="解除理由")),
        migrations.AddConstraint(
            model_name='certificatecopy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('reason', 'corrected'), _negated=True), models.Q(GreaterThan(Length(models.F('document')), 0), GreaterThan(Length(models.F('note')), 0)), _connector='OR'), name='copy_corrected_has_document'),
        ),
        migrations.AddConstraint(
            model_name='certificateevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('act__in', ('corrected', 'renamed', 'revoked', 'suspended')), _negated=True), models.Q(GreaterThan(Length(models.F('document')), 0), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='event_has_document'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_by__isnull', True), ('remedy', ''), ('state', 'open')), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('remedy', ''), ('state', 'rejected'), GreaterThan(Length(models.F('answer')), 0)), models.Q(('decided_at__isnull', False), ('decided_by__isnull', False), ('state', 'upheld'), GreaterThan(Length(models.F('answer')), 0), models.Q(('remedy', ''), _negated=True)), _connector='OR'), name='objection_decided_with_answer'),
        ),
        migrations.AddConstraint(
            model_name='roundentry',
            constraint=models.CheckConstraint(condition=models.Q(('confirmed_by__isnull', True), GreaterThan(Length(models.F('confirmed_note')), 0), _connector='OR'), name='entry_confirmation_has_note'),
        ),
        migrations.AddConstraint(
            model_name='setaside',
            constraint=models.CheckConstraint(condition=models.Q(('effect', 'held'), models.Q(('effect', 'excluded'), GreaterThan(Length(models.F('document')), 0)), _connector='OR'), name='set_aside_has_document'),
        ),
        migrations.AddConstraint(
            model_name='setaside',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at__isnull', True), ('lifted_by__isnull', True)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False), GreaterThan(Length(models.F('lifted_reason')), 0)), _connector='OR'), name='set_aside_lifted_by_someone'),
        ),
    ]
