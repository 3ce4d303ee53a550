"""QIS's three auxiliary processes of each web server: no services of the system, so they are watched and brought back here."""

import glob
import os
import pwd
import signal
import socket
import time

from . import files, images
from .problems import say

PROCESSES = ("logging", "stats", "tasks")
GROUP = b"(wsgi:qis)"
REPAIR_LIMIT = 60


def examine():
    missing = dead()
    if missing:
        raise OSError("not running: %s" % ", ".join(missing))


def dead():
    return [name for name in PROCESSES if not _alive(name)]


def repair():
    """Renews one process of the web application, gracefully: it finishes its requests, and the new one starts what is
    missing before it takes any (templates/preload.wsgi). A second one is renewed only if that was not enough."""
    missing = dead()
    if not missing:
        return
    say("auxiliary processes not running: %s; renewing a web process" % ", ".join(missing))
    for process in _web_processes():
        os.kill(process, signal.SIGUSR1)
        if _came_back():
            say("auxiliary processes: running again")
            return
    say("auxiliary processes: still not running: %s" % ", ".join(dead()))


def forget(alone):
    """Removes pid files before these processes start and after they have ended: another process may get the number, and each container
    has another host name. Where no other server uses the tree, those of all earlier containers go."""
    host = "*" if alone else glob.escape(socket.gethostname())
    for name in PROCESSES:
        for path in glob.glob(os.path.join(images.FOLDER, ".metadata", "%s.%s.pid" % (host, name))):
            files.remove(path)


def _came_back():
    end = time.monotonic() + REPAIR_LIMIT
    while time.monotonic() < end:
        if not dead():
            return True
        time.sleep(0.2)
    return False


def _alive(name):
    """By its pid file in the image tree, and by the process being QIS's: numbers are used again."""
    path = os.path.join(images.FOLDER, ".metadata", "%s.%s.pid" % (socket.gethostname(), name))
    try:
        with open(path, encoding="utf-8") as file:
            process = int(file.read())
        owner = os.stat("/proc/%d" % process).st_uid
        with open("/proc/%d/stat" % process, encoding="utf-8", errors="replace") as file:
            zombie = file.read().rpartition(")")[2].split()[0] == "Z"
        return owner == pwd.getpwnam("qis").pw_uid and not zombie
    except (OSError, ValueError):
        return False


def _web_processes():
    """mod_wsgi's own processes are children of Apache; the auxiliary ones, forked from them, are not."""
    try:
        with open("/run/qis-web/httpd.pid", encoding="ascii") as file:
            apache = int(file.read())
        with open("/proc/%d/task/%d/children" % (apache, apache), encoding="ascii") as file:
            children = [int(number) for number in file.read().split()]
    except (OSError, ValueError):
        return []
    return [child for child in children if _command(child).startswith(GROUP)]


def _command(process):
    try:
        with open("/proc/%d/cmdline" % process, "rb") as file:
            return file.read()
    except OSError:
        return b""
