"""The management database of a dump: loaded beside the one in use, verified, then put in its place by two renames.

How far an import came is a comment on its database: it goes with the database through renames, and can be read without
reading anything that the dump brought.
"""

import json
import os
import secrets
import threading

from . import cache, database, files, import_dump
from .problems import Problem, say
from .waiting import until

LIVE, CACHE = database.DATABASES
NEW = LIVE + "-import"
BEFORE = LIVE + "-before-import"
LOADER = "qis_import"
# Any number; it must only be the same on all servers.
IMPORTING = 715519
NEEDED = {"users": ("id", "username", "password"), "folders": ("path",), "images": ("src", "status"), "properties": ("key", "value")}
_FIRST = 16384  # the first oid that is not PostgreSQL's own
_FOREIGN = """
SELECT 'function ' || proname FROM pg_proc WHERE oid >= {0}
UNION ALL SELECT 'operator ' || oprname FROM pg_operator WHERE oid >= {0}
UNION ALL SELECT 'cast to ' || castfunc FROM pg_cast WHERE oid >= {0}
UNION ALL SELECT 'trigger ' || tgname FROM pg_trigger WHERE NOT tgisinternal
UNION ALL SELECT 'rule or view ' || rulename FROM pg_rewrite WHERE oid >= {0}
UNION ALL SELECT 'policy ' || polname FROM pg_policy
UNION ALL SELECT 'type ' || typname FROM pg_type WHERE oid >= {0} AND typtype NOT IN ('b', 'c')
UNION ALL SELECT 'relation ' || relname FROM pg_class WHERE oid >= {0} AND relkind NOT IN ('r', 'S', 'i', 't', 'c')
UNION ALL SELECT 'extension ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
UNION ALL SELECT 'schema ' || nspname FROM pg_namespace WHERE oid >= {0} AND nspname !~ '^(public|qis_aws|pg_(toast_)?temp_.*)$'
LIMIT 5
""".format(_FIRST)
_TERMINATE = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname IN (%s, %s) AND pid <> pg_backend_pid()
AND (usename IN ('qis', current_user) OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user))
"""


class Databases:
    """The databases of the environment, as their administrator sees them, while no other import runs."""

    def __init__(self, role):
        self.role, self.target = role, database.administrator(role)
        self.connection = database.connect(self.target)

    def __enter__(self):
        if not self.ask("SELECT pg_try_advisory_lock(%s)", (IMPORTING,))[0][0]:
            self.connection.close()
            raise Problem("another import runs on this database, perhaps started on another web server. Wait for its end")
        return self

    def __exit__(self, *_):
        self.connection.close()

    def ask(self, statement, values=None):
        return database.run(self.connection, statement, values)

    def inside(self, name, statement):
        return database.with_connection({**self.target, "dbname": name}, lambda connection: database.run(connection, statement))

    def as_qis(self, name, statement):
        """What is QIS's is read with no more rights than QIS has."""
        return self.inside(name, "SET ROLE qis; " + statement)

    def version(self):
        return int(self.ask("SHOW server_version_num")[0][0])

    def note(self, name):
        """What an import has noted about a database; empty for one that no import has finished."""
        rows = self.ask("SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", (name,))
        try:
            noted = json.loads(rows[0][0]) if rows and rows[0][0] else {}
        except ValueError:
            return {}
        return noted if isinstance(noted, dict) else {}

    def write_note(self, name, noted):
        self.ask('COMMENT ON DATABASE "%s" IS %%s' % name, (json.dumps(noted, sort_keys=True),))

    def load(self, dump, digest, users):
        """Returns the note of the loaded database."""
        dump.refuse_newer(self.version())
        loader = self._prepare()
        try:
            counted = self._fill(dump, loader)
            noted = {"dump": digest, "rows": _verify(loader, counted, users), "users": users}
        except BaseException:
            self._drop(NEW)
            raise
        for statement in (
            "REASSIGN OWNED BY %s TO qis" % LOADER, "DROP OWNED BY %s" % LOADER, "DROP SCHEMA IF EXISTS qis_aws CASCADE",
        ):
            self.inside(NEW, statement)
        self.ask('ALTER DATABASE "%s" RESET ALL' % NEW)
        self.ask("DROP ROLE %s" % LOADER)
        self._adopt(users)
        self.write_note(NEW, noted)
        say("database: loaded, %s" % ", ".join("%d %s" % (count, name) for name, count in noted["rows"].items()))
        return noted

    def swap(self):
        """One transaction: other servers see the old database or the new one. The one before is kept."""
        self._drop(BEFORE)
        ended = threading.Event()
        helper = threading.Thread(target=self._end_sessions, args=(ended,))
        helper.start()
        try:
            database.with_connection(self.target, _rename)
        finally:
            ended.set()
            helper.join()
        say("database: the imported one is %s; the one before is kept as %s" % (LIVE, BEFORE))

    def clear_cache(self):
        """QIS's index of memcached, made anew and empty, and memcached itself."""
        self._drop(CACHE)
        self.ask('CREATE DATABASE "%s" OWNER qis' % CACHE)
        self.ask('REVOKE ALL ON DATABASE "%s" FROM PUBLIC' % CACHE)
        for server in self.role.list("QIS_CACHE_SERVERS") or ["127.0.0.1:11211"]:
            until("memcached %s" % server, lambda server=server: cache.flush(server), self.role.wait)

    def kept(self):
        """The size in bytes of the database that an import has replaced; None when there is none."""
        rows = self.as_qis(LIVE, "SELECT pg_database_size(oid) FROM pg_database WHERE datname = '%s'" % BEFORE)
        return int(rows[0][0]) if rows else None

    def remove_kept(self):
        """Only beside an imported database on which a server has started QIS: before that, the kept one is the way back."""
        if not self.note(LIVE).get("started") or not self.started():
            raise Problem("no server has started QIS on the imported database yet, so %s was not removed" % BEFORE)
        self._drop(BEFORE)
        say("database: %s is removed" % BEFORE)

    def started(self):
        """Whether a server has started QIS on the database in use, and so has migrated its schema."""
        if not self.as_qis(LIVE, "SELECT to_regclass('qis_aws.release')")[0][0]:
            return False
        return bool(self.as_qis(LIVE, "SELECT 1 FROM qis_aws.release"))

    def paths(self):
        """The images that QIS serves, by its records."""
        return [row[0].strip("/") for row in self.as_qis(LIVE, database.ACTIVE_IMAGES)]

    def _prepare(self):
        from psycopg2.extensions import encrypt_password

        password = secrets.token_urlsafe(24)
        self._drop(NEW)
        self.ask("DROP ROLE IF EXISTS %s" % LOADER)
        # What the dump brings is run by an account that has nothing but its own database.
        self.ask("CREATE ROLE %s LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %%s" % LOADER,
                 (encrypt_password(password, LOADER, self.connection, "scram-sha-256"),))
        if not self.ask("SELECT 1 FROM pg_roles WHERE rolname = current_user AND rolsuper"):
            self.ask("GRANT %s TO CURRENT_USER" % LOADER)
        self.ask("CREATE DATABASE \"%s\" OWNER %s TEMPLATE template0 ENCODING 'UTF8'" % (NEW, LOADER))
        self.ask('REVOKE ALL ON DATABASE "%s" FROM PUBLIC' % NEW)
        if "database" in self.role.parts:
            return {"host": database.SOCKETS, "dbname": NEW, "user": LOADER, "password": password}
        return database.remote(self.role, NEW, LOADER, password)

    def _fill(self, dump, loader):
        """Returns the records of each table, where the dump's format tells them."""
        import psycopg2

        try:
            if dump.kind == "custom":
                dump.restore(loader)
                return {}
            return database.with_connection(loader, lambda connection: _send(dump, connection))
        except psycopg2.Error as error:
            raise Problem(_refused(error)) from None
        except Problem as problem:
            raise Problem(_refused(problem)) from None

    def _adopt(self, users):
        """With `keep`, the first start must not give the administrator another password (administrator.py)."""
        self.as_qis(NEW, "CREATE SCHEMA qis_aws")
        if users == "keep":
            self.as_qis(NEW, "CREATE TABLE qis_aws.administrator AS SELECT now() AS replaced_at")

    def _drop(self, name):
        self.ask('DROP DATABASE IF EXISTS "%s" WITH (FORCE)' % name)

    def _end_sessions(self, ended):
        def work(connection):
            while not ended.wait(0.1):
                database.run(connection, _TERMINATE, (LIVE, NEW))

        database.with_connection(self.target, work)


