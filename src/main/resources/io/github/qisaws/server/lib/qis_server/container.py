"""The command `qis-container`: the same role in a container without systemd, its service in the foreground.

This process is number 1: it applies the role, starts the services as children, reaps what QIS forks, passes the stop on
(gracefully to Apache), brings dead auxiliary processes back, and prints the logs. The role's keys come as environment
variables. All but the folders of SCRATCH and the data may be read-only.
"""

import os
import signal
import subprocess
import sys
import threading
import time

from . import auxiliary, files, role as role_command, role_file
from .problems import Problem, say, stop

STOP_SIGNALS = {"web": signal.SIGWINCH, "postgresql": signal.SIGINT, "memcached": signal.SIGTERM}
STOP_LIMIT = 90
REPAIR_EVERY = 60
QIS_LOG = "/opt/qis/logs/qis.log"
# Written at run time; where the engine mounts empty folders, they get the image's owners and modes here.
SCRATCH = (
    ("/etc/qis", 0o755, None), ("/etc/qis/apache", 0o755, None), ("/etc/qis/postgresql", 0o755, None),
    ("/opt/qis/conf", 0o750, "qis"), ("/opt/qis/logs", 0o750, "qis"), ("/run", 0o755, None), ("/var/lib/qis", 0o755, None),
    ("/var/lib/qis/temp", 0o700, "qis"), ("/var/log/qis", 0o750, None), ("/tmp", 0o1777, None),
)


class Foreground:
    """Services as children of this process. Volumes are the container engine's: nothing is mounted here."""

    mounts = False
    # The engine keeps what is printed; a file would end with the container.
    access_log = "/proc/self/fd/1"
    error_log = "/proc/self/fd/2"

    def __init__(self):
        self.children = {}
        self.applied = False

    def start(self, name, changed=False):
        del changed
        if name in self.children:
            return False
        files.directory("/run/qis-" + name)
        self.children[name] = subprocess.Popen(("/usr/local/bin/qis-role", "exec", name), stdin=subprocess.DEVNULL)
        say("%s: started" % name)
        return True

    def stop(self, name):
        if name in self.children:
            self.children[name].send_signal(STOP_SIGNALS[name])

    def reload_units(self):
        raise AssertionError("a container has no units")

    def call(self, *arguments):
        raise AssertionError("a container has no systemd: " + " ".join(arguments))


def main():
    os.umask(0o077)
    if sys.argv[1:]:
        stop("usage: qis-container (the role's keys are environment variables)", 64)
    host = Foreground()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: _stop(host, stopping, asked=True))
    signal.signal(signal.SIGALRM, lambda *_: _kill(host))
    try:
        role = role_file.from_environment()
        for path, mode, owner in SCRATCH:
            files.directory(path, mode, owner)
        files.directory(role_command.RUN)
        # Health checks of the container engine read the role as on a server.
        files.write(role_file.PATH, "".join("%s=%s\n" % item for item in sorted(role.items())))
        files.remove(role_command.FAILED)
        role_command.apply(role, host)
        host.applied = True
    except Exception as error:
        _stop(host, stopping)
        _wait(host)
        stop(error if isinstance(error, Problem) else "%s: %s" % (type(error).__name__, error))
    say("role %s: applied" % role.name)
    if "web" in role.parts:
        threading.Thread(target=_repair, args=(stopping,), daemon=True).start()
        # Only now: the first administrator's password is no longer in it.
        threading.Thread(target=_print, args=(QIS_LOG,), daemon=True).start()
    status = _wait(host)
    sys.exit(0 if stopping.is_set() else status or 1)


def _stop(host, stopping, asked=False):
    if not stopping.is_set():
        stopping.set()
        files.directory(role_command.RUN)
        files.write(os.path.join(role_command.RUN, "draining"), "\n")
        # Web first: what it needs must outlive it.
        for name in ("web", "memcached", "postgresql"):
            host.stop(name)
        signal.alarm(STOP_LIMIT)
        if asked and not host.applied:
            raise Problem("asked to stop before the role was applied")


def _kill(host):
    for child in host.children.values():
        child.kill()


def _wait(host):
    """Reaps every child, adopted ones too, until a service ends; then the container ends with it."""
    services = {child.pid: name for name, child in host.children.items()}
    first = None
    while services:
        try:
            pid, status = os.waitpid(-1, 0)
        except InterruptedError:
            continue
        except ChildProcessError:
            break
        if pid in services:
            name, code = services.pop(pid), os.waitstatus_to_exitcode(status)
            say("%s: ended with %d" % (name, code))
            if first is None:
                first = code
                _end_others(host, services)
    return first


def _end_others(host, services):
    for name in services.values():
        host.stop(name)


def _repair(stopping):
    while not stopping.wait(REPAIR_EVERY):
        try:
            auxiliary.repair()
        except OSError as error:
            say("auxiliary processes: %s" % error)


def _print(path, pause=1):
    """Prints what is added to a log, and goes on with the new file when QIS has begun one."""
    file, rest = None, ""
    while True:
        try:
            current = os.stat(path).st_ino
        except FileNotFoundError:
            current = None
        text = file.read() if file else ""
        lines = (rest + text).split("\n")
        rest = lines.pop()
        for line in lines:
            say("qis.log: %s" % line)
        if not text:
            if current and (file is None or os.fstat(file.fileno()).st_ino != current):
                if file:
                    file.close()
                file, rest = open(path, encoding="utf-8", errors="replace"), ""
                continue
            time.sleep(pause)
