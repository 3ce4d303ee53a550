"""The first administrator: QIS prints a weak password in its log, once; a strong one from the secret replaces it."""

import glob
import re

from .problems import Problem, say
from .waiting import until

LOGS = "/opt/qis/logs/qis.log*"
_LINE = re.compile(rb"(Created default admin user with password )([^\s*]+)")


def replace_password(connection, password):
    """Called by the one server that starts first. Does not need the printed password, so it can be repeated by another
    server when the one that made the schema died; an administrator's own later choice is never touched again."""
    from werkzeug.security import check_password_hash, generate_password_hash

    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('qis_aws.administrator')")
        if cursor.fetchone()[0]:
            return
        cursor.execute("SELECT id, password FROM users WHERE username = 'admin'")
        found = cursor.fetchone()
        if not found:
            raise Problem("QIS made no user 'admin'; see /opt/qis/logs/qis.log")
        if not check_password_hash(found[1], password):
            _see_line_if_here(found[1], check_password_hash)
            cursor.execute("UPDATE users SET password = %s WHERE id = %s", (generate_password_hash(password), found[0]))
            say("administrator: password replaced by the one in the secret")
        scrub_logs()
        cursor.execute("CREATE TABLE qis_aws.administrator AS SELECT now() AS replaced_at")


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
