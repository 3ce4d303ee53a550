"""The first administrator: QIS prints a weak password in its log, once; a strong one from the secret replaces it.

The hash of the password that was set here is recorded. While it is still the user's, the user follows the secret: one that was lost
and made anew has another password. A password that the administrator has chosen stays, until `qis-role reset-administrator`.
"""

import glob
import re

from .problems import Problem, say
from .waiting import until

LOGS = "/opt/qis/logs/qis.log*"
_LINE = re.compile(rb"(Created default admin user with password )([^\s*]+)")


def replace_password(connection, password):
    """Called by the one server that starts first. Does not need the printed password, so it can be repeated by another
    server when the one that made the schema died; an administrator's own later choice is never touched again."""
    from werkzeug.security import check_password_hash

    with connection.cursor() as cursor:
        if _recorded(cursor):
            return
        current = _current(cursor)
        if not check_password_hash(current, password):
            _see_line_if_here(current, check_password_hash)
            current = _set(cursor, password)
        scrub_logs()
        cursor.execute("CREATE TABLE qis_aws.administrator AS SELECT now() AS replaced_at, %s::text AS password", (current,))


def renew_password(connection, password):
    """Called at each start of a web server."""
    from werkzeug.security import check_password_hash

    with connection.cursor() as cursor:
        if not _recorded(cursor):
            return
        # Records of earlier releases hold no hash.
        cursor.execute("ALTER TABLE qis_aws.administrator ADD COLUMN IF NOT EXISTS password text")
        cursor.execute("SELECT password FROM qis_aws.administrator")
        recorded, current = cursor.fetchone()[0], _current(cursor)
        if not check_password_hash(current, password):
            if current != recorded:
                return
            current = _set(cursor, password)
        _record(cursor, current)


def reset_password(connection, password):
    """Whatever the present one is."""
    with connection.cursor() as cursor:
        if not _recorded(cursor):
            raise Problem("no web server of this environment has started yet, so there is no administrator")
        cursor.execute("ALTER TABLE qis_aws.administrator ADD COLUMN IF NOT EXISTS password text")
        _record(cursor, _set(cursor, password))


def _recorded(cursor):
    cursor.execute("SELECT to_regclass('qis_aws.administrator')")
    return cursor.fetchone()[0]


def _current(cursor):
    cursor.execute("SELECT password FROM users WHERE username = 'admin'")
    found = cursor.fetchone()
    if not found:
        raise Problem("QIS has no user 'admin'; see /opt/qis/logs/qis.log")
    return found[0]


def _set(cursor, password):
    from werkzeug.security import generate_password_hash

    made = generate_password_hash(password)
    cursor.execute("UPDATE users SET password = %s WHERE username = 'admin'", (made,))
    say("administrator: password replaced by the one in the secret")
    return made


def _record(cursor, made):
    cursor.execute("UPDATE qis_aws.administrator SET password = %s WHERE password IS DISTINCT FROM %s", (made, made))


def scrub_logs():
    """Overwrites the printed password in place: the file stays the one that QIS's log process writes to."""
    for path in sorted(glob.glob(LOGS)):
        with open(path, "r+b") as file:
            for match in _LINE.finditer(file.read()):
                file.seek(match.start(2))
                file.write(b"*" * len(match.group(2)))
                say("administrator: password removed from %s" % path)


def _see_line_if_here(current, check):
    """The log is written by another process: its line must be there before it can be removed."""
    def printed():
        for path in glob.glob(LOGS):
            with open(path, "rb") as file:
                if any(check(current, match.group(2).decode("utf-8", "replace")) for match in _LINE.finditer(file.read())):
                    return True
        raise LookupError("no line with the present password in %s" % LOGS)

    try:
        until("line of QIS's log with the first password", printed, 10)
    except Problem:
        say("administrator: the schema was made by another server; its log is not here")
