"""When the database is replaced by an import, each web server starts QIS anew: it reads schema, settings and templates only then."""

import os
import subprocess

from . import database, files, settings
from .problems import say

STARTED_ON = "/run/qis/database"
_RESTING = ("inactive", "failed")


def identity(connection):
    return "%d\n" % database.run(connection, "SELECT oid FROM pg_database WHERE datname = current_database()")[0][0]


def another(connection):
    """Whether QIS runs here, and was started on another database."""
    try:
        with open(STARTED_ON, encoding="ascii") as file:
            return file.read() != identity(connection)
    except FileNotFoundError:
        return False


def remember(connection):
    files.write(STARTED_ON, identity(connection))


def follow(role, services):
    """Applies the role again after an import on another server; returns whether it does. The server that imports does so itself,
    and a role that is being applied is left to its work: ended each minute, it might never come to its end."""
    if not os.path.exists(STARTED_ON) or _state("qis-import.service") not in _RESTING or _state("qis-role.service") not in _RESTING + ("active",):
        return False
    try:
        connection = database.connect_as_qis(role, settings.database_password())
        try:
            replaced = another(connection)
        finally:
            connection.close()
    except Exception as error:  # a database that is away is the health check's matter
        say("database not asked whether it was replaced: %s" % " ".join(str(error).split())[:200])
        return False
    if replaced:
        say("the database was replaced: the role is applied again")
        services.call("restart", "--no-block", "qis-role.service")
    return replaced


def _state(unit):
    command = ("systemctl", "show", "--property=ActiveState", "--value", unit)
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
