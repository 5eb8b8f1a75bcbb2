"""The database itself refuses to change or delete a check-in.

A later migration that makes the table anew on SQLite must make its triggers anew too; the test of check-ins fails
where it does not.
"""

from django.db import migrations

TABLE = "training_checkin"
FUNCTION = """
CREATE OR REPLACE FUNCTION training_checkin_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(FUNCTION, params=None)
        schema_editor.execute(
            f"CREATE TRIGGER training_checkin_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {TABLE} "
            "FOR EACH STATEMENT EXECUTE FUNCTION training_checkin_written_once()"
        )
        return
    for act in ("UPDATE", "DELETE"):
        schema_editor.execute(
            f"CREATE TRIGGER {TABLE}_no_{act.lower()} BEFORE {act} ON {TABLE} "
            f"BEGIN SELECT RAISE(ABORT, '{TABLE} is written once: {act} refused'); END"
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER training_checkin_guard ON {TABLE}")
        schema_editor.execute("DROP FUNCTION training_checkin_written_once()")
        return
    for act in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{act}")


class Migration(migrations.Migration):
    dependencies = [("training", "0002_first_training_setting")]
    operations = [migrations.RunPython(guard, unguard)]
