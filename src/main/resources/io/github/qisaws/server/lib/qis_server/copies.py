"""The command `qis-copy`: proves that a restored copy beside the data in use is whole, before anything is switched to it.

A volume is mounted in a folder of its own, its cluster is started by itself on a socket of its own, and both are gone
again afterwards. What serves is not touched.
"""

import contextlib
import fcntl
import json
import os
import signal
import subprocess
import sys
import time

from . import database, files, images, role_file, vault, volumes
from .problems import Problem, say, stop
from .waiting import until

FOLDER = "/run/qis-copy"
SOCKETS = os.path.join(FOLDER, "sockets")
SETTINGS = os.path.join(SOCKETS, "postgresql.conf")
SAMPLE = 20
SHOWN = 20
USAGE = "usage: qis-copy volumes [database=VOLUME] [images=VOLUME] | database HOST"


def main():
    os.umask(0o077)
    words = sys.argv[1:]
    try:
        role = role_file.read()
        if words[:1] == ["volumes"] and len(words) > 1:
            report = _alone(lambda: prove_volumes(role, dict(word.partition("=")[::2] for word in words[1:])))
        elif words[:1] == ["database"] and len(words) == 2:
            report = prove_database(role, words[1])
        else:
            stop(USAGE, 64)
    except Problem as problem:
        stop(problem)
    say(json.dumps(report))


def prove_volumes(role, chosen):
    """What the copies hold, beside what the server holds now; raises what is wrong with them."""
    started = time.monotonic()
    for content in chosen:
        if content not in ("database", "images"):
            stop(USAGE, 64)
    report = {}
    with contextlib.ExitStack() as stack:
        folder = images.FOLDER
        if "images" in chosen:
            folder = stack.enter_context(_mounted(role, chosen["images"], "images"))
            report["images"] = {"copy": _tree(folder), "now": _tree(images.FOLDER)}
        target = now = {**database.local(), "dbname": database.DATABASES[0]}
        if "database" in chosen:
            target = stack.enter_context(_running(stack.enter_context(_mounted(role, chosen["database"], "database"))))
            report["database"] = {"copy": _rows(target), "now": _rows(now)}
        if "images" in chosen:
            report["images"]["sample"] = _read_sample(folder)
        # One of the two may be the data in use, when only the other is restored.
        missing, count = _missing(target, folder)
        report["missing"], report["missing_count"] = missing, count
    report["seconds"] = round(time.monotonic() - started)
    return report


def prove_database(role, host):
    """The same for a copy on RDS, asked as QIS asks its database."""
    started = time.monotonic()
    password = vault.read(role).get("database_password")
    if not password:
        raise Problem("the secret has no database_password; nothing was changed")
    now = database.remote(role, database.DATABASES[0], "qis", password)
    copy = {**now, "host": host}
    until("copy %s" % host, lambda: database.query(copy, "SELECT 1"), 60)
    report = {"database": {"copy": _rows(copy), "now": _rows(now)}}
    report["missing"], report["missing_count"] = _missing(copy, images.FOLDER)
    report["seconds"] = round(time.monotonic() - started)
    return report


