"""The command `qis-role`: applies the role of this server, or becomes one of its services."""

import contextlib
import fcntl
import json
import os
import sys

from . import administrator, agent, cache, database, files, images, role_file, services, web
from .problems import Problem, say, stop

RUN = "/run/qis"
FAILED = os.path.join(RUN, "role-failed")
USAGE = "usage: qis-role apply | check | exec web|postgresql|memcached | reset-administrator | old-databases | remove-old-database MAJOR"


def main():
    os.umask(0o077)
    words = sys.argv[1:]
    try:
        if words == ["apply"]:
            _alone(services.Systemd())
        elif words == ["check"]:
            say("role %s: the file is good" % role_file.read().name)
        elif len(words) == 2 and words[0] == "exec":
            services.execute(words[1])
        elif words == ["reset-administrator"]:
            _reset_administrator(role_file.read())
        elif words == ["old-databases"]:
            say(json.dumps(database.old()))
        elif len(words) == 2 and words[0] == "remove-old-database":
            with _lock():
                database.remove_old(words[1])
        else:
            stop(USAGE, 64)
    except Problem as problem:
        stop(problem)


def apply(role, host):
    """The parts of the role, in the order in which they need each other."""
    if "storage" in role.parts:
        images.store(role, host)
    if "database" in role.parts:
        database.apply(role, host)
    if "cache" in role.parts:
        cache.apply(role, host)
    if "web" in role.parts:
        web.apply(role, host)


def _reset_administrator(role):
    """Asked for by a person: QIS's user `admin` gets the password in the secret."""
    if "web" not in role.parts:
        raise Problem("role '%s' has no QIS; run this where a web server runs" % role.name)
    values = database.credentials(role)
    with contextlib.closing(database.connect_as_qis(role, values["database_password"])) as connection:
        administrator.reset_password(connection, values["admin_password"])


@contextlib.contextmanager
def _lock():
    files.directory(RUN)
    with open(os.path.join(RUN, "role.lock"), "w", encoding="utf-8") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _alone(host):
    with _lock():
        try:
            role = role_file.read()
            role_file.require_aws(role)
            apply(role, host)
            _afterwards(role, host)
        except BaseException as error:
            # A failed role is an unhealthy host: nothing answers the load balancer.
            files.write(FAILED, "%s\n" % error)
            host.stop("web")
            if isinstance(error, (Problem, KeyboardInterrupt, SystemExit)):
                raise
            raise Problem("%s: %s" % (type(error).__name__, error)) from error
        files.remove(FAILED)
        files.remove(os.path.join(RUN, "draining"))
        say("role %s: applied" % role.name)


def _afterwards(role, host):
    """What watches a server, once it is one."""
    if "web" in role.parts:
        host.call("start", "qis-health.timer")
        if "QIS_AUTOSCALING_GROUP" in role:
            host.call("start", "qis-drain.service")
    agent.apply(role, host)
