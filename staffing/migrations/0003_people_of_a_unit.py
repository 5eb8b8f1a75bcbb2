"""How many people in the establishment a unit had when an entry was made."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("staffing", "0002_first_setting")]

    operations = [
        migrations.AddField(
            "poolunit",
            "in_post",
            models.IntegerField(default=0, help_text="记账时按名册点数", verbose_name="实有在编"),
        )
    ]