def _alone(work):
    files.directory(FOLDER, 0o755)
    with open(FOLDER + ".lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Problem("another proof is running on this server; nothing was changed") from None
        return work()


@contextlib.contextmanager
def _mounted(role, identifier, content):
    """The volume in a folder of its own; what a proof that was cut short left there goes first."""
    if identifier in (role.get("QIS_DATABASE_DEVICE"), role.get("QIS_IMAGES_DEVICE")):
        raise Problem("volume %s is in use by this server, it is no copy; nothing was changed" % identifier)
    folder = os.path.join(FOLDER, content)
    _clear(folder)
    os.makedirs(folder, exist_ok=True)
    device = volumes.path_of(identifier)
    until("volume %s" % identifier, lambda: os.path.exists(device), 120)
    kind = volumes.signature(os.path.realpath(device), "TYPE")
    if kind != "ext4":
        raise Problem("volume %s holds %s, not the file system of QIS; it was not touched" % (identifier, kind or "nothing"))
    volumes.run("mount", "-t", "ext4", "-o", "noatime,nodev,nosuid", device, folder)
    try:
        yield folder
    finally:
        _clear(folder)


def _clear(folder):
    if os.path.ismount(folder):
        _stop_leftover()
        until("end of the use of %s" % folder, lambda: subprocess.run(("umount", folder), capture_output=True, check=False).returncode == 0, 60)


def _stop_leftover():
    """PostgreSQL of a proof that was killed. It is known by its settings: its process number in the data can be another's."""
    for name in os.listdir("/proc"):
        try:
            with open("/proc/%s/cmdline" % name, "rb") as file:
                ours = b"config_file=" + SETTINGS.encode() in file.read()
        except OSError:
            continue
        if ours:
            os.kill(int(name), signal.SIGTERM)


@contextlib.contextmanager
def _running(folder):
    """The cluster of the copy, on a socket of its own. Its snapshot is of a running database, so it recovers first."""
    system = files.system()
    data = os.path.join(folder, system["POSTGRESQL_MAJOR"])
    if not os.path.exists(os.path.join(data, "PG_VERSION")):
        held = sorted(name for name in os.listdir(folder) if name.isdigit())
        raise Problem("the copy holds a database of PostgreSQL %s, this server runs %s" % (", ".join(held) or "no version", system["POSTGRESQL_MAJOR"]))
    # Of the server at the time of the snapshot: its process number can be anybody's here.
    files.remove(os.path.join(data, "postmaster.pid"))
    files.directory(SOCKETS, 0o700, "postgres")
    files.write(SOCKETS + "/pg_hba.conf", "local all postgres peer map=copy\n", 0o600, "postgres")
    files.write(SOCKETS + "/pg_ident.conf", "copy root postgres\ncopy postgres postgres\n", 0o600, "postgres")
    files.write(
        SETTINGS,
        "data_directory = '%s'\nhba_file = '%s/pg_hba.conf'\nident_file = '%s/pg_ident.conf'\nlisten_addresses = ''\n"
        "unix_socket_directories = '%s'\nshared_buffers = 32MB\nmax_connections = 20\nautovacuum = off\n" % (data, SOCKETS, SOCKETS, SOCKETS),
        0o600, "postgres",
    )
    command = (system["POSTGRESQL_BIN"] + "/postgres", "-D", data, "-c", "config_file=" + SETTINGS)
    log = os.path.join(FOLDER, "postgresql.log")
    with open(log, "wb") as output:
        process = subprocess.Popen(command, user="postgres", group="postgres", extra_groups=[], cwd="/", stdin=subprocess.DEVNULL,
                                   stdout=output, stderr=output, start_new_session=True)
    target = {"host": SOCKETS, "user": "postgres", "dbname": database.DATABASES[0]}

    def answers():
        if process.poll() is not None:
            with open(log, encoding="utf-8", errors="replace") as file:
                raise Problem("PostgreSQL does not start on the copy: %s" % file.read().strip()[-600:])
        return database.query(target, "SELECT 1")

    try:
        until("PostgreSQL on the copy", answers, 1800)
        yield target
    finally:
        process.terminate()
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _rows(target):
    """The rows of each of QIS's tables; without users it is no database of QIS."""
    tables = [row[0] for row in database.query(target, "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")]
    if "users" not in tables:
        raise Problem("the database has no table 'users', so it is not QIS's; its tables: %s" % (", ".join(tables) or "none"))
    return {name: database.query(target, 'SELECT count(*) FROM "%s"' % name.replace('"', '""'))[0][0] for name in tables}


def _tree(folder):
    count = size = 0
    for path in _files(folder):
        count += 1
        size += os.lstat(path).st_size
    return {"files": count, "bytes": size}


def _files(folder):
    """The images; hidden folders are QIS's own."""
    for parent, names, found in os.walk(folder):
        names[:] = sorted(name for name in names if not name.startswith(".") and name != "lost+found")
        for name in sorted(found):
            yield os.path.join(parent, name)


def _read_sample(folder):
    """Reads images spread over the tree to their last pixel, and makes a smaller one, as QIS does to serve them."""
    from PIL import Image

    paths = [path for path in _files(folder) if path.lower().endswith((".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff"))]
    chosen = paths[:: max(1, len(paths) // SAMPLE)][:SAMPLE]
    broken = []
    for path in chosen:
        try:
            with Image.open(path) as image:
                image.load()
                image.thumbnail((64, 64))
        except Exception as error:  # whatever it is, the file cannot be served
            broken.append("%s: %s" % (os.path.relpath(path, folder), error))
    if broken:
        raise Problem("%d of %d images of the copy cannot be read: %s" % (len(broken), len(chosen), "; ".join(broken)[:600]))
    return {"images": len(chosen)}


def _missing(target, folder):
    """Records of images that are not deleted, without a file; of which QIS's own table is asked if it is there."""
    columns = {row[0] for row in database.query(target, "SELECT column_name FROM information_schema.columns WHERE table_name = 'images'")}
    if not {"src", "status"} <= columns:
        return [], 0
    missing = images.missing([row[0].strip("/") for row in database.query(target, database.ACTIVE_IMAGES)], folder)
    return missing[:SHOWN], len(missing)
