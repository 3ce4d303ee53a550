"""One server first: the first start and each upgrade of QIS pass a lock in the database, one server after the other.

The lock belongs to a database session: a server that dies gives it back. The release last started without fault is
recorded beside it; servers of the same release pass at once.
"""

import contextlib
import json
import os

from . import database, files
from .problems import Problem, say
from .waiting import until

LOCK = 715518
_TABLE = """
CREATE SCHEMA IF NOT EXISTS qis_aws;
CREATE TABLE IF NOT EXISTS qis_aws.release (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row), release text NOT NULL, schema_number integer NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now())
"""


class Entrance:
    """How a server comes in; `first` means that the others wait until it has recorded its release."""

    def __init__(self, connection, values, release, first):
        self.connection, self.values, self.release, self.first = connection, values, release, first

    def record(self):
        statement = (
            "INSERT INTO qis_aws.release (release, schema_number) VALUES (%s, %s) ON CONFLICT (only_row) "
            "DO UPDATE SET release = excluded.release, schema_number = excluded.schema_number, started_at = now()"
        )
        with self.connection.cursor() as cursor:
            cursor.execute(statement, (self.release["release"], self.release["schema"]))
        say("release %s: recorded, the other servers may start" % self.release["release"])


def makes_schema(role, values):
    """Whether QIS will make or migrate the schema, as far as is known before the lock: it does so under a lock of its own, which
    lives on one node of memcached, and without that node goes on with half a schema."""
    with contextlib.closing(database.connect_as_qis(role, values["database_password"])) as connection:
        if not _ask(connection, "SELECT to_regclass('qis_aws.release')")[0][0]:
            return True
        recorded = _ask(connection, "SELECT schema_number FROM qis_aws.release")
    return not recorded or recorded[0][0] < _release()["schema"]


def _release():
    with open(os.path.join(files.LIB, "release.json"), encoding="utf-8") as file:
        return json.load(file)


@contextlib.contextmanager
def entered(role):
    release = _release()
    connection, values = until("turn of this server (another one starts first)", lambda: _locked(role), role.wait, pause=1)
    try:
        recorded = _recorded(connection)
        _refuse_older(recorded, release)
        first = recorded is None or recorded[0] != release["release"]
        if not first:
            _ask(connection, "SELECT pg_advisory_unlock(%d)" % LOCK)
        else:
            say("release %s: this server starts first (before: %s)" % (release["release"], recorded[0] if recorded else "none"))
        yield Entrance(connection, values, release, first)
    finally:
        connection.close()


def _locked(role):
    """The session that holds the lock, and the secret's values with which it logged in. Each try logs in anew: the database may have
    been started anew since, with another password or certificate."""
    values = database.credentials(role)
    connection = database.connect_as_qis(role, values["database_password"])
    try:
        if _ask(connection, "SELECT pg_try_advisory_lock(%d)" % LOCK)[0][0]:
            return connection, values
    except BaseException:
        connection.close()
        raise
    connection.close()
    raise LookupError("another server holds the lock")


def _recorded(connection):
    with connection.cursor() as cursor:
        cursor.execute(_TABLE)
    rows = _ask(connection, "SELECT release, schema_number FROM qis_aws.release")
    return rows[0] if rows else None


def _refuse_older(recorded, release):
    if recorded and recorded[1] > release["schema"]:
        raise Problem(
            "the database's schema is number %d (release %s), this image's QIS knows only number %d: it would misread it. "
            "Start servers from the newer image, or restore the database from before the upgrade"
            % (recorded[1], recorded[0], release["schema"])
        )


def _ask(connection, statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()
