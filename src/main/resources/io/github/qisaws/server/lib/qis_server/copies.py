"""The command `qis-copy`: proves that a restored copy beside the data in use is whole, before anything is switched to it.

A volume is mounted in a folder of its own, its cluster is started by itself on a socket of its own, and both are gone
again afterwards. What serves is not touched. On EFS, what AWS Backup restored is first moved to its place in the copy.
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
# AWS Backup Developer Guide, "Restore an Amazon EFS file system": a folder of this name at the root, also of a new file system.
RESTORED = "aws-backup-restore_"
USAGE = "usage: qis-copy volumes [database=VOLUME] [images=VOLUME] | services [database=HOST] [images=SOURCE [root=SOURCE]]"


def main():
    os.umask(0o077)
    words = sys.argv[1:]
    chosen = dict(word.partition("=")[::2] for word in words[1:])
    proofs = {"volumes": (prove_volumes, {"database", "images"}), "services": (prove_services, {"database", "images", "root"})}
    prove, contents = proofs.get(words[0] if words else "", (None, set()))
    try:
        role = role_file.read()
        if not {"database", "images"} & set(chosen) or not set(chosen) <= contents:
            stop(USAGE, 64)
        report = _alone(lambda: prove(role, chosen))
    except Problem as problem:
        stop(problem)
    say(json.dumps(report))


def prove_volumes(role, chosen):
    """What the copies hold, beside what the server holds now; raises what is wrong with them."""
    started = time.monotonic()
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(_mounted(role, chosen["images"], "images")) if "images" in chosen else images.FOLDER
        copy = now = {**database.local(), "dbname": database.DATABASES[0]}
        if "database" in chosen:
            copy = stack.enter_context(_running(stack.enter_context(_mounted(role, chosen["database"], "database"))))
        return _report(chosen, copy, now, folder, started)


def prove_services(role, chosen):
    """The same for a database on RDS, asked as QIS asks its database, and for images on EFS."""
    started = time.monotonic()
    password = vault.read(role).get("database_password")
    if not password:
        raise Problem("the secret has no database_password; nothing was changed")
    if "images" in chosen and chosen["images"] == role["QIS_IMAGES"]:
        raise Problem("%s is in use by this server, it is no copy; nothing was changed" % chosen["images"])
    copy = now = database.remote(role, database.DATABASES[0], "qis", password)
    with contextlib.ExitStack() as stack:
        folder = images.FOLDER
        if "root" in chosen:
            with _remote(chosen["root"], "root") as root:
                _put_in_place(root)
        if "images" in chosen:
            folder = stack.enter_context(_remote(chosen["images"], "images"))
        if "database" in chosen:
            copy = {**now, "host": chosen["database"]}
            until("copy %s" % copy["host"], lambda: database.query(copy, "SELECT 1"), 60)
        return _report(chosen, copy, now, folder, started)


def _report(chosen, copy, now, folder, started):
    report = {}
    if "images" in chosen:
        report["images"] = {"copy": _tree(folder), "now": _tree(images.FOLDER), "sample": _read_sample(folder)}
    if "database" in chosen:
        report["database"] = {"copy": _rows(copy), "now": _rows(now)}
    # One of the two may be the data in use, when only the other is restored.
    report["missing"], report["missing_count"] = _missing(copy, folder)
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


@contextlib.contextmanager
def _remote(source, content):
    folder = os.path.join(FOLDER, content)
    _clear(folder)
    os.makedirs(folder, exist_ok=True)
    kind, what, options = images.remote(source)
    volumes.run("mount", "-t", kind, "-o", options, what, folder)
    try:
        yield folder
    finally:
        _clear(folder)


def _put_in_place(root):
    """Moves the images from the folder of AWS Backup to theirs, by one rename, so that a proof that was killed goes on."""
    target = os.path.join(root, "images")
    restored = [os.path.join(root, name, "images") for name in sorted(os.listdir(root)) if name.startswith(RESTORED)]
    waiting = [path for path in restored if os.path.isdir(path)]
    # Through its access point, EFS makes the folder at the first mount.
    if waiting and not (os.path.isdir(target) and os.listdir(target)):
        os.rename(waiting[-1], target)
    elif not os.path.isdir(target):
        raise Problem("the copy has no folder images at its root, nor in a folder %s*, so it is no backup of QIS's images" % RESTORED)


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
