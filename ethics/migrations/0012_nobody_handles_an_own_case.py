"""The database itself refuses who is concerned, who proposes, investigates and decides in one case, and any change of
what is written once.

A later migration that makes one of these tables anew on SQLite must make its triggers anew too.
"""

from django.db import migrations

CONCERNED = """
SELECT 1 FROM ethics_case c LEFT JOIN teachers_teacher t ON t.id = c.teacher_id
WHERE c.id = {case} AND (
    t.user_id = {user}
    OR EXISTS (SELECT 1 FROM ethics_relation r
               WHERE r.user_id = {user} AND r.teacher_id = c.teacher_id AND r.ended_on IS NULL)
    OR (c.above_school AND (
        EXISTS (SELECT 1 FROM accounts_grant g WHERE g.user_id = {user} AND g.org_id = c.school_id
                AND (g.valid_until IS NULL OR g.valid_until > CURRENT_DATE))
        OR EXISTS (SELECT 1 FROM teachers_teacher o WHERE o.user_id = {user} AND o.school_id = c.school_id))))
"""
BOTH = """
SELECT 1 FROM ethics_casehand h WHERE h.case_id = NEW.case_id AND h.user_id = NEW.user_id AND h.duty <> NEW.duty
AND h.duty IN ('proposer', 'investigator', 'decider') AND NEW.duty IN ('proposer', 'investigator', 'decider')
"""
STEP = "NEW.hand_id IS NOT NULL"
ANY_HAND = "SELECT 1 FROM ethics_casehand h WHERE h.case_id = NEW.id AND EXISTS ({})"
# The new row of a case is not in the table yet when the trigger runs before it: it runs after.
CHECKS = (
    ("ethics_casehand", "INSERT", "hand_concerned", f"EXISTS ({CONCERNED.format(case='NEW.case_id', user='NEW.user_id')})"),
    ("ethics_casehand", "INSERT", "hand_duties", f"EXISTS ({BOTH})"),
    ("ethics_casehand", "UPDATE", "hand_stays", "1 = 1"),
    ("ethics_casestep", "INSERT", "step_concerned",
     f"{STEP} AND EXISTS ({CONCERNED.format(case='NEW.case_id', user='NEW.by_id')})"),
    ("ethics_casestep", "INSERT", "step_hand",
     f"{STEP} AND NOT EXISTS (SELECT 1 FROM ethics_casehand h WHERE h.id = NEW.hand_id AND h.case_id = NEW.case_id "
     "AND h.user_id = NEW.by_id)"),
    ("ethics_case", "UPDATE OF teacher_id, above_school, school_id", "case_concerned",
     f"EXISTS ({ANY_HAND.format(CONCERNED.format(case='NEW.id', user='h.user_id'))})"),
    ("ethics_remedy", "UPDATE OF decided_by_id", "remedy_concerned",
     "NEW.decided_by_id IS NOT NULL AND (EXISTS (SELECT 1 FROM ethics_casehand h WHERE h.case_id = NEW.case_id AND "
     "h.user_id = NEW.decided_by_id AND h.duty IN ('proposer', 'investigator', 'decider')) OR EXISTS ("
     + CONCERNED.format(case="NEW.case_id", user="NEW.decided_by_id") + "))"),
)  # fmt: skip
# What is written once: columns that nobody changes (sealed ones get new keys), and when rows may go.
ONCE = {
    "ethics_casestep": ('case_id, move, source, target, "on", at, by_id, hand_id', "OLD.case_id"),
    "ethics_casepaper": ("case_id, kind, served_on, by_id, at", "OLD.case_id"),
    "ethics_clocklog": (
        "clock_id, why, old_due, new_due, by_id, at", "(SELECT k.case_id FROM ethics_caseclock k WHERE k.id = OLD.clock_id)"
    ),
    "ethics_reportmessage": (
        "report_id, from_desk, by_id, at", "(SELECT r.case_id FROM ethics_report r WHERE r.id = OLD.report_id)"
    ),
}  # fmt: skip


def _refuse(schema_editor, table, when, name, condition, says):
    """A trigger after the act, which undoes it by failing."""
    if schema_editor.connection.vendor == "postgresql":
        answer = "OLD" if when == "DELETE" else "NEW"
        schema_editor.execute(
            f"CREATE OR REPLACE FUNCTION ethics_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {condition} THEN "
            f"RAISE EXCEPTION '{says}' USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN {answer}; END $$",
            params=None,
        )
        schema_editor.execute(
            f"CREATE TRIGGER ethics_{name} AFTER {when} ON {table} FOR EACH ROW EXECUTE FUNCTION ethics_{name}()"
        )
    else:
        schema_editor.execute(
            f"CREATE TRIGGER ethics_{name} AFTER {when} ON {table} FOR EACH ROW WHEN {condition} "
            f"BEGIN SELECT RAISE(ABORT, '{says}'); END"
        )


def guard(apps, schema_editor):
    for table, when, name, condition in CHECKS:
        _refuse(schema_editor, table, when, name, condition, f"{table}: {name}")
    for table, (columns, case) in ONCE.items():
        short = table.removeprefix("ethics_")
        _refuse(schema_editor, table, f"UPDATE OF {columns}", f"{short}_no_update", "1 = 1", f"{table} is written once")
        kept = f"NOT EXISTS (SELECT 1 FROM ethics_case c WHERE c.id = {case} AND c.erased_on IS NOT NULL)"
        _refuse(schema_editor, table, "DELETE", f"{short}_no_delete", kept, f"{table} is written once")


def unguard(apps, schema_editor):
    names = [(table, name) for table, _when, name, _condition in CHECKS]
    for table in ONCE:
        names += [(table, f"{table.removeprefix('ethics_')}_no_{act}") for act in ("update", "delete")]
    for table, name in names:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER ethics_{name} ON {table}")
            schema_editor.execute(f"DROP FUNCTION ethics_{name}()")
        else:
            schema_editor.execute(f"DROP TRIGGER ethics_{name}")


class Migration(migrations.Migration):
    dependencies = [
        ("ethics", "0011_limits_and_powers_as_shipped"),
        ("accounts", "0005_sign_in_rules"),
        ("teachers", "0007_no_reasons_in_clear"),
    ]
    operations = [migrations.RunPython(guard, unguard)]
