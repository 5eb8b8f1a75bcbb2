"""The database keeps the ledger of the pool: entries are written once, and inserting one moves the balances.

What an entry must not do is refused here, whoever writes it: take more than an account holds, change the owner of a
post, change an approved number without a document of the 编办, or bring a unit (further) below the people that it has.
The refusals begin with a word that actions tell people in a sentence.

How many people a unit has is counted by the trigger itself on PostgreSQL. On SQLite the action counts them into
``in_post`` in the same transaction (writers queue there, so nobody moves in between): a trigger that reads
``teachers_teacher`` would break every later migration that makes that table anew. For the same reason a migration that
makes a table of the pool anew on SQLite must call ``unguard`` first and ``guard`` afterwards; the tests of the ledger
fail where it does not.
"""

from django.db import migrations

SEALED = ["staffing_poolentry", "staffing_loanterm"]

# Columns of a unit's balances that an account of a state adds to: (of its owner, of its holder).
OWNERS = {"issued": [("approved", -1)], "pool": [("pooled_out", 1)], "reserved": [("pooled_out", 1)], "lent": [("lent_out", 1)]}
HOLDERS = {
    "held": [("disposal", 1)],
    "lent": [("disposal", 1), ("borrowed_in", 1)],
    "pool": [("stock", 1)],
    "reserved": [("reserved", 1)],
}
COLUMNS = ["approved", "pooled_out", "lent_out", "borrowed_in", "disposal", "stock", "reserved"]

USED = (
    "(SELECT COUNT(*) FROM teachers_teacher t WHERE t.school_id = {unit} AND t.status = 'active' "
    "AND t.employment = 'establishment')"
)
# The sum that a balance must be: no hand changes it past the entries.
SUM_OF_ENTRIES = (
    "COALESCE((SELECT SUM(e.posts) FROM staffing_poolentry e WHERE e.target_id = {account}), 0) - "
    "COALESCE((SELECT SUM(e.posts) FROM staffing_poolentry e WHERE e.source_id = {account}), 0)"
)
# (which moves, from which state to which): an entry that is none of these is refused.
MOVES = {
    "approve": [("issued", "held")],
    "reduce": [("held", "issued")],
    "pool": [("held", "pool")],
    "unpool": [("pool", "held")],
    "shift": [("pool", "pool")],
    "reserve": [("pool", "reserved")],
    "release": [("reserved", "pool")],
    "lend": [("reserved", "lent"), ("pool", "lent")],
    "return": [("lent", "pool")],
}


def changes(side, sign):
    """The columns that change for an account ``side`` (s or t): a CASE over its state for each column."""
    owner, holder = [], []
    for column in COLUMNS:
        for table, found in ((OWNERS, owner), (HOLDERS, holder)):
            cases = [
                f"WHEN '{state}' THEN {sign * factor}"
                for state, parts in table.items()
                for name, factor in parts
                if name == column
            ]
            if cases:
                found.append((column, f"CASE {side}.state {' '.join(cases)} ELSE 0 END"))
    return owner, holder


def moves_condition(kind, source, target):
    """True where the entry is one of the moves."""
    return " OR ".join(
        f"({kind} = '{name}' AND {source} = '{one}' AND {target} = '{two}')"
        for name, pairs in MOVES.items()
        for one, two in pairs
    )


def net():
    """For each column the amount by which a unit's balance changes, summed over both accounts of the new entry."""
    found = []
    for column in COLUMNS:
        terms = []
        for side, sign in (("s", -1), ("t", 1)):
            owner, holder = changes(side, sign)
            for party, parts in (("owner_id", owner), ("holder_id", holder)):
                for name, case in parts:
                    if name == column:
                        terms.append(f"CASE WHEN {side}.{party} = u.unit_id THEN {case} ELSE 0 END")
        found.append((column, " + ".join(terms)))
    return found


SQLITE_UNITS = """
UPDATE staffing_poolunit SET {sets}
WHERE unit_id IN (SELECT owner_id FROM staffing_poolaccount WHERE id IN (NEW.source_id, NEW.target_id)
                  UNION SELECT holder_id FROM staffing_poolaccount WHERE id IN (NEW.source_id, NEW.target_id))
"""


