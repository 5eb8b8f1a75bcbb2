"""The database itself keeps the ledger of hours.

Entries, moves, cycles and rules are written once: neither changed nor deleted. A move follows the one before it, by a
step that is allowed; the standing of an entry is that of its last move and is never deleted.

A later migration that makes one of these tables anew on SQLite must make its triggers anew too; the tests of the ledger
fail where it does not.
"""

from django.db import migrations

SEALED = [
    "training_hourentry", "training_hourmove", "training_hourcycle", "training_hourrule", "training_hourcap",
]  # fmt: skip

# What is wrong with a new move: the first one begins nowhere, or it does not follow the one before.
WRONG_MOVE = """
    NOT (
      (NEW.seq = 1 AND NEW.target IN ('proposed', 'checked', 'approved'))
      OR EXISTS (
        SELECT 1 FROM training_hourmove last
        WHERE last.entry_id = NEW.entry_id AND last.seq = NEW.seq - 1 AND (
          (last.target = 'proposed' AND NEW.target IN ('checked', 'approved', 'refused', 'withdrawn'))
          OR (last.target = 'checked' AND NEW.target IN ('approved', 'refused'))
          OR (last.target = 'approved' AND NEW.target IN ('locked', 'reversed'))
          OR (last.target = 'locked' AND NEW.target = 'reversed')
        )
      )
    )
"""
WRONG_STANDING = """
    NOT EXISTS (
      SELECT 1 FROM training_hourmove last
      WHERE last.entry_id = NEW.entry_id AND last.seq = NEW.seq AND last.target = NEW.state
    )
    OR EXISTS (SELECT 1 FROM training_hourmove later WHERE later.entry_id = NEW.entry_id AND later.seq > NEW.seq)
    OR NOT EXISTS (SELECT 1 FROM training_hourentry e WHERE e.id = NEW.entry_id AND e.teacher_id = NEW.teacher_id)
"""
STANDING = "training_hourstanding"

POSTGRES = f"""
CREATE OR REPLACE FUNCTION training_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE OR REPLACE FUNCTION training_hourmove_in_turn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {WRONG_MOVE} THEN
        RAISE EXCEPTION 'hour_move_not_allowed' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION training_hourstanding_is_last() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {WRONG_STANDING} THEN
        RAISE EXCEPTION 'hour_standing_not_last_move' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER training_hourmove_in_turn BEFORE INSERT ON training_hourmove
FOR EACH ROW EXECUTE FUNCTION training_hourmove_in_turn();
CREATE TRIGGER training_hourstanding_is_last BEFORE INSERT OR UPDATE ON {STANDING}
FOR EACH ROW EXECUTE FUNCTION training_hourstanding_is_last();
CREATE TRIGGER training_hourstanding_stays BEFORE DELETE OR TRUNCATE ON {STANDING}
FOR EACH STATEMENT EXECUTE FUNCTION training_written_once();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)
        for table in SEALED:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION training_written_once()"
            )
        return
    for table in SEALED:
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once: {act} refused'); END"
            )
    schema_editor.execute(
        f"CREATE TRIGGER {STANDING}_no_delete BEFORE DELETE ON {STANDING} "
        f"BEGIN SELECT RAISE(ABORT, '{STANDING} is written once: DELETE refused'); END"
    )
    schema_editor.execute(
        f"CREATE TRIGGER training_hourmove_in_turn BEFORE INSERT ON training_hourmove WHEN {WRONG_MOVE} "
        "BEGIN SELECT RAISE(ABORT, 'hour_move_not_allowed'); END"
    )
    for act in ("INSERT", "UPDATE"):
        schema_editor.execute(
            f"CREATE TRIGGER {STANDING}_is_last_{act.lower()} BEFORE {act} ON {STANDING} WHEN {WRONG_STANDING} "
            "BEGIN SELECT RAISE(ABORT, 'hour_standing_not_last_move'); END"
        )


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for table in SEALED:
            schema_editor.execute(f"DROP TRIGGER {table}_written_once ON {table}")
        schema_editor.execute("DROP TRIGGER training_hourmove_in_turn ON training_hourmove")
        schema_editor.execute(f"DROP TRIGGER training_hourstanding_is_last ON {STANDING}")
        schema_editor.execute(f"DROP TRIGGER training_hourstanding_stays ON {STANDING}")
        return
    for table in SEALED:
        for act in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER {table}_no_{act}")
    for name in ("training_hourmove_in_turn", f"{STANDING}_no_delete", f"{STANDING}_is_last_insert",
                 f"{STANDING}_is_last_update"):  # fmt: skip
        schema_editor.execute(f"DROP TRIGGER {name}")


class Migration(migrations.Migration):
    dependencies = [("training", "0010_the_ledger_of_hours")]
    operations = [migrations.RunPython(guard, unguard)]