def _rename(connection):
    connection.autocommit = False
    # The first rename keeps new sessions out while it waits for the present ones to go.
    database.run(connection, 'ALTER DATABASE "%s" RENAME TO "%s"' % (LIVE, BEFORE))
    database.run(connection, 'ALTER DATABASE "%s" RENAME TO "%s"' % (NEW, LIVE))
    connection.commit()


def _send(dump, connection):
    counted = {}
    connection.autocommit = False
    with connection.cursor() as cursor:
        for item in dump.items():
            if item[0] == "copy":
                _, statement, table, _, lines = item
                cursor.copy_expert(statement.decode("utf-8"), import_dump.Reading(lines))
                counted[table] = counted.get(table, 0) + cursor.rowcount
            elif item[1].strip():
                cursor.execute(item[1])
    connection.commit()
    return counted


def _verify(loader, counted, users):
    """All of it as the role that loaded the dump, and nothing that could be the dump's is called. Returns the records of each table."""
    with open(os.path.join(files.LIB, "release.json"), encoding="utf-8") as file:
        newest = json.load(file)["schema"]

    def work(connection):
        def ask(statement, values=None):
            return database.run(connection, statement, values)

        foreign = [row[0] for row in ask(_FOREIGN)]
        if foreign:
            raise Problem("the dump is not one of QIS's database, which has no %s" % ", ".join(foreign))
        columns = {}
        for table, column in ask("SELECT relname, attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
                                 "WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND attnum > 0"):
            columns.setdefault(table, set()).add(column)
        lacking = [table for table, names in NEEDED.items() if not set(names) <= columns.get(table, set())]
        if lacking:
            raise Problem("the dump is not one of QIS's database: missing tables, or tables without QIS's columns: %s" % ", ".join(lacking))
        number = ask("SELECT value FROM public.properties WHERE key = 'db_migration_version'")
        if number and number[0][0].isdigit() and int(number[0][0]) > newest:
            raise Problem("the dump is of a newer QIS: its schema is number %s, this server's QIS knows only number %d" % (number[0][0], newest))
        if users == "replace" and not ask("SELECT 1 FROM public.users WHERE username = 'admin'"):
            raise Problem("the dump has no user 'admin' whose password could be replaced. Start again with --users keep")
        for table, count in counted.items():
            if table in columns and ask('SELECT count(*) FROM public."%s"' % table)[0][0] != count:
                raise Problem("table %s has not the %d records of the dump" % (table, count))
        ask("ANALYZE")
        return {table: ask('SELECT count(*) FROM public."%s"' % table)[0][0] for table in import_dump.COUNTED if table in columns}

    return database.with_connection({**loader, "options": "-c search_path=pg_catalog"}, work)


def _refused(error):
    told = " ".join(str(error).split())[:600]
    if "invalid byte sequence" in told or "has no equivalent" in told:
        told += ". The old database is probably SQL_ASCII with bytes that are not UTF-8: make a plain dump, convert it (iconv -f LATIN1 -t UTF-8) " \
                "and set its client_encoding to UTF8"
    return "the dump was not loaded: " + told