def sqlite(editor):
    pair = "staffing_poolaccount s, staffing_poolaccount t WHERE s.id = NEW.source_id AND t.id = NEW.target_id"
    amounts = ", ".join(
        f"{column} = {column} + NEW.posts * (SELECT {terms.replace('u.unit_id', 'staffing_poolunit.unit_id')} FROM {pair})"
        for column, terms in net()
    )
    editor.execute(
        "CREATE TRIGGER staffing_poolentry_judged BEFORE INSERT ON staffing_poolentry BEGIN "
        f"SELECT RAISE(ABORT, 'pool_owner_changed') FROM {pair} AND s.owner_id <> t.owner_id; "
        f"SELECT RAISE(ABORT, 'pool_no_such_move') FROM {pair} "
        f"AND NOT ({moves_condition('NEW.kind', 's.state', 't.state')}); END"
    )
    editor.execute(
        "CREATE TRIGGER staffing_poolentry_posted AFTER INSERT ON staffing_poolentry BEGIN "
        "INSERT INTO staffing_poolunit "
        "(unit_id, approved, pooled_out, lent_out, borrowed_in, disposal, stock, reserved, in_post) SELECT * FROM ("
        "SELECT owner_id, 0, 0, 0, 0, 0, 0, 0, 0 FROM staffing_poolaccount WHERE id IN (NEW.source_id, NEW.target_id) "
        "UNION SELECT holder_id, 0, 0, 0, 0, 0, 0, 0, 0 FROM staffing_poolaccount "
        "WHERE id IN (NEW.source_id, NEW.target_id)) WHERE true ON CONFLICT (unit_id) DO NOTHING; "
        "UPDATE staffing_poolaccount SET balance = balance - NEW.posts WHERE id = NEW.source_id; "
        "UPDATE staffing_poolaccount SET balance = balance + NEW.posts WHERE id = NEW.target_id; "
        f"{SQLITE_UNITS.format(sets=amounts)}; END"
    )
    editor.execute(
        "CREATE TRIGGER staffing_poolaccount_by_entry BEFORE UPDATE ON staffing_poolaccount BEGIN "
        "SELECT RAISE(ABORT, 'pool_account_changed') WHERE NEW.owner_id <> OLD.owner_id "
        "OR NEW.holder_id <> OLD.holder_id OR NEW.state <> OLD.state OR NEW.request_id IS NOT OLD.request_id "
        "OR NEW.loan_id IS NOT OLD.loan_id; "
        f"SELECT RAISE(ABORT, 'pool_not_by_entry') WHERE NEW.balance <> {SUM_OF_ENTRIES.format(account='NEW.id')}; END"
    )
    editor.execute(
        "CREATE TRIGGER staffing_poolaccount_starts_empty BEFORE INSERT ON staffing_poolaccount "
        "WHEN NEW.balance <> 0 BEGIN SELECT RAISE(ABORT, 'pool_not_by_entry'); END"
    )
    editor.execute(
        "CREATE TRIGGER staffing_poolunit_not_short BEFORE UPDATE ON staffing_poolunit BEGIN "
        "SELECT RAISE(ABORT, 'pool_not_by_entry') WHERE NEW.disposal <> COALESCE((SELECT SUM(a.balance) "
        "FROM staffing_poolaccount a WHERE a.holder_id = NEW.unit_id AND a.state IN ('held', 'lent')), 0); "
        "SELECT RAISE(ABORT, 'pool_people_left') WHERE NEW.disposal < OLD.disposal AND NEW.disposal < NEW.in_post; END"
    )
    for table in SEALED:
        for act in ("UPDATE", "DELETE"):
            editor.execute(
                f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is written once: {act} refused'); END"
            )
    for table in ("staffing_poolaccount", "staffing_poolunit"):
        editor.execute(
            f"CREATE TRIGGER {table}_stays BEFORE DELETE ON {table} BEGIN SELECT RAISE(ABORT, '{table} stays'); END"
        )


