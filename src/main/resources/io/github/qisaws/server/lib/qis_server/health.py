"""The command `qis-health`: the deep check, as JSON and exit code; with --repair, dead auxiliary processes come back."""

import argparse
import concurrent.futures
import json
import os
import shutil
import signal
import socket
import sys
import time

from . import auxiliary, cache, database, files, following, images, role as role_command, role_file, services, settings, web
from .problems import Problem, say, stop

LIMIT = 25
FULL = 95


def main():
    options = argparse.ArgumentParser(prog="qis-health", description="Deep health check of this QIS server. Exit code 0: healthy.")
    options.add_argument("--shallow", action="store_true", help="only what the load balancer asks")
    options.add_argument("--repair", action="store_true", help="restart auxiliary processes that are dead")
    options.add_argument("--quiet", action="store_true", help="print only what is wrong")
    chosen = options.parse_args()
    try:
        role = role_file.read()
        if chosen.repair and "web" in role.parts and not os.path.exists(role_command.FAILED):
            if following.follow(role, services.Systemd()):
                return
            auxiliary.repair()
    except Problem as problem:
        stop(problem)
    report = examine(role, chosen.shallow)
    if not chosen.quiet or not report["healthy"]:
        say(json.dumps(report, indent=1))
    elif report["degraded"]:
        say("degraded: %s" % ", ".join(report["degraded"]))
    # A check that hangs (a dead share) must not keep the answer back.
    sys.stdout.flush()
    os._exit(0 if report["healthy"] else 1)


def examine(role, shallow=False):
    checks = {"role": _role}
    if "web" in role.parts:
        checks["shallow"] = web.answers
    if not shallow:
        for part in role.parts:
            checks.update(_DEEP[part](role))
    pool = concurrent.futures.ThreadPoolExecutor(max_workers=len(checks))
    running = {name: pool.submit(_timed, check) for name, check in checks.items()}
    concurrent.futures.wait(running.values(), timeout=LIMIT)
    results = [_result(name, future) for name, future in running.items()]
    degraded = _degraded(role, results)
    return {"healthy": all(result["healthy"] for result in results), "degraded": degraded, "role": role.name,
            "host": socket.gethostname(), "checks": results}


def _degraded(role, results):
    """Nodes of memcached that are down, where a web server would start without them; they do not fail the check."""
    names = ["memcached " + node for node in role.list("QIS_CACHE_SERVERS")]
    down = [result for result in results if result["name"] in names and not result["healthy"]]
    if len(names) - len(down) < cache.enough(len(names)):
        return []
    for result in down:
        result["healthy"] = True
        result["degraded"] = True
    return [result["name"] for result in down]


def _timed(check):
    started = time.monotonic()
    try:
        detail = check()
        healthy, detail = True, detail if isinstance(detail, str) else "ok"
    except Exception as error:  # whatever it is, the check failed
        healthy, detail = False, "%s: %s" % (type(error).__name__, " ".join(str(error).split())[:300])
    return healthy, detail, int((time.monotonic() - started) * 1000)


def _result(name, future):
    healthy, detail, milliseconds = future.result() if future.done() else (False, "no answer within %d s" % LIMIT, LIMIT * 1000)
    return {"name": name, "healthy": healthy, "detail": detail, "milliseconds": milliseconds}


def _role():
    if os.path.exists(role_command.FAILED):
        with open(role_command.FAILED, encoding="utf-8") as file:
            raise Problem("the role could not be applied: " + file.read().strip())


def _web(role):
    checks = {
        "list": lambda: web.answers("/api/v1/list/?path=/&limit=1"),
        "image": lambda: web.answers("/image?src=qis-health/probe.png&width=8&cachebust=%d" % (time.time() // 60)),
        "auxiliary": auxiliary.examine,
        "images": lambda: _images(role),
    }
    for name in database.DATABASES:
        checks["database " + name] = lambda name=name: _database(role, name)
    for server in role.list("QIS_CACHE_SERVERS"):
        checks["memcached " + server] = lambda server=server: cache.prove(server)
    return checks


def _database(role, name):
    database.connect_as_qis(role, settings.database_password(name), name).close()


def _images(role):
    if role["QIS_IMAGES"] != "local" and not os.path.ismount(images.FOLDER):
        raise OSError("%s is not mounted" % images.FOLDER)
    images.writable()


def _own_database(role):
    checks = {"database": lambda: bool(database.query(database.local(), "SELECT 1"))}
    if "QIS_DATABASE_DEVICE" in role:
        checks["database volume"] = lambda: _volume(database.FOLDER)
    return checks


def _own_storage(role):
    checks = {}
    if "QIS_IMAGES_DEVICE" in role:
        checks["images volume"] = lambda: _volume(images.FOLDER)
    if role.exports_images:
        checks["images exported"] = _exported
    return checks


def _exported():
    with socket.create_connection(("127.0.0.1", 2049), timeout=3):
        return files.system()["NFS_UNIT"]


def _volume(folder):
    if not os.path.ismount(folder):
        raise OSError("%s is not mounted" % folder)
    use = shutil.disk_usage(folder)
    percent = 100 * use.used // use.total
    if percent >= FULL:
        raise OSError("%s is %d %% full" % (folder, percent))
    return "%d %% used" % percent


_DEEP = {
    "web": _web,
    "database": _own_database,
    "storage": _own_storage,
    "cache": lambda role: {"memcached": lambda: cache.prove("127.0.0.1:11211")},
}
signal.signal(signal.SIGPIPE, signal.SIG_DFL)
