"""A newer major version of PostgreSQL takes over the cluster of an older one, by pg_upgrade in copy mode.

The copy is made beside the old cluster, and gets its name when it is complete: whatever interrupts it, the next run begins
again from the old cluster, which stays as it was until somebody removes it.
"""

import os
import subprocess
import time

from . import cluster, files, programs
from .problems import Problem, say

# The new cluster's own catalogs and write-ahead log, beside the copy.
RESERVE = 256 << 20
# Of a recovery; the unit of PostgreSQL has no limit either.
START_LIMIT = 24 * 3600
DOCUMENT = "src/docs/servers.md"


def run(system, old):
    """Makes the cluster of this image's major version from that of an older one."""
    major = int(system["POSTGRESQL_MAJOR"])
    begun = time.monotonic()
    old_bin = programs.bin_folder(old)
    if old_bin is None:
        raise Problem(
            "the data volume holds a database of PostgreSQL %d without the programs of that version, this server runs %d; it was not "
            "touched. Start the server once from an image with PostgreSQL %d and this release of the role, which keeps them, or dump "
            "and load the database (%s)" % (old, major, old, DOCUMENT)
        )
    if not os.path.exists(system["POSTGRESQL_BIN"] + "/pg_upgrade"):
        raise Problem("this image has no pg_upgrade, so the database of PostgreSQL %d was not touched. Build the image with the package "
                      "that has it, or dump and load the database (%s)" % (old, DOCUMENT))
    target = cluster.folder(major) + ".upgrade"
    work = target + ".work"
    try:
        cluster.clear(target)
        _require_space(old)
        cluster.clear(work)
        files.directory(work, 0o700, "postgres")
        say("database: upgrading PostgreSQL %d to %d; the cluster in %s is copied, not changed" % (old, major, cluster.folder(old)))
        _shut_down(old, old_bin, work)
        cluster.make(system, target)
        command = (
            system["POSTGRESQL_BIN"] + "/pg_upgrade", "-b", old_bin, "-B", system["POSTGRESQL_BIN"], "-d", cluster.folder(old),
            "-D", target, "-U", "postgres", "-s", work, "-p", "50432", "-P", "50433", "-j", str(os.cpu_count()))
        cluster.run_as_postgres("the check of pg_upgrade", command + ("--check",), work)
        cluster.run_as_postgres("pg_upgrade", command, work)
        cluster.clear(work)
    except BaseException:
        cluster.clear(target)
        cluster.clear(work)
        raise
    files.write(_unanalyzed(major), "\n")
    os.rename(target, cluster.folder(major))
    os.sync()
    say("database: PostgreSQL %d upgraded to %d in %d s. The old cluster is kept in %s; `qis-role remove-old-database %d` removes it"
        % (old, major, time.monotonic() - begun, cluster.folder(old), old))


def analyze(system, sockets, port):
    """pg_upgrade carries no statistics over, and without them the first queries are slow."""
    marker = _unanalyzed(system["POSTGRESQL_MAJOR"])
    if not os.path.exists(marker):
        return
    command = (system["POSTGRESQL_BIN"] + "/vacuumdb", "-h", sockets, "-p", port, "-U", "postgres", "--all", "--analyze-in-stages")
    result = subprocess.run(command, cwd="/", capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    if result.returncode != 0:
        say("database: no statistics yet, the next start makes them: %s" % result.stderr.strip())
        return
    files.remove(marker)
    say("database: statistics made")


def old(system):
    """The clusters that upgrades kept, with their programs, as a report. The caller proves that the present one serves."""
    present, used = cluster.majors(), int(system["POSTGRESQL_MAJOR"])
    if used not in present:
        raise Problem("the upgrade to PostgreSQL %d is not complete; nothing was removed" % used)
    sizes = {major: _bytes(cluster.folder(major)) + _bytes(programs.folder(major)) for major in present if major < used}
    return {"used": used, "old": [{"major": major, "bytes": size} for major, size in sizes.items()]}


def remove_old(system, text):
    """Removes the cluster that an upgrade kept, and its programs. The caller proves that the present one serves."""
    present, used = cluster.majors(), int(system["POSTGRESQL_MAJOR"])
    if not text.isdigit() or int(text) not in present:
        raise Problem("there is no database of PostgreSQL %s; nothing was removed. There are: %s" % (text, ", ".join(map(str, present))))
    old = int(text)
    if old >= used or used not in present:
        raise Problem("the database of PostgreSQL %d is in use; nothing was removed" % old)
    cluster.remove(cluster.folder(old))
    programs.remove(old)
    say("database: the old database of PostgreSQL %d is removed" % old)


def _shut_down(old, old_bin, work):
    """pg_upgrade takes only a cluster that was shut down; after a crash its own programs recover it first."""
    data = cluster.folder(old)
    state = cluster.run_as_postgres("pg_controldata", (old_bin + "/pg_controldata", "-D", data), work)
    if any(line.split(":")[1].strip() == "shut down" for line in state.splitlines() if line.startswith("Database cluster state:")):
        return
    say("database: PostgreSQL %d was not shut down; it is started and stopped by its own programs" % old)
    options = "-c listen_addresses='' -c unix_socket_directories='%s' -p 50432" % work
    cluster.run_as_postgres("the start of PostgreSQL %d" % old, (
        old_bin + "/pg_ctl", "-D", data, "-w", "-t", str(START_LIMIT), "-l", work + "/log", "-o", options, "start"), work)
    cluster.run_as_postgres("the stop of PostgreSQL %d" % old, (
        old_bin + "/pg_ctl", "-D", data, "-w", "-t", str(START_LIMIT), "-m", "fast", "stop"), work)


def _require_space(old):
    needed, state = RESERVE + _bytes(cluster.folder(old), "pg_wal"), os.statvfs(cluster.FOLDER)
    free = state.f_bavail * state.f_frsize
    if free < needed:
        raise Problem(
            "the upgrade of PostgreSQL %d copies the database: it needs %d MB, and %d MB are free in %s; nothing was touched. Enlarge "
            "the volume (%s)" % (old, needed >> 20, free >> 20, cluster.FOLDER, DOCUMENT)
        )


def _bytes(path, *without):
    """What a folder occupies on the volume, without some of its folders."""
    total = 0
    for place, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name not in without]
        total += sum(os.lstat(os.path.join(place, name)).st_blocks * 512 for name in names)
    return total


def _unanalyzed(major):
    return cluster.folder(major) + ".unanalyzed"
