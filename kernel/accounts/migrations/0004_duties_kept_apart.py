"""The database keeps the three administrators apart.

No person holds two of their duties, or one of them and business, for overlapping times. A constraint cannot compare two
rows on SQLite and needs an extension on PostgreSQL, so that it is a trigger on both. On PostgreSQL it locks the person's
row first: of two grants made at the same moment the second one sees the first.
"""

from django.db import migrations

CLASH = """
    SELECT 1 FROM accounts_grant held
    WHERE held.user_id = NEW.user_id AND held.id <> COALESCE(NEW.id, -1) AND held.duty <> NEW.duty
      AND (held.valid_until IS NULL OR (held.valid_until > NEW.valid_from AND held.valid_until > held.valid_from))
      AND (NEW.valid_until IS NULL OR (NEW.valid_until > held.valid_from AND NEW.valid_until > NEW.valid_from))
"""
SQLITE = """
CREATE TRIGGER grant_duties_apart_{when} BEFORE {when} ON accounts_grant
WHEN EXISTS ({clash})
BEGIN SELECT RAISE(ABORT, 'grant_duties_apart'); END;
"""
POSTGRES = f"""
CREATE FUNCTION grant_duties_apart() RETURNS trigger AS $$
BEGIN
  PERFORM 1 FROM accounts_user WHERE id = NEW.user_id FOR NO KEY UPDATE;
  IF EXISTS ({CLASH}) THEN
    RAISE EXCEPTION 'grant_duties_apart' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER grant_duties_apart BEFORE INSERT OR UPDATE ON accounts_grant
FOR EACH ROW EXECUTE FUNCTION grant_duties_apart();
"""


def lay(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES)
    else:
        for when in ("INSERT", "UPDATE"):
            schema_editor.execute(SQLITE.format(when=when, clash=CLASH))


def lift(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER grant_duties_apart ON accounts_grant; DROP FUNCTION grant_duties_apart();")
    else:
        for when in ("INSERT", "UPDATE"):
            schema_editor.execute(f"DROP TRIGGER grant_duties_apart_{when}")


class Migration(migrations.Migration):

    dependencies = [("accounts", "0003_strong_grants_are_marked")]

    operations = [
        migrations.RunPython(lay, lift),
    ]
