"""The cluster of PostgreSQL in its folder: used as it is, made when there is none, upgraded from an older major version."""

import glob
import os
import pwd
import subprocess

from . import files, upgrade
from .problems import Problem, say

FOLDER = "/var/lib/qis/database"
_REMOVED = ".removed"


def find(system):
    """The folder of the cluster that this image's PostgreSQL runs."""
    files.directory(FOLDER, 0o755)
    for path in glob.glob(FOLDER + "/*" + _REMOVED) + glob.glob(FOLDER + "/programs/*" + _REMOVED):
        clear(path)
    _own()
    major, present = int(system["POSTGRESQL_MAJOR"]), majors()
    newer = [other for other in present if other > major]
    if newer:
        # Also beside one of this major version, which an upgrade has kept: its data are old.
        raise Problem(
            "the data volume holds a database of PostgreSQL %d, this server runs %d; it was not touched. Start the server from an "
            "image with PostgreSQL %d, or go back to the older database (src/docs/servers.md)" % (newer[-1], major, newer[-1])
        )
    if major in present:
        return folder(major)
    if present:
        upgrade.run(system, present[-1])
    else:
        new = folder(major) + ".new"
        make(system, new)
        os.rename(new, folder(major))
        say("database: cluster made in %s" % folder(major))
    return folder(major)


def _own():
    """Gives the data to this system's PostgreSQL. The package takes the user number that is free when it is installed, so the next
    image can have another one; a fixed number would only change that of all volumes at once, and the way back to an older image."""
    user = pwd.getpwnam("postgres")
    for name in os.listdir(FOLDER):
        top = os.path.join(FOLDER, name)
        if (name.isdigit() or name == "tls") and os.lstat(top).st_uid != user.pw_uid:
            say("database: %s belongs to user %d, PostgreSQL is %d here; giving it to PostgreSQL" % (top, os.lstat(top).st_uid, user.pw_uid))
            # The top comes last: an interrupted change is begun again.
            for folder, _, names in os.walk(top, topdown=False):
                for path in [os.path.join(folder, each) for each in names] + [folder]:
                    os.chown(path, user.pw_uid, user.pw_gid, follow_symlinks=False)


def majors():
    """The major versions of the clusters in the folder, the newest last."""
    found = [int(name) for name in os.listdir(FOLDER) if name.isdigit()]
    return sorted(major for major in found if os.path.exists(os.path.join(folder(major), "PG_VERSION")))


def folder(major):
    return os.path.join(FOLDER, str(major))


def make(system, data):
    """An empty cluster; what an interrupted run left in its place goes."""
    clear(data)
    files.directory(data, 0o700, "postgres")
    run_as_postgres("initdb", (
        system["POSTGRESQL_BIN"] + "/initdb", "-D", data, "--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256",
        "--auth-local=peer", "--data-checksums"))


def remove(path):
    """Whole or not at all: a cluster that is half removed is never taken for one."""
    os.rename(path, path + _REMOVED)
    clear(path + _REMOVED)


def clear(path):
    subprocess.run(("rm", "-rf", path), check=True)


def run_as_postgres(what, command, folder="/", umask=-1):
    """Returns what the command printed; a failure shows the end of it."""
    environment = {"PATH": os.environ.get("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), "LANG": "C.UTF-8"}
    result = subprocess.run(
        command, user="postgres", group="postgres", extra_groups=[], cwd=folder, umask=umask, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if result.returncode != 0:
        raise Problem("%s failed: %s" % (what, result.stdout.strip()[-2000:]))
    return result.stdout