JUDGED = """
CREATE FUNCTION staffing_poolentry_judged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s staffing_poolaccount; t staffing_poolaccount;
BEGIN
    SELECT * INTO s FROM staffing_poolaccount WHERE id = NEW.source_id;
    SELECT * INTO t FROM staffing_poolaccount WHERE id = NEW.target_id;
    IF s.owner_id <> t.owner_id THEN RAISE EXCEPTION 'pool_owner_changed' USING ERRCODE = 'check_violation'; END IF;
    IF NOT ({moves}) THEN RAISE EXCEPTION 'pool_no_such_move' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$
"""
# Rows of units are locked in the order of their keys, so that two entries never wait for each other in a ring.
POSTED = """
CREATE FUNCTION staffing_poolentry_posted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s staffing_poolaccount; t staffing_poolaccount; u staffing_poolunit;
BEGIN
    SELECT * INTO s FROM staffing_poolaccount WHERE id = NEW.source_id;
    SELECT * INTO t FROM staffing_poolaccount WHERE id = NEW.target_id;
    INSERT INTO staffing_poolunit (unit_id, approved, pooled_out, lent_out, borrowed_in, disposal, stock, reserved, in_post)
    SELECT one, 0, 0, 0, 0, 0, 0, 0, 0
    FROM unnest(ARRAY[s.owner_id, s.holder_id, t.owner_id, t.holder_id]) one GROUP BY one ORDER BY one
    ON CONFLICT DO NOTHING;
    PERFORM 1 FROM staffing_poolunit WHERE unit_id IN (s.owner_id, s.holder_id, t.owner_id, t.holder_id)
    ORDER BY unit_id FOR UPDATE;
    UPDATE staffing_poolaccount SET balance = balance - NEW.posts WHERE id = NEW.source_id;
    UPDATE staffing_poolaccount SET balance = balance + NEW.posts WHERE id = NEW.target_id;
    FOR u IN SELECT * FROM staffing_poolunit
             WHERE unit_id IN (s.owner_id, s.holder_id, t.owner_id, t.holder_id) ORDER BY unit_id LOOP
        UPDATE staffing_poolunit SET {sets} WHERE unit_id = u.unit_id;
    END LOOP;
    RETURN NULL;
END $$
"""
BY_ENTRY = """
CREATE FUNCTION staffing_poolaccount_by_entry() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.balance <> 0 THEN RAISE EXCEPTION 'pool_not_by_entry' USING ERRCODE = 'check_violation'; END IF;
        RETURN NEW;
    END IF;
    IF NEW.owner_id <> OLD.owner_id OR NEW.holder_id <> OLD.holder_id OR NEW.state <> OLD.state
       OR NEW.request_id IS DISTINCT FROM OLD.request_id OR NEW.loan_id IS DISTINCT FROM OLD.loan_id THEN
        RAISE EXCEPTION 'pool_account_changed' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.balance <> {sum} THEN RAISE EXCEPTION 'pool_not_by_entry' USING ERRCODE = 'check_violation'; END IF;
    RETURN NEW;
END $$
"""
NOT_SHORT = """
CREATE FUNCTION staffing_poolunit_not_short() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.disposal <> COALESCE((SELECT SUM(a.balance) FROM staffing_poolaccount a
                                 WHERE a.holder_id = NEW.unit_id AND a.state IN ('held', 'lent')), 0) THEN
        RAISE EXCEPTION 'pool_not_by_entry' USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.disposal < OLD.disposal AND NEW.disposal < {used} THEN
        RAISE EXCEPTION 'pool_people_left' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$
"""
ONCE = """
CREATE FUNCTION staffing_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is written once: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$
"""


def postgresql(editor):
    sets = ", ".join(f"{column} = {column} + NEW.posts * ({terms})" for column, terms in net())
    for function in (
        JUDGED.format(moves=moves_condition("NEW.kind", "s.state", "t.state")),
        POSTED.format(sets=sets),
        BY_ENTRY.format(sum=f"({SUM_OF_ENTRIES.format(account='NEW.id')})"),
        NOT_SHORT.format(used=USED.format(unit="NEW.unit_id")),
        ONCE,
    ):
        editor.execute(function, params=None)
    for name, when, table, function in (
        ("staffing_poolentry_judged", "BEFORE INSERT", "staffing_poolentry", "staffing_poolentry_judged"),
        ("staffing_poolentry_posted", "AFTER INSERT", "staffing_poolentry", "staffing_poolentry_posted"),
        ("staffing_poolaccount_by_entry", "BEFORE INSERT OR UPDATE", "staffing_poolaccount",
         "staffing_poolaccount_by_entry"),
        ("staffing_poolunit_not_short", "BEFORE UPDATE", "staffing_poolunit", "staffing_poolunit_not_short"),
        ("staffing_poolaccount_stays", "BEFORE DELETE", "staffing_poolaccount", "staffing_written_once"),
        ("staffing_poolunit_stays", "BEFORE DELETE", "staffing_poolunit", "staffing_written_once"),
    ):  # fmt: skip
        editor.execute(f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW EXECUTE FUNCTION {function}()")
    for table in SEALED:
        editor.execute(
            f"CREATE TRIGGER {table}_written_once BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION staffing_written_once()"
        )


def guard(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        postgresql(schema_editor)
    else:
        sqlite(schema_editor)


def unguard(apps, schema_editor):
    tables = {
        "staffing_poolentry": ["judged", "posted", "no_update", "no_delete", "written_once"],
        "staffing_poolaccount": ["by_entry", "starts_empty", "stays"],
        "staffing_poolunit": ["not_short", "stays"],
        "staffing_loanterm": ["no_update", "no_delete", "written_once"],
    }
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table, names in tables.items():
        for name in names:
            schema_editor.execute(
                f"DROP TRIGGER IF EXISTS {table}_{name}" + (f" ON {table}" if is_postgresql else "")
            )
    if is_postgresql:
        for name in (
            "poolentry_judged", "poolentry_posted", "poolaccount_by_entry", "poolunit_not_short", "written_once",
        ):  # fmt: skip
            schema_editor.execute(f"DROP FUNCTION IF EXISTS staffing_{name}()")


class Migration(migrations.Migration):
    dependencies = [("staffing", "0003_people_of_a_unit"), ("teachers", "0007_no_reasons_in_clear")]
    operations = [migrations.RunPython(guard, unguard)]
